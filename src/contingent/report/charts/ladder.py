"""One patron's calendar: how far up the ladder it stands behind a side, week by week."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.axes import fixed, month_axis
from contingent.report.charts.probe import probe, spread
from contingent.report.theme import Ink, themed
from contingent.scenario.vocabulary import RUNGS

SHADES = (0.0, 0.13, 0.26, 0.42, 0.6, 0.8, 1.0)
"""Depth of the side's colour at each rung, from nothing at ``none``."""


def chart(table: Any, factions: list[tuple[str, str]], ink: Ink) -> Any:
    """Return the chart.

    Parameters
    ----------
    table : DataFrame
        Columns ``date``, ``faction``, ``rung``, ``probability`` of one patron.
    factions : list of (id, label)
        Sides to show, one strip each.
    ink : Ink
        Colours.
    """
    import altair as alt
    import pandas as pd

    strips = []
    for i, (faction, label) in enumerate(factions):
        rows = table[(table["faction"] == faction) & (table["rung"] != RUNGS[0])]
        # The highest rung lies at the bottom: the darkest edge reads as "at least this".
        rows = rows.assign(
            date=rows["date"].astype(str),
            order=-rows["rung"].map(RUNGS.index),
            shade=rows["rung"].map(dict(zip(RUNGS, SHADES, strict=True))),
        )[["date", "rung", "probability", "order", "shade"]]
        last = i == len(factions) - 1
        x = month_axis(table["date"], 5, labels=last, ticks=last)
        strip = (
            alt.Chart(rows)
            .mark_area(color=ink.factions[faction], stroke=ink.paper, strokeWidth=0.6)
            .encode(
                x=x,
                y=alt.Y(
                    "probability:Q",
                    stack="zero",
                    scale={"domain": [0, 1], "nice": False},
                    axis={"title": None, "format": ".0%", "values": [0, 0.5, 1]},
                ),
                detail=alt.Detail("rung:N"),
                opacity=alt.Opacity("shade:Q", scale=None),
                order=alt.Order("order:Q"),
            )
            .properties(width=285, height=66)
        )
        name = (
            alt.Chart(pd.DataFrame([{"label": label}]))
            .mark_text(align="left", baseline="top", fontSize=11, fontWeight=600)
            .encode(x=fixed("X", 4), y=fixed("Y", 4), text=alt.Text("label:N"))
        )
        called = {rung: f"{label}: {rung.replace('_', ' ')}" for rung in reversed(RUNGS[1:])}
        said = probe(*spread(rows, "rung", called), x, ink, width=285, name=str(i))
        strips.append(alt.layer(strip, name, said))
    return themed(alt.vconcat(*strips, spacing=8), ink)
