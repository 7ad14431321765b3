"""The cell of each place on a flat map: its outline where one is given, else the land nearest.

Degrees of longitude are shortened by the cosine of the middle latitude (an equirectangular
projection), so that nearness and shapes come out right around the middle of the country. Cells
without an outline are the regions of Voronoi (1908), cut to the country's outline or, for want of
one, to a margin around the convex hull of the places.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from contingent.scenario.geojson import shape_of

MARGIN = 0.09
"""Width of the margin around the hull, as a share of the country's extent."""
LEAST = 0.1
"""Least margin, in degrees of latitude."""
_NUDGE = 1e-4
"""Degrees that places on one spot are moved apart, some ten metres."""


@dataclass(frozen=True)
class Flat:
    """From degrees to a plane whose unit is a degree of latitude, x east and y north.

    Attributes
    ----------
    narrow : float
        Length of a degree of longitude in degrees of latitude.
    turned : bool
        Whether the country lies across the date line, so that west longitudes follow east ones.
    """

    narrow: float
    turned: bool

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a point of the plane."""
        east = lon + 360 if self.turned and lon < 0 else lon
        return east * self.narrow, lat

    def shape(self, text: str) -> Any:
        """Return polygons, given as GeoJSON coordinates, as a shape of the plane."""
        area = json.loads(text)
        return shape_of(
            tuple(
                tuple(tuple(self.point(*corner[:2]) for corner in ring) for ring in polygon)
                for polygon in area
            )
        )


def flat(places: list[dict[str, Any]]) -> Flat:
    """Return the projection that suits some places."""
    lons, lats = [p["lon"] for p in places], [p["lat"] for p in places]
    middle = (min(lats) + max(lats)) / 2
    return Flat(max(cos(radians(middle)), 0.05), max(lons) - min(lons) > 180)


def make_cells(places: list[dict[str, Any]], outlines: dict[str, Any], to: Flat) -> dict[str, Any]:
    """Return the cell of each place.

    Parameters
    ----------
    places : list of dict
        With ``id``, ``lon`` and ``lat``.
    outlines : dict
        ``places`` (text of polygons by id) and ``country`` (text of polygons, ``[]`` for none).
    to : Flat
        Projection.

    Returns
    -------
    dict
        A shape of the plane for each place; one whose land others' outlines cover has none.
    """
    import shapely

    found = {name: to.shape(text) for name, text in outlines["places"].items()}
    spots = _apart([to.point(p["lon"], p["lat"]) for p in places])
    if len(found) < len(places):
        taken = shapely.union_all(list(found.values()))
        free = shapely.difference(_land(spots, outlines["country"], to), taken)
        for place, region in zip(places, _regions(spots, free), strict=True):
            cell = shapely.intersection(region, free)
            if place["id"] not in found and not cell.is_empty:
                found[place["id"]] = cell
    return {p["id"]: found[p["id"]] for p in places if p["id"] in found}


def _land(spots: list[tuple[float, float]], country: str, to: Flat) -> Any:
    import shapely

    if json.loads(country):
        return to.shape(country)
    hull = shapely.MultiPoint(spots).convex_hull
    left, bottom, right, top = hull.bounds
    return hull.buffer(max(LEAST, MARGIN * max(right - left, top - bottom)))


def _regions(spots: list[tuple[float, float]], land: Any) -> list[Any]:
    """Return for each spot all that is nearer to it than to any other."""
    import shapely

    if len(spots) == 1:
        return [land]
    points = shapely.MultiPoint(spots)
    return list(shapely.voronoi_polygons(points, extend_to=land, ordered=True).geoms)


def _apart(spots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Move places that lie on one spot a little apart, each beside the one before."""
    out: list[tuple[float, float]] = []
    for x, y in spots:
        while any(abs(x - a) + abs(y - b) < _NUDGE / 2 for a, b in out):
            x += _NUDGE  # noqa: PLW2901
        out.append((x, y))
    return out
