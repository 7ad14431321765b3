"""Reliability: what share came about of what was given which chance, with the bands of luck."""

from __future__ import annotations

from typing import Any

from contingent.history.columns import CLASSES
from contingent.history.reliability import Reliability
from contingent.report.grammar import below, beside, field, layer, plot
from contingent.report.theme import Ink, themed

SIZE = 200  # pixels, each side of a class's square
WORDS = {
    "gov": "government victory",
    "reb": "rebel victory",
    "settlement": "settlement",
    "fizzle": "fizzles out",
}
CHANCE, SHARE = "chance given", "share that came about"


def chart(found: Reliability, ink: Ink, narrow: bool = False) -> Any:
    """Return the chart, a square for each class.

    Parameters
    ----------
    found : Reliability
        Bins with their bands.
    ink : Ink
        Colours.
    narrow : bool
        For a phone: the squares stand in one column, not in two.
    """
    squares = [_square(found, name, ink) for name in CLASSES]
    rows = [squares[i : i + (1 if narrow else 2)] for i in range(0, 4, 1 if narrow else 2)]
    whole = below(*(beside(*row, spacing=28) for row in rows), spacing=24)
    return themed(whole, ink, right=12)


def _square(found: Reliability, name: str, ink: Ink) -> Any:
    values = [
        {
            "forecast": each.forecast,
            "share": each.share,
            "low": each.low,
            "high": each.high,
            "rows": each.rows,
            "fill": ink.mark if each.inside else ink.paper,
        }
        for each in found.bins
        if each.outcome == name
    ]
    base = plot(values).encode(x=_axis("forecast:Q", CHANCE, ink))
    ends = [{"forecast": end, "share": end} for end in (0.0, 1.0)]
    diagonal = plot(ends).mark("line", color=ink.line, strokeWidth=1, strokeDash=[3, 3])
    band = base.mark("rule", strokeWidth=9, color=ink.line, opacity=0.45, strokeCap="round")
    dot = base.mark("point", size=60, stroke=ink.mark, strokeWidth=1.6, opacity=1)
    layers = [
        diagonal.encode(x=_axis("forecast:Q", CHANCE, ink), y=_axis("share:Q", SHARE, ink)),
        band.encode(y=_axis("low:Q", SHARE, ink), y2=field("high")),
        dot.encode(y=_axis("share:Q", SHARE, ink), fill=field("fill:N", scale=None)),
    ]
    title = {"text": WORDS[name], "fontSize": 12, "color": ink.text, "anchor": "start"}
    return layer(*layers).properties(width=SIZE, height=SIZE, title=title)


def _axis(name: str, title: str, ink: Ink) -> Any:
    axis = {
        "format": ".0%",
        "values": [0, 0.25, 0.5, 0.75, 1],
        "title": title,
        "titleColor": ink.soft,
        "titleFontWeight": "normal",
        "grid": title == SHARE,
    }
    return field(name, scale={"domain": [0, 1], "nice": False}, axis=axis)
