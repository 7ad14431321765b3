"""The map at a few dates beside each other, for paper and for readers without scripts."""

from __future__ import annotations

from typing import Any

from contingent.report.charts import map_layers as layers
from contingent.report.charts.map_layers import Sheet, Sides
from contingent.report.grammar import field, fixed, in_rows, layer
from contingent.report.land.chances import Chances
from contingent.report.land.country import Land
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
    width = NARROW if narrow else WIDE
    on = layers.sheet(land, sides, ink, width, width)
    layers.put_facts(on, found)
    across = 2 if narrow else len(titles)
    panes = [
        _pane(on, number, i, titles[i])
        for first in range(0, len(titles), across)
        for number in range(len(on.panes))
        for i in range(first, min(first + across, len(titles)))
    ]
    return on.finished(in_rows(panes, across, {"row": 6, "column": 18}))


def _pane(on: Sheet, number: int, date: int, title: tuple[str, str]) -> Any:
    """Return the map at one date, with its title, or the enlargement below it."""
    pane, now = on.panes[number], layers.at_date(str(date), len(on.sides.labels))
    parts = [
        layers.border(on, pane),
        layers.cells(now, on, number),
        layers.places(now, on, number),
    ]
    if on.close is not None:
        parts.append(layers.frame(on, pane))
    if number == 0:
        parts += _title(on, title)
    return layer(*parts).properties(width=pane.width, height=pane.height)


def _title(on: Sheet, lines: tuple[str, str]) -> list[Any]:
    """Return the layers of two lines above a map."""
    base = on.rows([{"first": lines[0], "second": lines[1]}]).encode(x=fixed(0))
    text = {"align": "left", "baseline": "middle"}
    return [
        base.mark("text", fontSize=12, fontWeight=600, color=on.ink.text, **text).encode(
            y=fixed(-22), text=field("first:N")
        ),
        base.mark("text", fontSize=11, color=on.ink.soft, **text).encode(
            y=fixed(-7), text=field("second:N")
        ),
    ]
