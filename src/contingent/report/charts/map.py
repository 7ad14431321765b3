"""The map: who is likely to hold each place, at a date that the reader chooses."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from contingent.report.charts import map_layers as layers
from contingent.report.charts.axes import month_axis
from contingent.report.charts.map_key import key
from contingent.report.charts.map_layers import Sheet, Sides
from contingent.report.charts.map_names import SIGNS, lettering, names, signs
from contingent.report.grammar import below, beside, field, fixed, layer, named
from contingent.report.land.chances import Chances
from contingent.report.land.country import Land
from contingent.report.theme import Ink

CELLS = ("cells", "enlarged")
"""Names of the layers of cells that listen to the pointer: of the map and its enlargement."""
SPOT = {"param": "spot", "empty": False}
"""Test that a row is of the place under the pointer."""
MAP, ASIDE, PHONE = 530, 366, 330
"""Widths in pixels: of the map, of what stands beside it, and of everything on a phone."""


def chart(
    land: Land,
    found: Chances,
    about: dict[str, dict[str, str]],
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
        Who is likely to hold each place, at the dates of the slider.
    about : dict
        What is said of each place under the pointer, besides who holds it: ``about`` and
        ``course``.
    sides : Sides
        Who may hold a place.
    ink : Ink
        Colours.
    narrow : bool
        For a phone.
    """
    aside = PHONE if narrow else ASIDE
    on = layers.sheet(land, sides, ink, PHONE if narrow else MAP, aside)
    last = len(found.dates) - 1
    slider: Any = {"input": "range", "min": 0, "max": last, "step": 1, "name": "Date"}
    layers.put_facts(on, found, about)
    when = f"utcFormat(toDate({json.dumps(found.dates)}[when]), '%-d %B %Y')"
    drawn = [_pane(on, number, when) for number in range(len(on.panes))]
    others = [
        _name(ink, aside),
        _history(found.dates, on, aside),
        key(on, aside, _signs(land)),
    ]
    if narrow:
        made = below(*drawn, *others, spacing=8)
    else:
        made = beside(drawn[0], below(*drawn[1:], *others, spacing=12), spacing=24)
    params = [_spot(land, CELLS[: len(drawn)]), {"name": "when", "value": last, "bind": slider}]
    return on.finished(made.properties(params=params))


def _spot(land: Land, views: tuple[str, ...]) -> dict[str, Any]:
    """Return the choice of the place under the pointer; at first it is the foremost."""
    chosen = "pointerover[event.item && event.item.datum && event.item.datum.place]"
    return {
        "name": "spot",
        "select": {"type": "point", "fields": ["place"], "on": chosen, "clear": False},
        "value": [{"place": land.foremost.id}],
        "views": views,
    }


def _signs(land: Land) -> list[str]:
    """Return the signs that the map shows, in the order of the key."""
    used = {sign for place in land.places for sign in signs(place)}
    return [sign for sign in SIGNS if sign in used]


def _pane(on: Sheet, number: int, when: str) -> Any:
    """Return the map, or the enlargement of a piece of it."""
    pane = on.panes[number]
    now = layers.at_date("when", len(on.sides.labels))
    told = {"tooltip": {"expr": _told(on.sides, when)}}
    cells = layers.cells(now, on, number, **told)
    # It lies over its cell and is what the pointer meets.
    rim = {"fill": "transparent", "stroke": on.ink.text, "strokeWidth": 1.8, "clip": True}
    chosen = (
        now.filter(SPOT)
        .filter(f"isValid(datum.geo{number})")
        .mark("geoshape", **rim, **told)
        .encode(shape=field(f"geo{number}:G"))
        .properties(projection=layers.AS_IT_IS)
    )
    parts = [
        layers.border(on, pane),
        cells.properties(name=CELLS[number]),
        layers.routes(on, pane),
        chosen,
        layers.places(now, on, number),
        *lettering(on, names(on, pane)),
    ]
    if not number:
        parts.append(_date(on, when))
    if on.close is not None:
        parts.append(layers.frame(on, pane))
    return layer(*parts).properties(width=pane.width, height=pane.height)


def _told(sides: Sides, when: str) -> str:
    """Return the expression of what is said of a place under the pointer."""
    parts = [f"'title': datum.name + ', ' + {when}"]
    parts += [
        f"{json.dumps(f'held by {label}')}: format(100 * datum.q{k}, '.0f') + ' %'"
        for k, label in enumerate(sides.labels)
    ]
    return "{" + ", ".join([*parts, "'there': datum.about", "'over time': datum.course"]) + "}"


def _date(on: Sheet, when: str) -> Any:
    """Return the date, in large letters above the map."""
    return (
        on.rows([{}])
        .calculate(day=when)
        .mark(
            "text", align="left", baseline="middle", fontSize=19, fontWeight=600, color=on.ink.text
        )
        .encode(x=fixed(0), y=fixed(-13), text=field("day:N"))
    )


def _name(ink: Ink, width: int) -> Any:
    """Return name and nature of the place under the pointer."""
    one = named(layers.FACTS).filter(SPOT).encode(x=fixed(0))
    name = one.mark(
        "text", align="left", baseline="top", fontSize=13, fontWeight=600, color=ink.text
    ).encode(y=fixed(0), text=field("name:N"))
    about = one.mark(
        "text", align="left", baseline="top", fontSize=11, color=ink.soft, limit=width
    ).encode(y=fixed(18), text=field("about:N"))
    return layer(name, about).properties(width=width, height=32)


def _history(dates: tuple[str, ...], on: Sheet, width: int) -> Any:
    """Return who holds the place under the pointer over time; nobody between the first two."""
    columns = [f"p{k}" for k in range(len(on.sides.labels))]
    order = json.dumps([columns[0], columns[-1], *columns[1:-1]])
    colours = {"domain": columns, "range": list(on.sides.colours)}
    said = "format(datum.value, '.0%')"
    if len(columns) == 3:  # two sides meet, one from below and one from above
        low, high = (json.dumps(label) for label in on.sides.labels[:2])
        said = f"datum.value == 0 ? {low} : datum.value == 1 ? {high} : {said}"
    room = max(len(label) for label in on.sides.labels) * 7 + 14
    axis = month_axis(np.array(dates, "datetime64[D]"), 5)
    one = named(layers.FACTS).filter(SPOT)
    start = f"toDate({json.dumps(dates[0])})"
    area = (
        one.transform({"flatten": ["t", *columns]})
        .calculate(date=f"{start} + 864e5 * datum.t")
        .transform({"fold": columns, "as": ["side", "p"]})
        .calculate(order=f"indexof({order}, datum.side)")
        .mark("area", opacity=layers.FULL, stroke=on.ink.paper, strokeWidth=0.8)
        .encode(
            x=axis,
            y=field(
                "p:Q",
                stack="zero",
                scale={"domain": [0, 1], "nice": False},
                axis={"title": None, "values": [0, 0.5, 1], "orient": "right", "labelExpr": said},
            ),
            color=field("side:N", scale=colours, legend=None),
            order=field("order:Q"),
        )
    )
    rule = (
        one.calculate(date=f"{start} + 864e5 * datum.t[when]")
        .mark("rule", color=on.ink.text, strokeWidth=1.6)
        .encode(x=axis)
    )
    return layer(area, rule).properties(width=width - room, height=140 if width > PHONE else 96)
