"""One series over time: the median and the bands that hold half and nine tenths of the worlds."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.axes import month_axis, number_format
from contingent.report.charts.probe import AMOUNT, SHARE, probe
from contingent.report.grammar import field, layer, plot
from contingent.report.theme import Ink, themed

QUANTILES = ("q05", "q25", "q50", "q75", "q95")


def chart(
    table: Any,
    colour: str,
    ink: Ink,
    *,
    top: float | None = None,
    share: bool = False,
    wide: bool = False,
    unit: str = "",
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
    unit : str
        What is counted, for who points at a date.
    """
    rows = table[["date", *QUANTILES]].assign(date=table["date"].astype(str))
    scale: dict[str, Any] = {"zero": True, "nice": top is None}
    if top is not None:
        scale = {"domain": [0, top], "nice": False}
    said = "format(datum.value, '.0%')" if share else number_format(top or table["q95"].max())
    axis = {"title": None, "tickCount": 4, "labelExpr": said, "grid": True}
    width = 840 if wide else 300
    x = month_axis(table["date"], 9 if wide else 5)
    base = plot(rows).encode(x=x)
    outer = base.mark("area", color=colour, opacity=0.18).encode(
        y=field("q05:Q", scale=scale, axis=axis), y2=field("q95")
    )
    inner = base.mark("area", color=colour, opacity=0.3).encode(y=field("q25:Q"), y2=field("q75"))
    line = base.mark("line", color=colour, strokeWidth=2).encode(y=field("q50:Q"))
    form = SHARE if share else AMOUNT
    said = probe(
        rows, [(name, words, form) for name, words in quantiles(unit)], x, ink, width=width
    )
    fan = layer(outer, inner, line, said).properties(width=width, height=160)
    return themed(fan, ink, note=note(unit))


def quantiles(unit: str = "") -> list[tuple[str, str]]:
    """Return column and words of what is told of a date, from the highest down."""
    return [
        ("q95", "1 in 20 above"),
        ("q75", "1 in 4 above"),
        ("q50", f"median, {unit}" if unit else "median"),
        ("q25", "1 in 4 below"),
        ("q05", "1 in 20 below"),
    ]


def note(unit: str = "") -> str:
    """Return how to read a fan."""
    bands = "line: the median of each date; bands: half of the worlds and nine of ten"
    return f"{unit}; {bands}" if unit else bands
