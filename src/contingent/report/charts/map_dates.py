"""The map at a few dates beside each other, for paper and for readers without scripts."""

from __future__ import annotations

from typing import Any

from contingent.report.chances import Chances
from contingent.report.charts import map_layers as layers
from contingent.report.charts.axes import fixed
from contingent.report.charts.map_layers import Sheet, Sides
from contingent.report.land import Land
from contingent.report.theme import Ink

WIDE, NARROW = 216, 156
"""Width of one map in pixels."""


def chart(
    land: Land,
    found: Chances,
    titles: list[tuple[str, str]],
    sides: Sides,
    ink: Ink,
    *,
    narrow: bool = False,
) -> Any:
    """Return the chart.

    Parameters
    ----------
    land : Land
        The country.
    found : Chances
        Who is likely to hold each place at these dates.
    titles : list of (str, str)
        Two lines over each map.
    sides : Sides
        Who may hold a place.
    ink : Ink
        Colours.
    narrow : bool
        For a phone.
    """
    import altair as alt

    width = NARROW if narrow else WIDE
    on = layers.sheet(land, sides, ink, width, width)
    layers.put_facts(on, found)
    columns = []
    for i, title in enumerate(titles):
        now = layers.at_date(str(i), len(sides.labels))
        panes = [_pane(on, number, now) for number in range(len(on.panes))]
        columns.append(alt.vconcat(_title(on, title, width), *panes, spacing=4))
    across = 2 if narrow else len(columns)
    made = alt.concat(*columns, columns=across, spacing=18)
    return on.finished(made)


def _pane(on: Sheet, number: int, now: Any) -> Any:
    import altair as alt

    pane = on.panes[number]
    parts = [
        layers.border(on, pane),
        layers.cells(now, on, number),
        layers.places(now, on, number),
    ]
    if on.close is not None:
        parts.append(layers.frame(on, pane))
    return alt.layer(*parts).properties(width=pane.width, height=pane.height)


def _title(on: Sheet, lines: tuple[str, str], width: int) -> Any:
    import altair as alt

    base = on.rows([{"first": lines[0], "second": lines[1]}]).encode(x=fixed("X", 0))
    first = base.mark_text(
        align="left", baseline="middle", fontSize=12, fontWeight=600, color=on.ink.text
    ).encode(y=fixed("Y", 8), text=alt.Text("first:N"))
    second = base.mark_text(align="left", baseline="middle", fontSize=11, color=on.ink.soft).encode(
        y=fixed("Y", 23), text=alt.Text("second:N")
    )
    return alt.layer(first, second).properties(width=width, height=30)
