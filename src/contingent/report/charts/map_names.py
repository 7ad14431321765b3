"""Names and signs on a map: of air fields, oil fields and oil terminals."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.map_layers import Sheet, outlines, pixel, radius
from contingent.report.grammar import field
from contingent.report.land.country import Place
from contingent.report.land.labels import Put, arrange
from contingent.report.land.panes import Pane
from contingent.report.land.rooms import Box, Paper, Wanted

SIGNS = {
    "air": "M0,-1C0.15,-1 0.18,-0.8 0.18,-0.3L1,0.25L1,0.5L0.18,0.28L0.14,0.72L0.4,0.92L0.4,1.05"
    "L0,0.95L-0.4,1.05L-0.4,0.92L-0.14,0.72L-0.18,0.28L-1,0.5L-1,0.25L-0.18,-0.3"
    "C-0.18,-0.8 -0.15,-1 0,-1Z",
    "oil": "M0,-1C0.5,-0.3 0.72,0.05 0.72,0.35C0.72,0.75 0.4,1.02 0,1.02"
    "C-0.4,1.02 -0.72,0.75 -0.72,0.35C-0.72,0.05 -0.5,-0.3 0,-1Z",
    "port": "M-1,0.2L-0.55,0.2L-0.55,-0.5L-0.1,-0.5L-0.1,0.2L1,0.2L0.65,0.8L-0.7,0.8Z",
}
"""Outlines of the signs for an air field, oil fields and an oil terminal, within two by two."""

RIM: dict[str, Any] = {"strokeWidth": 3, "strokeOpacity": 0.75, "strokeJoin": "round"}
"""Around a name, so that it can be read on any colour."""

COARSE = 3.0
"""Pixels that a corner of a cell must stand out to matter for where names are put."""


def signs(place: Place) -> tuple[str, ...]:
    """Return the signs of what a place has."""
    has = (("air", place.airbase), ("oil", place.oil_kbd > 0), ("port", place.terminal))
    return tuple(name for name, there in has if there)


def names(on: Sheet, pane: Pane) -> list[Put]:
    """Return the names that have room on a pane; the map leaves out those of its enlargement.

    Where there is no room for all, those of places with fewer people are left out.
    """
    import shapely

    most = max(place.people for place in on.land.places)
    hidden = on.close if pane is on.whole else None
    taken: tuple[Box, ...] = ()
    if hidden is not None:
        left, top = pane.at(hidden.left, hidden.top)
        zoom = pane.scale / hidden.scale
        taken = ((left, top, left + hidden.width * zoom, top + hidden.height * zoom),)
    cells = outlines(on.land, pane, COARSE)
    wanted = tuple(
        Wanted(
            p.id,
            p.name,
            *pane.at(*p.spot),
            radius(p, most, pane),
            signs(p),
            short=p.short,
            bold=p is on.land.foremost,
            cell=cells.get(p.id),
        )
        for p in sorted(on.land.places, key=_importance, reverse=True)
        if pane.holds(p.spot) and not (hidden is not None and hidden.holds(p.spot))
    )
    land = shapely.union_all(list(cells.values())) if cells else None
    return arrange(Paper(pane.width, pane.height, wanted, taken, land))


def _importance(place: Place) -> tuple[bool, float]:
    return place.capital, place.people


def lettering(on: Sheet, put: list[Put]) -> list[Any]:
    """Return the layers of names, each with a rim so that it can be read on any colour."""
    ink, bold = on.ink, on.land.foremost.id
    icons = [{"x": x, "y": p.y, "sign": SIGNS[sign]} for p in put for sign, x in p.icons]
    layers = [] if not icons else [sign_layer(on, icons)]
    for align, right in (("left", False), ("right", True)):
        rows = [
            {"x": p.x, "y": p.y, "text": p.text, "bold": p.id == bold}
            for p in put
            if p.text and p.right == right
        ]
        base = on.rows(rows).encode(x=pixel("x"), y=pixel("y"), text=field("text:N"))
        weight = {"expr": "datum.bold ? 700 : 500"}
        text: dict[str, Any] = {
            "align": align,
            "baseline": "middle",
            "fontSize": 11,
            "fontWeight": weight,
        }
        layers += [
            base.mark("text", color=ink.paper, **text, **RIM, stroke=ink.paper),
            base.mark("text", color=ink.text, **text),
        ]
    return layers


def sign_layer(on: Sheet, rows: list[dict[str, Any]], size: float = 80) -> Any:
    """Return a layer of signs at ``x`` and ``y``."""
    return (
        on.rows(rows)
        .mark("point", opacity=1, size=size, fill=on.ink.text, stroke=on.ink.paper, strokeWidth=0.5)
        .encode(
            x=pixel("x"),
            y=pixel("y"),
            shape=field("sign:N", scale=None, legend=None),
        )
    )
