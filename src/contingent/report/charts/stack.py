"""Shares that add up to one, over time: stacked areas."""

from __future__ import annotations

import json
from typing import Any

from contingent.report.charts.axes import month_axis
from contingent.report.charts.probe import probe, spread
from contingent.report.grammar import field, layer, plot
from contingent.report.theme import Ink, themed


def chart(
    table: Any,
    column: str,
    colours: dict[str, str],
    ink: Ink,
    narrow: bool = False,
    *,
    words: dict[str, str] | None = None,
    height: int = 190,
    top: float = 1.0,
) -> Any:
    """Return the chart.

    Parameters
    ----------
    table : DataFrame
        Columns ``date``, ``probability`` and the one named by `column`.
    column : str
        What is stacked.
    colours : dict
        Colour of each value of that column, from the bottom up.
    ink : Ink
        Colours of everything else.
    narrow : bool
        For a phone.
    words : dict, optional
        What each value is called.
    height : int
        Pixels.
    top : float
        Upper end of the axis; the whole, unless all shares together stay far below it.
    """
    rows = _ordered(table, column, colours)
    width = 290 if narrow else 850
    x = month_axis(table["date"], 5 if narrow else 10)
    called = {name: (words or {}).get(name, name) for name in reversed(colours)}
    scale = {"domain": list(colours), "range": list(colours.values())}
    area = (
        plot(rows)
        .mark("area", stroke=ink.paper, strokeWidth=0.8)
        .encode(
            x=x,
            y=field(
                "probability:Q",
                stack="zero",
                scale={"domain": [0, top], "nice": False},
                axis={"format": ".0%", "title": None, "tickCount": 4},
            ),
            color=field(f"{column}:N", scale=scale, legend=legend(called) if ink.alone else None),
            order=field("order:Q"),
        )
    )
    said = probe(*spread(rows, column, called), x, ink, width=width)
    return themed(layer(area, said).properties(width=width, height=height), ink)


def _ordered(table: Any, column: str, colours: dict[str, str]) -> Any:
    """Return the rows that are stacked, with their place from the bottom up."""
    order = {name: i for i, name in enumerate(colours)}
    rows = table[table[column].isin(order)][["date", column, "probability"]]
    return rows.assign(order=rows[column].map(order), date=rows["date"].astype(str))


def legend(words: dict[str, str]) -> dict[str, Any]:
    """Return the legend of a chart that has no page about it."""
    said = f"{json.dumps(words)}[datum.value]"
    return {"orient": "bottom", "title": None, "labelExpr": said, "columns": 4}
