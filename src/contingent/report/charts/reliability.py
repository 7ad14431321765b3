"""Reliability: what share came about of what was given which chance, with the bands of luck."""

from __future__ import annotations

from typing import Any

from contingent.history.columns import CLASSES
from contingent.history.reliability import Reliability
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
    import altair as alt

    squares = [_square(found, name, ink) for name in CLASSES]
    rows = [squares[i : i + (1 if narrow else 2)] for i in range(0, 4, 1 if narrow else 2)]
    whole = alt.vconcat(*(alt.hconcat(*row, spacing=28) for row in rows), spacing=24)
    return themed(whole, ink, right=12)


def _square(found: Reliability, name: str, ink: Ink) -> Any:
    import altair as alt
    import pandas as pd

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
    base = alt.Chart(pd.DataFrame(values)).encode(x=_axis("X", "forecast:Q", CHANCE, ink))
    ends = pd.DataFrame([{"forecast": 0.0, "share": 0.0}, {"forecast": 1.0, "share": 1.0}])
    diagonal = alt.Chart(ends).mark_line(color=ink.line, strokeWidth=1, strokeDash=[3, 3])
    band = base.mark_rule(strokeWidth=9, color=ink.line, opacity=0.45, strokeCap="round")
    dot = base.mark_point(size=60, stroke=ink.mark, strokeWidth=1.6, opacity=1)
    layers = [
        diagonal.encode(
            x=_axis("X", "forecast:Q", CHANCE, ink), y=_axis("Y", "share:Q", SHARE, ink)
        ),
        band.encode(y=_axis("Y", "low:Q", SHARE, ink), y2=alt.Y2("high")),
        dot.encode(y=_axis("Y", "share:Q", SHARE, ink), fill=alt.Fill("fill:N", scale=None)),
    ]
    title = {"text": WORDS[name], "fontSize": 12, "color": ink.text, "anchor": "start"}
    return alt.layer(*layers).properties(width=SIZE, height=SIZE, title=title)


def _axis(channel: str, field: str, title: str, ink: Ink) -> Any:
    import altair as alt

    axis = {
        "format": ".0%",
        "values": [0, 0.25, 0.5, 0.75, 1],
        "title": title,
        "titleColor": ink.soft,
        "titleFontWeight": "normal",
        "grid": channel == "Y",
    }
    return getattr(alt, channel)(field, scale={"domain": [0, 1], "nice": False}, axis=axis)
