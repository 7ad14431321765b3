"""What lies on every map: cells, roads, marks of places, and names."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from contingent.report.grammar import field, fixed, named
from contingent.report.land.chances import Chances
from contingent.report.land.country import Land, Place
from contingent.report.land.panes import Pane, enlarged, fit
from contingent.report.theme import Ink, themed

MARKS = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
"""Mark of each side, so that the map can be read without its colours."""

SMALLEST = 0.9
"""Pixels that a corner must stand out to be drawn; twice as many on a map of small width."""
SMALL = 250

FACTS = "places"
"""Name of the data that layers share."""
RIM = 4.0
"""Pixels around a pane that are kept, so that no stroke shows where a shape was cut."""
AS_IT_IS: dict[str, Any] = {"type": "identity", "scale": 1, "translate": [0, 0]}
"""Projection of what is in pixels already."""

FAINT, FULL = 0.07, 0.8
"""Depth of colour of a cell whose holder is anybody's guess, and of one whose holder is certain."""


@dataclass(frozen=True)
class Sides:
    """Who may hold a place, nobody last: label, colour and mark of each."""

    labels: tuple[str, ...]
    colours: tuple[str, ...]

    def pick(self, what: str, ink: Ink) -> str:
        """Return the expression of something of the side that a row's ``lead`` numbers.

        An expression, since scales of one name would be shared by all that lies on a map.
        """
        own = len(self.labels) - 1
        choice = {
            "land": self.colours,
            "mark": [*(MARKS[i % len(MARKS)] for i in range(own)), "circle"],
            "fill": [*self.colours[:own], ink.paper],  # nobody's mark is hollow
            "edge": [*[ink.paper] * own, ink.mark],
        }
        return f"{json.dumps(choice[what])}[datum.lead]"


@dataclass(frozen=True)
class Sheet:
    """A map before it is drawn.

    Attributes
    ----------
    land : Land
        The country.
    sides : Sides
        Who may hold a place.
    ink : Ink
        Colours.
    whole, close : Pane
        Where the country lies, and what is enlarged, if anything.
    data : dict
        Rows that layers draw, by name.
    """

    land: Land
    sides: Sides
    ink: Ink
    whole: Pane
    close: Pane | None
    data: dict[str, list[dict[str, Any]]] = dataclasses.field(default_factory=dict)

    @property
    def panes(self) -> list[Pane]:
        """The map and its enlargement."""
        return [pane for pane in (self.whole, self.close) if pane is not None]

    def rows(self, rows: list[dict[str, Any]], name: str = "") -> Any:
        """Return a chart of some rows, which `finished` puts beside the whole."""
        name = name or f"rows{len(self.data)}"
        self.data[name] = rows
        return named(name)

    def finished(self, chart: Any) -> Any:
        """Return the whole chart with its data and the look of the house."""
        return themed(chart.properties(datasets=self.data), self.ink)


def sheet(land: Land, sides: Sides, ink: Ink, width: int, beside: int) -> Sheet:
    """Return a sheet with a map of one width and an enlargement of another, in pixels."""
    whole = fit(land.bounds, width)
    return Sheet(land, sides, ink, whole, enlarged(land.spots, whole, beside))


def pixels(shape: Any, pane: Pane) -> dict[str, Any] | None:
    """Return what a pane shows of a shape of the plane, in its pixels, as GeoJSON."""
    import shapely

    corners = (-RIM, -RIM, pane.width + RIM, pane.height + RIM)
    shown = shapely.clip_by_rect(shapely.simplify(_moved(shape, pane), 0), *corners)
    if shown.is_empty:
        return None
    geometry: dict[str, Any] = json.loads(
        shapely.to_geojson(shapely.transform(shown, lambda xy: xy.round(1)))
    )
    return geometry


def put_facts(on: Sheet, found: Chances, about: dict[str, dict[str, str]] | None = None) -> None:
    """Put on a sheet all that the map shows of the places, one row each.

    A row has ``place``, ``name``, and what `about` says; ``p0``, ``p1``, … (the probability that
    each side holds it) and ``t`` (days since the start) at each date; and for each pane, by its
    number, ``x0``, ``y0``, ``size0`` and ``geo0`` in pixels.
    """
    days = [(date.fromisoformat(d) - date.fromisoformat(found.dates[0])).days for d in found.dates]
    most = max(place.people for place in on.land.places)
    drawn = [_simplified(on.land, pane) for pane in on.panes]
    rows = []
    for place in on.land.places:
        row: dict[str, Any] = {"place": place.id, "name": place.name, "t": days}
        row |= (about or {}).get(place.id, {})
        row |= {f"p{k}": values for k, values in enumerate(found.held[place.id])}
        for n, (pane, cells) in enumerate(zip(on.panes, drawn, strict=True)):
            x, y = pane.at(*place.spot)
            size = 4 * radius(place, most, pane) ** 2
            row |= {f"x{n}": round(x, 1), f"y{n}": round(y, 1), f"size{n}": round(size)}
            geo = pixels(cells[place.id], pane) if place.id in cells else None
            if geo is not None:
                row[f"geo{n}"] = geo
        rows.append(row)
    on.rows(rows, FACTS)


def outlines(land: Land, pane: Pane, finest: float) -> dict[str, Any]:
    """Return the cells as shapes in pixels, without corners that stand out less than `finest`."""
    found = _without_corners(land, finest / pane.scale)
    return {place: _moved(cell, pane) for place, cell in found.items()}


def _moved(shape: Any, pane: Pane) -> Any:
    """Return a shape of the plane in the pixels of a pane."""
    import shapely

    return shapely.transform(
        shape, lambda xy: (xy - [pane.left, pane.top]) * [pane.scale, -pane.scale]
    )


def _simplified(land: Land, pane: Pane) -> dict[str, Any]:
    """Return the cells without corners that nobody sees."""
    return _without_corners(land, SMALLEST * (2 if pane.width < SMALL else 1) / pane.scale)


def _without_corners(land: Land, finest: float) -> dict[str, Any]:
    """Return the cells without small corners, alike on both sides of a border."""
    import shapely

    found = shapely.coverage_simplify(list(land.cells.values()), finest)
    return dict(zip(land.cells, found, strict=True))


def at_date(index: str, sides: int) -> Any:
    """Return a chart of what holds at one date: ``lead``, ``depth`` and ``q0``, ``q1``, ….

    Parameters
    ----------
    index : str
        Expression of the number of the date.
    sides : int
        How many may hold a place, nobody included.

    Returns
    -------
    Plot
        ``lead`` is the number of the likeliest side; ``depth`` is 0 where it is as likely as any
        other, and 1 where it is certain.
    """
    each = [f"datum.q{k}" for k in range(sides)]
    now = {f"q{k}": f"datum.p{k}[{index}]" for k in range(sides)}
    return (
        named(FACTS)
        .calculate(**now)
        .calculate(best=f"max({', '.join(each)})")
        .calculate(
            lead=f"indexof([{', '.join(each)}], datum.best)",
            depth=f"max(0, (datum.best * {sides} - 1) / {sides - 1})",
        )
    )


def radius(place: Place, most: float, pane: Pane) -> float:
    """Return the radius of a place's mark: its area grows with the people."""
    size = min(1.0, pane.width / 330)
    return size * (2.6 + 3.6 * (place.people / most) ** 0.5) if most else 3.0


def routes(on: Sheet, pane: Pane) -> Any:
    """Return the layer of roads."""
    import shapely

    spots = on.land.spots
    roads = shapely.MultiLineString([[spots[a], spots[b]] for a, b in on.land.routes])
    return (
        on.rows(_only(pixels(roads, pane)))
        .mark(
            "geoshape", filled=False, stroke=on.ink.text, strokeWidth=0.9, opacity=0.38, clip=True
        )
        .properties(projection=AS_IT_IS)
    )


def border(on: Sheet, pane: Pane) -> Any:
    """Return the layer of the country's border; cells drawn over it leave its outer half."""
    import shapely

    whole = shapely.union_all(list(_simplified(on.land, pane).values()))
    return (
        on.rows(_only(pixels(whole, pane)))
        .mark("geoshape", fill=on.ink.paper, stroke=on.ink.soft, strokeWidth=2.2, clip=True)
        .properties(projection=AS_IT_IS)
    )


def _only(geometry: dict[str, Any] | None) -> list[dict[str, Any]]:
    return [] if geometry is None else [geometry]


def cells(base: Any, on: Sheet, pane: int, **mark: Any) -> Any:
    """Return the layer of cells of a pane, for a chart of one date."""
    return (
        base.filter(f"isValid(datum.geo{pane})")
        .calculate(
            land=on.sides.pick("land", on.ink), shade=f"{FAINT} + {FULL - FAINT} * datum.depth"
        )
        .mark("geoshape", stroke=on.ink.paper, strokeWidth=0.7, clip=True, **mark)
        .encode(
            shape=field(f"geo{pane}:G"),
            fill=field("land:N", scale=None, legend=None),
            fillOpacity=field("shade:Q", scale=None, legend=None),
        )
        .properties(projection=AS_IT_IS)
    )


def places(base: Any, on: Sheet, pane: int) -> Any:
    """Return the layer of the places' marks on a pane, for a chart of one date."""
    sized = base.calculate(size=f"datum.size{pane}")
    return marks(sized, pixel(f"x{pane}"), pixel(f"y{pane}"), on.sides, on.ink)


def marks(base: Any, x: Any, y: Any, sides: Sides, ink: Ink) -> Any:
    """Return the layer of the places' marks, for a chart with ``lead`` and ``size``."""
    looks = {what: sides.pick(what, ink) for what in ("mark", "fill", "edge")}
    return (
        base.calculate(**looks)
        .mark("point", opacity=1, strokeWidth=1.1, clip=True)
        .encode(
            x=x,
            y=y,
            size=field("size:Q", scale=None, legend=None),
            shape=field("mark:N", scale=None, legend=None),
            fill=field("fill:N", scale=None, legend=None),
            stroke=field("edge:N", scale=None, legend=None),
        )
    )


def pixel(name: str) -> Any:
    """Return the encoding of a field that holds pixels."""
    return field(f"{name}:Q", scale=None, axis=None)


def frame(on: Sheet, pane: Pane) -> Any:
    """Return the layer that shows, on the map and around the enlargement, what is enlarged."""
    assert on.close is not None
    x, y = pane.at(on.close.left, on.close.top)
    zoom = pane.scale / on.close.scale
    return (
        on.rows([{}])
        .mark("rect", filled=False, stroke=on.ink.soft, strokeWidth=1, strokeDash=[3, 2])
        .encode(
            x=fixed(round(x, 1)),
            y=fixed(round(y, 1)),
            x2=fixed(round(x + on.close.width * zoom, 1)),
            y2=fixed(round(y + on.close.height * zoom, 1)),
        )
    )
