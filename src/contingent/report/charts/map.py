"""The map: who is likely to hold each place, at a date that the reader chooses."""

from __future__ import annotations

import json
from typing import Any

from contingent.report.chances import Chances
from contingent.report.charts import map_layers as layers
from contingent.report.charts.axes import fixed, month_axis
from contingent.report.charts.map_key import key
from contingent.report.charts.map_layers import Sheet, Sides
from contingent.report.charts.map_names import SIGNS, lettering, names, signs
from contingent.report.land import Land
from contingent.report.theme import Ink

CLOSE = "enlarged"
"""Name of the enlargement's layer of cells."""
MAP, BESIDE, PHONE = 530, 366, 330
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
    import altair as alt

    beside = PHONE if narrow else BESIDE
    on = layers.sheet(land, sides, ink, PHONE if narrow else MAP, beside)
    last = len(found.dates) - 1
    slider: Any = {"input": "range", "min": 0, "max": last, "step": 1, "name": "Date"}
    spot = alt.selection_point(
        name="spot",
        fields=["place"],
        on="pointerover[event.item && event.item.datum && event.item.datum.place]",
        clear=False,
        empty=False,
        value=[{"place": land.foremost.id}],
    )
    layers.put_facts(on, found, about)
    when = f"utcFormat(toDate({json.dumps(found.dates)}[when]), '%-d %B %Y')"
    drawn = [_pane(on, number, spot, when) for number in range(len(on.panes))]
    below = [
        _name(spot, ink, beside),
        _history(spot, found.dates, on, beside),
        key(on, beside, _signs(land)),
    ]
    made: Any
    if narrow:
        made = alt.vconcat(*drawn, *below, spacing=8)
    else:
        column = alt.vconcat(*drawn[1:], *below, spacing=12)
        made = alt.hconcat(drawn[0], column, spacing=24)
    made = made.add_params(alt.param(name="when", value=last, bind=slider))
    for param in made.params:
        if param.name == "spot":
            # The enlargement listens to the pointer too. Altair has renamed it by its position.
            param.views = [*param.views, *(name for name in _names(made) if CLOSE in name)]
    return on.finished(made)


def _names(chart: Any) -> list[str]:
    """Return the names of all parts of a chart."""
    parts = [getattr(chart, kind, None) for kind in ("hconcat", "vconcat", "layer")]
    inner = [name for some in parts if isinstance(some, list) for part in some
             for name in _names(part)]  # fmt: skip
    name = getattr(chart, "name", None)
    return [*inner, name] if isinstance(name, str) else inner


def _signs(land: Land) -> list[str]:
    """Return the signs that the map shows, in the order of the key."""
    used = {sign for place in land.places for sign in signs(place)}
    return [sign for sign in SIGNS if sign in used]


def _pane(on: Sheet, number: int, spot: Any, when: str) -> Any:
    """Return the map, or the enlargement of a piece of it."""
    import altair as alt

    pane = on.panes[number]
    now = layers.at_date("when", len(on.sides.labels))
    told = {"tooltip": {"expr": _told(on.sides, when)}}
    cells = layers.cells(now, on, number, **told)
    # It lies over its cell and is what the pointer meets.
    rim = {"fill": "transparent", "stroke": on.ink.text, "strokeWidth": 1.8, "clip": True}
    chosen = (
        now.transform_filter(spot)
        .transform_filter(f"isValid(datum.geo{number})")
        .mark_geoshape(**rim, **told)
        .encode(shape=alt.Shape(f"geo{number}:G"))
        .project(**layers.AS_IT_IS)
    )
    parts = [
        layers.border(on, pane),
        cells.properties(name=CLOSE) if number else cells.add_params(spot),
        layers.routes(on, pane),
        chosen,
        layers.places(now, on, number),
        *lettering(on, names(on, pane)),
    ]
    if not number:
        parts.append(_date(on, when))
    if on.close is not None:
        parts.append(layers.frame(on, pane))
    return alt.layer(*parts).properties(width=pane.width, height=pane.height)


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
    import altair as alt

    return (
        on.rows([{}])
        .transform_calculate(day=when)
        .mark_text(align="left", baseline="middle", fontSize=19, fontWeight=600, color=on.ink.text)
        .encode(x=fixed("X", 0), y=fixed("Y", -13), text=alt.Text("day:N"))
    )


def _name(spot: Any, ink: Ink, width: int) -> Any:
    """Return name and nature of the place under the pointer."""
    import altair as alt

    one = layers.from_rows().transform_filter(spot).encode(x=fixed("X", 0))
    name = one.mark_text(
        align="left", baseline="top", fontSize=13, fontWeight=600, color=ink.text
    ).encode(y=fixed("Y", 0), text=alt.Text("name:N"))
    about = one.mark_text(
        align="left", baseline="top", fontSize=11, color=ink.soft, limit=width
    ).encode(y=fixed("Y", 18), text=alt.Text("about:N"))
    return alt.layer(name, about).properties(width=width, height=32)


def _history(spot: Any, dates: tuple[str, ...], on: Sheet, width: int) -> Any:
    """Return who holds the place under the pointer over time; nobody between the first two."""
    import altair as alt
    import pandas as pd

    columns = [f"p{k}" for k in range(len(on.sides.labels))]
    order = json.dumps([columns[0], columns[-1], *columns[1:-1]])
    colours = {"domain": columns, "range": list(on.sides.colours)}
    said = "format(datum.value, '.0%')"
    if len(columns) == 3:  # two sides meet, one from below and one from above
        low, high = (json.dumps(label) for label in on.sides.labels[:2])
        said = f"datum.value == 0 ? {low} : datum.value == 1 ? {high} : {said}"
    room = max(len(label) for label in on.sides.labels) * 7 + 14
    axis = month_axis(pd.to_datetime(pd.Series(dates)), 5)
    one = layers.from_rows().transform_filter(spot)
    start = f"toDate({json.dumps(dates[0])})"
    area = (
        one.transform_flatten(["t", *columns])
        .transform_calculate(date=f"{start} + 864e5 * datum.t")
        .transform_fold(columns, as_=["side", "p"])
        .transform_calculate(order=f"indexof({order}, datum.side)")
        .mark_area(opacity=layers.FULL, stroke=on.ink.paper, strokeWidth=0.8)
        .encode(
            x=axis,
            y=alt.Y(
                "p:Q",
                stack="zero",
                scale={"domain": [0, 1], "nice": False},
                axis={"title": None, "values": [0, 0.5, 1], "orient": "right", "labelExpr": said},
            ),
            color=alt.Color("side:N", scale=colours, legend=None),
            order=alt.Order("order:Q"),
        )
    )
    rule = (
        one.transform_calculate(date=f"{start} + 864e5 * datum.t[when]")
        .mark_rule(color=on.ink.text, strokeWidth=1.6)
        .encode(x=axis)
    )
    return alt.layer(area, rule).properties(width=width - room, height=140 if width > PHONE else 96)
