"""Shares that add up to one, over time: stacked areas."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.axes import month_axis
from contingent.report.theme import Ink, themed


def chart(
    table: Any,
    column: str,
    colours: dict[str, str],
    ink: Ink,
    narrow: bool = False,
    *,
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
    height : int
        Pixels.
    top : float
        Upper end of the axis; the whole, unless all shares together stay far below it.
    """
    import altair as alt

    order = {name: i for i, name in enumerate(colours)}
    rows = table[table[column].isin(order)][["date", column, "probability"]]
    rows = rows.assign(order=rows[column].map(order), date=rows["date"].astype(str))
    area = (
        alt.Chart(rows)
        .mark_area(stroke=ink.paper, strokeWidth=0.8)
        .encode(
            x=month_axis(table["date"], 5 if narrow else 10),
            y=alt.Y(
                "probability:Q",
                stack="zero",
                scale={"domain": [0, top], "nice": False},
                axis={"format": ".0%", "title": None, "tickCount": 4},
            ),
            color=alt.Color(
                f"{column}:N",
                scale={"domain": list(colours), "range": list(colours.values())},
                legend=None,
            ),
            order=alt.Order("order:Q"),
        )
    )
    return themed(area.properties(width=290 if narrow else 850, height=height), ink)
