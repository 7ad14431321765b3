"""A share of every faction over time: medians, and bands of half and nine tenths of the worlds."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.axes import month_axis
from contingent.report.theme import Ink, themed

FEW = 3
"""With more factions than this, only the bands of half of the worlds are drawn."""


def chart(table: Any, ink: Ink) -> Any:
    """Return the chart.

    Parameters
    ----------
    table : DataFrame
        Columns ``date``, ``faction``, ``q05``, ``q25``, ``q50``, ``q75``, ``q95``; shares, 0 to 1.
    ink : Ink
        Colours.
    """
    import altair as alt

    names = ["faction", "q05", "q25", "q50", "q75", "q95"]
    rows = table[["date", *names]].assign(date=table["date"].astype(str))
    axis = {"title": None, "tickCount": 4, "format": ".0%", "grid": True}
    colours = {"domain": list(ink.factions), "range": list(ink.factions.values())}
    base = alt.Chart(rows).encode(
        x=month_axis(table["date"], 5),
        y=alt.Y("q50:Q", scale={"domain": [0, 1], "nice": False}, axis=axis),
        color=alt.Color("faction:N", scale=colours, legend=None),
    )
    outer = base.mark_area(opacity=0.14).encode(y=alt.Y("q05:Q"), y2="q95:Q")
    inner = base.mark_area(opacity=0.28).encode(y=alt.Y("q25:Q"), y2="q75:Q")
    line = base.mark_line(strokeWidth=2)
    bands = [outer, inner] if len(ink.factions) <= FEW else [inner]
    return themed(alt.layer(*bands, line).properties(width=270, height=160), ink)
