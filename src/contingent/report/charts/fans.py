"""One series of several sides over time, a fan each, beside each other and to one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contingent.report.charts.axes import month_axis, number_format
from contingent.report.charts.fan import note
from contingent.report.charts.probe import AMOUNT, probe
from contingent.report.grammar import field, fixed, in_rows, layer, plot
from contingent.report.theme import Ink, themed

ABREAST = 3
"""Fans in a row; more stand below."""

WIDTH = {False: 430, True: 310}
GAP = 14
HEIGHT = 130

SAID = {"q95": "1 in 20 above", "q50": "median", "q05": "1 in 20 below"}
"""What is said of a side at a date."""


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


def chart(panels: Sequence[Panel], ink: Ink, narrow: bool = False, *, unit: str = "") -> Any:
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
    abreast = min(len(panels), ABREAST)
    width = (WIDTH[narrow] - GAP * (abreast - 1)) // abreast
    top = max(float(panel.table["q95"].max()) for panel in panels) or 1.0
    told, said = _told(panels, unit, AMOUNT)
    drawn = []
    for i, panel in enumerate(panels):
        x = month_axis(panel.table["date"], 3)
        fan = _fan(panel, x, ink, top, first=i % abreast == 0)
        pointed = probe(told, said, x, ink, width=width, name=str(i))
        drawn.append(layer(*fan, pointed).properties(width=width, height=HEIGHT))
    joined = drawn[0] if len(drawn) == 1 else in_rows(drawn, abreast, GAP)
    return themed(joined, ink, right=12, note=note(unit))


def _told(panels: Sequence[Panel], unit: str, form: str) -> tuple[Any, list[tuple[str, str, str]]]:
    """Return one row a date with the numbers of every side, and what is said of them."""
    import pandas as pd

    columns: dict[str, Any] = {"date": panels[0].table["date"].astype(str).to_numpy()}
    said = []
    for i, panel in enumerate(panels):
        for name, words in SAID.items():
            columns[f"{name}_{i}"] = panel.table[name].to_numpy()
            counted = f", {unit}" if unit and name == "q50" else ""
            said.append((f"{name}_{i}", f"{panel.title}, {words}{counted}", form))
    return pd.DataFrame(columns), said


def _fan(panel: Panel, x: Any, ink: Ink, top: float, *, first: bool) -> tuple[Any, ...]:
    """Return the layers of one fan."""
    names = ["q05", "q25", "q50", "q75", "q95"]
    rows = panel.table[["date", *names]].assign(date=panel.table["date"].astype(str))
    axis = {
        "title": None,
        "tickCount": 4,
        "labelExpr": number_format(top),
        "grid": True,
        "labels": first,
    }
    scale = {"domain": [0, top], "nice": True}
    base = plot(rows).encode(x=x)
    title = (
        plot([{"title": panel.title}])
        .mark("text", align="left", baseline="top", fontSize=12, fontWeight=600, color=ink.text)
        .encode(x=fixed(5), y=fixed(2), text=field("title:N"))
    )
    outer = base.mark("area", color=panel.colour, opacity=0.18)
    inner = base.mark("area", color=panel.colour, opacity=0.3)
    line = base.mark("line", color=panel.colour, strokeWidth=2)
    return (
        outer.encode(y=field("q05:Q", scale=scale, axis=axis), y2=field("q95")),
        inner.encode(y=field("q25:Q"), y2=field("q75")),
        line.encode(y=field("q50:Q")),
        title,
    )
