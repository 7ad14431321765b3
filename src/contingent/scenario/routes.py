"""The road graph between places."""

from __future__ import annotations

import math
from dataclasses import dataclass

from contingent.scenario.names import nearest
from contingent.scenario.origins import ORIGIN_KEYS, origin_schema, read_origin
from contingent.scenario.places import Place
from contingent.scenario.problems import show
from contingent.scenario.quantity import Origin
from contingent.scenario.shapes import Schema
from contingent.scenario.spot import INVALID, Invalid, Spot

_LONGEST_KM = 5000.0
_LEAST_KM = 0.1
"""Places nearer than this are one place; a road of no length would carry infinitely many a day."""
_EARTH_KM = 6371.0
_SHORTEST = 0.6
"""A road shorter than this part of the straight line is a slip of the pen, not a rounding."""


@dataclass(frozen=True)
class Route:
    """A road between two places, usable both ways."""

    a: str
    b: str
    km: float


@dataclass(frozen=True)
class Routes:
    """All roads and where their lengths come from."""

    list: tuple[Route, ...]
    origin: Origin


@dataclass(frozen=True)
class RoutesShape:
    """How the roads are written: unit, origin and a list of ``[place, place, km]``."""

    def read(self, spot: Spot) -> Routes | Invalid:
        """Return the roads."""
        if not isinstance(spot.value, dict):
            return spot.expect("a mapping with unit: km, source or judgement, and list")
        before = len(spot.problems)
        known = ("unit", "list", *ORIGIN_KEYS)
        for key in spot.value:
            if key not in known:
                spot.child(key).complain(f"unknown key {show(key)}{nearest(key, known)}")
        if "unit" not in spot.value:
            spot.complain("has no unit; add unit: km")
        elif spot.value["unit"] != "km":
            spot.child("unit").complain(f"unit {show(spot.value['unit'])} must be km")
        origin = read_origin(spot)
        if "list" not in spot.value:
            return spot.complain('key "list" is missing: [place, place, kilometres] for each road')
        entries = spot.child("list")
        if not isinstance(entries.value, list):
            return entries.expect("a list of [place, place, kilometres]")
        routes = [_read_route(entries.child(i)) for i in range(len(entries.value))]
        good = tuple(route for route in routes if not isinstance(route, Invalid))
        if len(spot.problems) > before or len(good) < len(routes) or isinstance(origin, Invalid):
            return INVALID
        _complain_of_doubles(entries, good)
        return Routes(good, origin) if len(spot.problems) == before else INVALID

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        length = {"type": "number", "minimum": _LEAST_KM, "maximum": _LONGEST_KM}
        route = {
            "type": "array",
            "prefixItems": [{"type": "string"}, {"type": "string"}, length],
            "minItems": 3,
            "maxItems": 3,
        }
        return {
            "type": "object",
            "properties": {
                "unit": {"const": "km"},
                "list": {"type": "array", "items": route},
                **origin_schema(),
            },
            "required": ["unit", "list"],
            "additionalProperties": False,
        }


def _read_route(spot: Spot) -> Route | Invalid:
    if not isinstance(spot.value, list) or len(spot.value) != 3:
        return spot.expect("[place, place, kilometres]")
    a, b = spot.child(0).refer("place"), spot.child(1).refer("place")
    km = spot.child(2).number(0.0, _LONGEST_KM)
    if isinstance(a, Invalid) or isinstance(b, Invalid) or isinstance(km, Invalid):
        return INVALID
    if a == b:
        return spot.complain(f"the route leads from {a} to itself; remove it")
    if km < _LEAST_KM:
        return spot.complain(
            f"the route from {a} to {b} has a length of {km:.6g} km; the least is {_LEAST_KM} km"
        )
    return Route(a, b, km)


def _complain_of_doubles(entries: Spot, routes: tuple[Route, ...]) -> None:
    first: dict[frozenset[str], int] = {}
    for i, route in enumerate(routes):
        ends = frozenset((route.a, route.b))
        if ends in first:
            line = entries.document.line((*entries.loc, first[ends]))
            entries.child(i).complain(
                f"the route between {route.a} and {route.b} stands twice, first on line {line}"
            )
        first.setdefault(ends, i)


def check_routes(spot: Spot, routes: tuple[Route, ...], places: tuple[Place, ...]) -> None:
    """Complain if the graph is not connected or a road is shorter than the straight line."""
    where = {place.id: place for place in places}
    for i, route in enumerate(routes):
        straight = _distance_km(where[route.a], where[route.b])
        if route.km < _SHORTEST * straight:
            spot.child("list").child(i).complain(
                f"{route.km:.6g} km is much less than the {straight:.0f} km in a straight line "
                f"between {route.a} and {route.b}; check the length and the coordinates"
            )
    reached = _reachable(places[0].id, routes)
    cut_off = [place.id for place in places if place.id not in reached]
    if cut_off:
        named = ", ".join(cut_off[:6]) + (", …" if len(cut_off) > 6 else "")
        spot.complain(
            f"the road graph is not connected: no way from {places[0].id} to {named}; add a route"
        )


def _reachable(start: str, routes: tuple[Route, ...]) -> set[str]:
    neighbours: dict[str, list[str]] = {}
    for route in routes:
        neighbours.setdefault(route.a, []).append(route.b)
        neighbours.setdefault(route.b, []).append(route.a)
    reached, waiting = {start}, [start]
    while waiting:
        for other in neighbours.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached


def _distance_km(a: Place, b: Place) -> float:
    """Great-circle distance by the haversine formula."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b.lon - a.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
