"""Reliability: what share came about of what was given which chance, with the bands of luck."""

from __future__ import annotations

from typing import Any

from contingent.history.columns import CLASSES
from contingent.history.reliability import Reliability
from contingent.report.grammar import below, beside, field, layer, plot
from contingent.report.theme import Ink, themed

WIDE, NARROW = (4, 185), (2, 112)
"""Squares in a row, and pixels of each side of one."""
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
        For a phone: two smaller squares in a row.
    """
    across, size = NARROW if narrow else WIDE
    squares = [_square(found, name, ink, size) for name in CLASSES]
    rows = [squares[i : i + across] for i in range(0, len(squares), across)]
    whole = below(*(beside(*row, spacing=20) for row in rows), spacing=24)
    return themed(whole, ink, right=12)


def _square(found: Reliability, name: str, ink: Ink, size: int) -> Any:
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
    return layer(*layers).properties(width=size, height=size, title=title)


def _axis(name: str, title: str, ink: Ink) -> Any:
    axis = {
        "format": ".0%",
        "values": [0, 0.5, 1],
        "title": title,
        "titleColor": ink.soft,
        "titleFontWeight": "normal",
        "grid": title == SHARE,
    }
    return field(name, scale={"domain": [0, 1], "nice": False}, axis=axis)
