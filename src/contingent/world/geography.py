"""Distances: along roads, and through the air."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.scenario.model import Scenario
from contingent.world.numbered import rows_of
from contingent.world.template import Leaf

Kilometres = npt.NDArray[np.float64]
EARTH_KM = 6371.0
STAGING_KM = 250.0
"""Road distance over which forces around a place matter for it (falls to 1/e)."""


def graph_arrays(scenario: Scenario) -> dict[Leaf, Any]:
    """Return the road graph, distances from depots and air bases, and nearness."""
    roads = road_km(scenario)
    paths = shortest_km(roads)
    crow = crow_km(
        np.array([p.lat for p in scenario.places]), np.array([p.lon for p in scenario.places])
    )
    depots = np.flatnonzero([p.depot for p in scenario.places])
    airbases = np.flatnonzero([p.airbase for p in scenario.places])
    linked = np.isfinite(roads) & (roads > 0)
    start, end = np.nonzero(linked)
    n = len(roads)
    return {
        ("graph", "adjacent"): linked.astype(np.float64),
        ("graph", "next_door"): rows_of(linked),
        ("graph", "nearness"): np.exp(-paths / STAGING_KM),
        ("graph", "road_from"): start.astype(np.int32),
        ("graph", "road_to"): end.astype(np.int32),
        ("graph", "per_km"): 1.0 / roads[start, end],
        ("graph", "leaves"): rows_of(start == np.arange(n)[:, None]),
        ("graph", "enters"): rows_of(end == np.arange(n)[:, None]),
        ("graph", "depots"): depots.astype(np.int32),
        ("graph", "depot_km"): paths[depots],
        ("graph", "airbases"): airbases.astype(np.int32),
        ("graph", "airbase_km"): crow[airbases],
    }


def road_km(scenario: Scenario) -> Kilometres:
    """Return the length of the direct road between two places, inf where there is none."""
    index = {p.id: i for i, p in enumerate(scenario.places)}
    roads = np.full((len(index), len(index)), np.inf)
    np.fill_diagonal(roads, 0.0)
    for route in scenario.routes:
        a, b = index[route.a], index[route.b]
        roads[a, b] = roads[b, a] = min(roads[a, b], route.km)
    return roads


def shortest_km(roads: Kilometres) -> Kilometres:
    """Return the shortest distance along roads (Floyd 1962)."""
    paths = roads.copy()
    for via in range(len(paths)):
        paths = np.minimum(paths, paths[:, via, None] + paths[None, via, :])
    return paths


def crow_km(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> Kilometres:
    """Return great-circle distances (haversine)."""
    phi, lam = np.radians(lat), np.radians(lon)
    chord = (
        np.sin((phi[:, None] - phi) / 2) ** 2
        + np.cos(phi[:, None]) * np.cos(phi) * np.sin((lam[:, None] - lam) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))))
