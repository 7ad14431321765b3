"""One series of several sides over time, a fan each, beside each other and to one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contingent.report.charts.axes import fixed, month_axis, number_format
from contingent.report.charts.fan import QUANTILES, note, quantiles
from contingent.report.charts.probe import AMOUNT, probe
from contingent.report.theme import Ink, themed

ABREAST = 3
"""Fans in a row; more stand below."""

WIDTH = {False: 430, True: 310}
GAP = 14
HEIGHT = 130


@dataclass(frozen=True)
class Panel:
    """One fan.

    Attributes
    ----------
    title : str
        Whose it is.
    colour : str
    table : DataFrame
        Columns ``date``, ``q05``, ``q25``, ``q50``, ``q75``, ``q95``.
    """

    title: str
    colour: str
    table: Any


def chart(panels: Sequence[Panel], ink: Ink, narrow: bool = False, unit: str = "") -> Any:
    """Return the chart.

    Parameters
    ----------
    panels : sequence of Panel
        From left to right.
    ink : Ink
        Colours of everything else.
    narrow : bool
        For a phone.
    unit : str
        What is counted, for who points at a date.
    """
    import altair as alt

    abreast = min(len(panels), ABREAST)
    width = (WIDTH[narrow] - GAP * (abreast - 1)) // abreast
    top = max(float(panel.table["q95"].max()) for panel in panels) or 1.0
    drawn = [
        alt.layer(
            *_fan(panel, ink, top, first=i % abreast == 0), _said(panel, ink, width, unit, str(i))
        ).properties(width=width, height=HEIGHT)
        for i, panel in enumerate(panels)
    ]
    joined: Any = drawn[0]
    if len(drawn) > 1:
        joined = alt.concat(*drawn, columns=abreast, spacing=GAP)
    return themed(joined, ink, right=12, note=note(unit))


def _said(panel: Panel, ink: Ink, width: float, unit: str, name: str) -> Any:
    rows = panel.table.assign(date=panel.table["date"].astype(str))
    x = month_axis(panel.table["date"], 3)
    told = [(column, words, AMOUNT) for column, words in quantiles(unit, panel.title)]
    return probe(rows[["date", *QUANTILES]], told, x, ink, width=width, name=name)


def _fan(panel: Panel, ink: Ink, top: float, *, first: bool) -> list[Any]:
    import altair as alt

    rows = panel.table[["date", *QUANTILES]].assign(date=panel.table["date"].astype(str))
    axis = {
        "title": None,
        "tickCount": 4,
        "labelExpr": number_format(top),
        "grid": True,
        "labels": first,
    }
    scale = {"domain": [0, top], "nice": True}
    base = alt.Chart(rows).encode(x=month_axis(panel.table["date"], 3))
    title = (
        alt.Chart({"values": [{"title": panel.title}]})
        .mark_text(align="left", baseline="top", fontSize=12, fontWeight=600, color=ink.text)
        .encode(x=fixed("X", 5), y=fixed("Y", 2), text=alt.Text("title:N"))
    )
    outer = base.mark_area(color=panel.colour, opacity=0.18)
    inner = base.mark_area(color=panel.colour, opacity=0.3)
    line = base.mark_line(color=panel.colour, strokeWidth=2)
    return [
        outer.encode(y=alt.Y("q05:Q", scale=scale, axis=axis), y2=alt.Y2("q95")),
        inner.encode(y=alt.Y("q25:Q"), y2=alt.Y2("q75")),
        line.encode(y=alt.Y("q50:Q")),
        title,
    ]
