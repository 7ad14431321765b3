"""What lies on every map: cells, roads, marks of places, and names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from contingent.report.charts.axes import fixed
from contingent.report.land import Land, Place
from contingent.report.panes import Pane, enlarged, fit
from contingent.report.theme import Ink

MARKS = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
"""Mark of each side, so that the map can be read without its colours."""

SMALLEST = 0.4
"""Pixels that a corner must stand out to be drawn."""

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
    """

    land: Land
    sides: Sides
    ink: Ink
    whole: Pane
    close: Pane | None

    @property
    def panes(self) -> list[Pane]:
        """The map and its enlargement."""
        return [pane for pane in (self.whole, self.close) if pane is not None]


def sheet(land: Land, sides: Sides, ink: Ink, width: int, beside: int) -> Sheet:
    """Return a sheet with a map of one width and an enlargement of another, in pixels."""
    whole = fit(land.bounds, width)
    return Sheet(land, sides, ink, whole, enlarged(land.spots, whole, beside))


def pixels(shape: Any, pane: Pane) -> dict[str, Any]:
    """Return a shape of the plane in pixels of a pane, as GeoJSON."""
    import shapely

    def moved(xy: Any) -> Any:
        # the outer pair of parentheses keeps "down" positive
        return ((xy - [pane.left, pane.top]) * [pane.scale, -pane.scale]).round(1)

    drawn = shapely.transform(shape, moved)
    geometry: dict[str, Any] = shapely.geometry.mapping(drawn)
    return geometry


def facts(on: Sheet, about: dict[str, dict[str, str]] | None = None) -> Any:
    """Return what does not change with the date, one row a place.

    Returns
    -------
    altair.Data
        ``place``, ``name``, what `about` says; ``x``, ``y``, ``size`` and ``geo`` in pixels of the
        whole map, ``u`` and ``v`` in those of the enlargement.
    """
    import altair as alt

    most = max(place.people for place in on.land.places)
    cells = _simplified(on)
    rows = []
    for place in on.land.places:
        x, y = on.whole.at(*place.spot)
        row: dict[str, Any] = {"place": place.id, "name": place.name}
        row |= (about or {}).get(place.id, {})
        row |= {"x": round(x, 1), "y": round(y, 1)}
        row["size"] = round(4 * radius(place, most, on.whole) ** 2)
        if on.close is not None:
            u, v = on.close.at(*place.spot)
            row |= {"u": round(u, 1), "v": round(v, 1)}
        if place.id in cells:
            row["geo"] = pixels(cells[place.id], on.whole)
        rows.append(row)
    return alt.Data(values=rows)


def _simplified(on: Sheet) -> dict[str, Any]:
    """Return the cells without corners that nobody sees, alike on both sides of a border."""
    import shapely

    finest = max(pane.scale for pane in on.panes)
    found = shapely.coverage_simplify(list(on.land.cells.values()), SMALLEST / finest)
    return dict(zip(on.land.cells, found, strict=True))


def projected(on: Sheet, pane: Pane) -> dict[str, Any]:
    """Return the projection from pixels of the whole map to those of a pane."""
    zoom = pane.scale / on.whole.scale
    x, y = on.whole.left - pane.left, pane.top - on.whole.top
    shift = [x * pane.scale, y * pane.scale]
    # Vega-Lite takes projections that differ in scale alone for one, but not these.
    rim = 20 * zoom
    extent = [[-rim, -rim], [pane.width + rim, pane.height + rim]]
    return {"type": "identity", "scale": zoom, "translate": shift, "clipExtent": extent}


def radius(place: Place, most: float, pane: Pane) -> float:
    """Return the radius of a place's mark: its area grows with the people."""
    size = min(1.0, pane.width / 330)
    return size * (2.6 + 3.6 * (place.people / most) ** 0.5) if most else 3.0


def routes(on: Sheet, pane: Pane) -> Any:
    """Return the layer of roads."""
    import altair as alt

    spots = {name: on.whole.at(*spot) for name, spot in on.land.spots.items()}
    lines = [[spots[a], spots[b]] for a, b in on.land.routes]
    data = alt.Data(values=[{"type": "MultiLineString", "coordinates": lines}])
    return (
        alt.Chart(data)
        .mark_geoshape(filled=False, stroke=on.ink.text, strokeWidth=0.9, opacity=0.38, clip=True)
        .project(**projected(on, pane))
    )


def border(on: Sheet, pane: Pane) -> Any:
    """Return the layer of the country's border; cells drawn over it leave its outer half."""
    import altair as alt
    import shapely

    whole = shapely.union_all(list(on.land.cells.values()))
    return (
        alt.Chart(alt.Data(values=[pixels(whole, on.whole)]))
        .mark_geoshape(fill=on.ink.paper, stroke=on.ink.soft, strokeWidth=2.2, clip=True)
        .project(**projected(on, pane))
    )


def cells(base: Any, on: Sheet, pane: Pane, **mark: Any) -> Any:
    """Return the layer of cells, for a chart with ``geo``, ``lead`` and ``depth`` in each row."""
    import altair as alt

    return (
        base.transform_filter("isValid(datum.geo)")
        .transform_calculate(
            land=on.sides.pick("land", on.ink), shade=f"{FAINT} + {FULL - FAINT} * datum.depth"
        )
        .mark_geoshape(stroke=on.ink.paper, strokeWidth=0.7, clip=True, **mark)
        .encode(
            shape=alt.Shape("geo:G"),
            fill=alt.Fill("land:N", scale=None, legend=None),
            fillOpacity=alt.FillOpacity("shade:Q", scale=None, legend=None),
        )
        .project(**projected(on, pane))
    )


def marks(base: Any, x: Any, y: Any, sides: Sides, ink: Ink) -> Any:
    """Return the layer of the places' marks, for a chart with ``lead`` and ``size``."""
    import altair as alt

    looks = {what: sides.pick(what, ink) for what in ("mark", "fill", "edge")}
    return (
        base.transform_calculate(**looks)
        .mark_point(opacity=1, strokeWidth=1.1, clip=True)
        .encode(
            x=x,
            y=y,
            size=alt.Size("size:Q", scale=None, legend=None),
            shape=alt.Shape("mark:N", scale=None, legend=None),
            fill=alt.Fill("fill:N", scale=None, legend=None),
            stroke=alt.Stroke("edge:N", scale=None, legend=None),
        )
    )


def pixel(channel: str, field: str) -> Any:
    """Return the encoding of a field that holds pixels."""
    import altair as alt

    return getattr(alt, channel)(f"{field}:Q", scale=None, axis=None)


def frame(on: Sheet, pane: Pane) -> Any:
    """Return the layer that shows, on the map and around the enlargement, what is enlarged."""
    import altair as alt

    assert on.close is not None
    x, y = pane.at(on.close.left, on.close.top)
    zoom = pane.scale / on.close.scale
    return (
        alt.Chart(alt.Data(values=[{}]))
        .mark_rect(filled=False, stroke=on.ink.soft, strokeWidth=1, strokeDash=[3, 2])
        .encode(
            x=fixed("X", round(x, 1)),
            y=fixed("Y", round(y, 1)),
            x2=fixed("X2", round(x + on.close.width * zoom, 1)),
            y2=fixed("Y2", round(y + on.close.height * zoom, 1)),
        )
    )
