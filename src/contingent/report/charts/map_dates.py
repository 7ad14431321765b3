"""The map at a few dates beside each other, for paper and for readers without scripts."""

from __future__ import annotations

from typing import Any

from contingent.report.charts import map_layers as layers
from contingent.report.charts.axes import fixed
from contingent.report.charts.map_layers import Sheet, Sides
from contingent.report.land import Land
from contingent.report.panes import Pane
from contingent.report.theme import Ink, themed

WIDE, NARROW = 216, 156
"""Width of one map in pixels."""


def chart(
    land: Land,
    table: Any,
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
    table : DataFrame
        What `contingent.report.chances.chances` returns for these dates.
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
    facts = layers.facts(on)
    columns = []
    for i, title in enumerate(titles):
        rows = table[table["i"] == i]
        parts = [_pane(on, pane, rows, facts) for pane in on.panes]
        columns.append(alt.vconcat(_title(title, width, ink), *parts, spacing=4))
    across = 2 if narrow else len(columns)
    return themed(alt.concat(*columns, columns=across, spacing=18), ink)


def _pane(on: Sheet, pane: Pane, rows: Any, facts: Any) -> Any:
    import altair as alt

    x, y = ("u", "v") if pane is not on.whole else ("x", "y")
    base = alt.Chart(rows).transform_lookup(
        "place", from_=alt.LookupData(facts, key="place", fields=["geo", x, y, "size"])
    )
    parts = [
        layers.border(on, pane),
        layers.cells(base, on, pane),
        layers.marks(base, layers.pixel("X", x), layers.pixel("Y", y), on.sides, on.ink),
    ]
    if on.close is not None:
        parts.append(layers.frame(on, pane))
    return alt.layer(*parts).properties(width=pane.width, height=pane.height)


def _title(lines: tuple[str, str], width: int, ink: Ink) -> Any:
    import altair as alt

    rows = alt.Data(values=[{"first": lines[0], "second": lines[1]}])
    base = alt.Chart(rows).encode(x=fixed("X", 0))
    first = base.mark_text(
        align="left", baseline="middle", fontSize=12, fontWeight=600, color=ink.text
    ).encode(y=fixed("Y", 8), text=alt.Text("first:N"))
    second = base.mark_text(align="left", baseline="middle", fontSize=11, color=ink.soft).encode(
        y=fixed("Y", 23), text=alt.Text("second:N")
    )
    return alt.layer(first, second).properties(width=width, height=30)
