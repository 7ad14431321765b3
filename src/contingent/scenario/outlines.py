"""Optional outlines for the map: places.geojson.

A feature with ``properties.id`` draws a place; one with ``properties.outline: true`` the country,
to which places without an outline of their own are clipped. They shape the map and no number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from contingent.scenario.frozen import Table
from contingent.scenario.geojson import Area, NoAreaError, read_area, read_features, shape_of
from contingent.scenario.names import nearest
from contingent.scenario.places import Place
from contingent.scenario.problems import Problems, show

FILE = "places.geojson"
MOST_FEATURES = 1000
ASTRAY_DEG = 0.1
"""A place may lie this far outside its outline: a harbour beside a rough coast."""

MOST_CORNERS = 50_000
"""More than a map can show; runs and reports carry the outlines along."""


@dataclass(frozen=True)
class Outlines:
    """What the map draws.

    Attributes
    ----------
    places : Table of Area
        Polygons by place, in degrees; places may be missing.
    country : Area
        Polygons of the whole country; empty if it is not given.
    """

    places: Table[Area] = field(default_factory=Table)
    country: Area = ()


def read_outlines(
    path: str, content: bytes, places: tuple[str, ...] | None, problems: Problems
) -> Outlines:
    """Read the outlines, noting what is wrong with each feature.

    Parameters
    ----------
    path : str
        The file, for messages.
    content : bytes
        What it holds.
    places : tuple of str or None
        Ids of the scenario's places, None if they are not known.
    problems : Problems
        Where mistakes go.
    """
    features = read_features(path, content, problems)
    if features is None:
        return Outlines()
    if len(features) > MOST_FEATURES:
        message = f"has {len(features)} features; at most {MOST_FEATURES} are allowed"
        problems.add(path, None, message)
        return Outlines()
    found: dict[str | None, Area] = {}
    first: dict[str | None, int] = {}
    for number, (line, feature) in enumerate(features, 1):
        try:
            name = _name(feature, places)
            if name in first:
                which = "the outline of the country" if name is None else f"place {show(name)}"
                raise NoAreaError(f"{which} stands twice, first in feature {first[name]}")
            first[name] = number
            assert isinstance(feature, dict)
            found[name] = read_area(feature.get("geometry"))
        except NoAreaError as wrong:
            problems.add(path, line, f"feature {number}: {wrong}")
    corners = sum(len(ring) for area in found.values() for rings in area for ring in rings)
    if corners > MOST_CORNERS:
        problems.add(
            path, None, f"has {corners} corners; at most {MOST_CORNERS} are allowed, simplify it"
        )
    country = found.pop(None, ())
    return Outlines(Table({str(name): area for name, area in found.items()}), country)


def check_spots(path: str, outlines: Outlines, places: Iterable[Place], problems: Problems) -> None:
    """Warn of outlines that do not hold their place."""
    if not outlines.places:
        return
    import shapely

    for place in places:
        area = outlines.places.get(place.id)
        if area is None:
            continue
        away = shape_of(area).distance(shapely.Point(place.lon, place.lat))
        if away > ASTRAY_DEG:
            problems.warn(
                path,
                None,
                f"the outline of {place.id} does not hold the place itself, at {place.lon:g} "
                f"degrees east and {place.lat:g} north, which is {away:.2g} degrees away",
            )


def _name(feature: object, places: tuple[str, ...] | None) -> str | None:
    """Return the id of a feature's place, None for the outline of the country."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    name, outline = properties.get("id"), properties.get("outline", False)
    if not isinstance(outline, bool):
        raise NoAreaError(f"properties.outline {show(outline)} must be true or false")
    if outline and name is not None:
        raise NoAreaError("is the outline of the country and so has no properties.id; remove one")
    if outline:
        return None
    if not isinstance(name, str):
        raise NoAreaError(
            "has no properties.id, the id of a place, and no properties.outline: true"
        )
    if places is not None and name not in places:
        raise NoAreaError(f"unknown place {show(name)}{nearest(name, places)}")
    return name
