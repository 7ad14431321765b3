"""Polygons from GeoJSON (RFC 7946), judged coordinate by coordinate, each feature with its line."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from contingent.scenario.files import decode_whole
from contingent.scenario.problems import Problems, show

Ring = tuple[tuple[float, float], ...]
"""Corners as (degrees east, degrees north); the last is the first."""

Area = tuple[tuple[Ring, ...], ...]
"""Polygons, each an outer ring and the rings of its holes."""

_SPACE = re.compile(r"[ \t\r\n]*")


class NoAreaError(Exception):
    """A geometry is no area; the message says why."""


def read_features(path: str, content: bytes, problems: Problems) -> list[tuple[int, object]] | None:
    """Return line and value of each feature, or note why this is no collection of features."""
    text = decode_whole(path, content, problems)
    if text is None:
        return None
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        problems.add(path, error.lineno, f"is not valid JSON: {error.msg}")
        return None
    except (RecursionError, ValueError):
        problems.add(path, None, "is not usable JSON: nested too deep, or a number without end")
        return None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        problems.add(path, None, "must be a GeoJSON FeatureCollection with features")
        return None
    breaks = [found.start() for found in re.finditer("\n", text)]
    lines = [bisect_left(breaks, start) + 1 for start in _starts(text)]
    return list(zip(lines, features, strict=True))


def read_area(geometry: object) -> Area:
    """Return a geometry's polygons.

    Raises
    ------
    NoAreaError
        If it is no polygon, or one with wrong corners or sides that cross.
    """
    if not isinstance(geometry, dict):
        raise NoAreaError("has no geometry; give a Polygon or a MultiPolygon")
    kind, parts = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise NoAreaError(f"geometry {show(kind)} must be a Polygon or a MultiPolygon")
    area = tuple(
        tuple(_ring(ring) for ring in _items(polygon, "a polygon is a list of rings"))
        for polygon in _items([parts] if kind == "Polygon" else parts, "must hold polygons")
    )
    _check_sides(area)
    return area


def shape_of(area: Area) -> Any:
    """Return polygons as one shape of shapely."""
    import shapely

    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in area])


def _items(value: object, rule: str) -> list[object]:
    if not isinstance(value, list) or not value:
        raise NoAreaError(f"coordinates: {rule}, but there is {show(value)}")
    return value


def _ring(value: object) -> Ring:
    corners = tuple(_corner(c) for c in _items(value, "a ring is a list of [longitude, latitude]"))
    if len(corners) < 4 or corners[0] != corners[-1]:
        raise NoAreaError(
            f"a ring of {len(corners)} corners is not closed; the last must repeat the first, "
            "and there must be at least four"
        )
    return corners


def _corner(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) not in (2, 3):
        raise NoAreaError(f"a corner is [longitude, latitude], but there is {show(value)}")
    for degrees, name, most in zip(value, ("longitude", "latitude"), (180, 90), strict=False):
        if isinstance(degrees, bool) or not isinstance(degrees, int | float):
            raise NoAreaError(f"{name} {show(degrees)} is not a number")
        if not -most <= degrees <= most:
            raise NoAreaError(
                f"{name} {show(degrees)} is not between -{most} and {most}; "
                "GeoJSON is written in degrees, [longitude, latitude]"
            )
    return float(value[0]), float(value[1])


def _check_sides(area: Area) -> None:
    import shapely

    try:
        shape = shape_of(area)
        reason = None if shape.is_valid else shapely.is_valid_reason(shape)
    except (shapely.errors.ShapelyError, ValueError) as error:
        reason = str(error)
    if reason is not None:
        raise NoAreaError(f"is no area: {' '.join(reason.split()).rstrip('.')}; redraw it there")


def _starts(text: str) -> Iterator[int]:
    """Yield where each item of the top level's ``features`` begins, in JSON known to be valid."""
    decoder, starts = json.JSONDecoder(), list[int]()

    def at_next(at: int) -> int:
        found = _SPACE.match(text, at)
        assert found is not None
        return found.end()

    at = at_next(at_next(0) + 1)
    while text[at] != "}":
        key, at = decoder.raw_decode(text, at_next(at + 1) if text[at] == "," else at)
        at = at_next(at_next(at) + 1)
        if key == "features" and text[at] == "[":
            starts, at = [], at_next(at + 1)
            while text[at] != "]":
                starts.append(at_next(at + 1) if text[at] == "," else at)
                at = at_next(decoder.raw_decode(text, starts[-1])[1])
            at = at_next(at + 1)
        else:
            at = at_next(decoder.raw_decode(text, at)[1])
    yield from starts
