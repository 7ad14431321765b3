"""A share of every faction over time: medians, and bands of half and nine tenths of the worlds."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.axes import month_axis
from contingent.report.charts.fan import note
from contingent.report.charts.probe import SHARE, probe
from contingent.report.charts.stack import legend
from contingent.report.grammar import field, layer, plot
from contingent.report.theme import Ink, themed

WIDTH = 270  # pixels

FEW = 3
"""With more factions than this, only the bands of half of the worlds are drawn."""


def chart(table: Any, ink: Ink, words: dict[str, str] | None = None) -> Any:
    """Return the chart.

    Parameters
    ----------
    table : DataFrame
        Columns ``date``, ``faction``, ``q05``, ``q25``, ``q50``, ``q75``, ``q95``; shares, 0 to 1.
    ink : Ink
        Colours.
    words : dict, optional
        What each faction is called.
    """
    names = ["faction", "q05", "q25", "q50", "q75", "q95"]
    rows = table[["date", *names]].assign(date=table["date"].astype(str))
    axis = {"title": None, "tickCount": 4, "format": ".0%", "grid": True}
    colours = {"domain": list(ink.factions), "range": list(ink.factions.values())}
    x = month_axis(table["date"], 5)
    called = {side: (words or {}).get(side, side) for side in ink.factions}
    base = plot(rows).encode(
        x=x,
        y=field("q50:Q", scale={"domain": [0, 1], "nice": False}, axis=axis),
        color=field("faction:N", scale=colours, legend=legend(called) if ink.alone else None),
    )
    outer = base.mark("area", opacity=0.14).encode(y=field("q05:Q"), y2=field("q95"))
    inner = base.mark("area", opacity=0.28).encode(y=field("q25:Q"), y2=field("q75"))
    line = base.mark("line", strokeWidth=2)
    bands = [outer, inner] if len(ink.factions) <= FEW else [inner]
    said = probe(*_told(rows, called), x, ink, width=WIDTH)
    made = layer(*bands, line, said).properties(width=WIDTH, height=160)
    return themed(made, ink, note=note())


def _told(rows: Any, words: dict[str, str]) -> tuple[Any, list[tuple[str, str, str]]]:
    """Return one row a date, and what to say of it: of every faction the median and nine of ten."""
    shown = {"q50": "median", "q05": "1 in 20 below", "q95": "1 in 20 above"}
    wide = rows.pivot_table(index="date", columns="faction", values=list(shown), sort=False)
    columns, told = [], []
    for i, (side, label) in enumerate(words.items()):
        for name, said in shown.items():
            columns.append(wide[name, side].rename(f"{name}_{i}"))
            told.append((f"{name}_{i}", f"{label}: {said}", SHARE))
    import pandas as pd

    return pd.concat(columns, axis=1).reset_index(), told
