"""One series over time: the median and the bands that hold half and nine tenths of the worlds."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.axes import month_axis, number_format
from contingent.report.theme import Ink, themed


def chart(
    table: Any,
    colour: str,
    ink: Ink,
    *,
    top: float | None = None,
    share: bool = False,
    wide: bool = False,
) -> Any:
    """Return the chart.

    Parameters
    ----------
    table : DataFrame
        Columns ``date``, ``q05``, ``q25``, ``q50``, ``q75``, ``q95``.
    colour : str
        Colour of the line and the bands.
    ink : Ink
        Colours of everything else.
    top : float, optional
        Upper end of the axis, so that charts beside each other can be compared.
    share : bool
        Write the axis in per cent.
    wide : bool
        Twice as wide.
    """
    import altair as alt

    names = ["q05", "q25", "q50", "q75", "q95"]
    rows = table[["date", *names]].assign(date=table["date"].astype(str))
    scale: dict[str, Any] = {"zero": True, "nice": top is None}
    if top is not None:
        scale = {"domain": [0, top], "nice": False}
    said = "format(datum.value, '.0%')" if share else number_format(top or table["q95"].max())
    axis = {"title": None, "tickCount": 4, "labelExpr": said, "grid": True}
    base = alt.Chart(rows).encode(x=month_axis(table["date"], 9 if wide else 5))
    outer = base.mark_area(color=colour, opacity=0.18).encode(
        y=alt.Y("q05:Q", scale=scale, axis=axis), y2=alt.Y2("q95")
    )
    inner = base.mark_area(color=colour, opacity=0.3).encode(y=alt.Y("q25:Q"), y2=alt.Y2("q75"))
    line = base.mark_line(color=colour, strokeWidth=2).encode(y=alt.Y("q50:Q"))
    size = {"width": 840 if wide else 300, "height": 160}
    return themed(alt.layer(outer, inner, line).properties(**size), ink)
