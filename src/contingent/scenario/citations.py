"""Every number of a scenario by its path, with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from contingent.scenario.model import Scenario
from contingent.scenario.quantity import Origin, Quantity

_ELSEWHERE = ("claims", "sources", "written", "folder", "sha256", "questions")


def citations(scenario: Scenario) -> Iterator[tuple[str, Origin]]:
    """Yield the path of each number, row or condition that has an origin, and the origin.

    Paths are those of the change language where it has one: ``factions.lna.treasury``,
    ``patrons.russia.stake.lna``; rows of tables and conditions go by their ids.
    """
    names = [f.name for f in fields(scenario) if f.name not in _ELSEWHERE]
    for name in names:
        yield from _within(_SHORT.get(name, name), getattr(scenario, name))


_SHORT = {"road_graph": "routes", "fields": "oil"}


def resting_on(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return, for each claim that numbers cite, the paths of those numbers."""
    found: dict[str, list[str]] = {}
    for path, origin in citations(scenario):
        for claim in origin.claims:
            found.setdefault(claim, []).append(path)
    return {claim: tuple(paths) for claim, paths in found.items()}


def _within(path: str, value: Any) -> Iterator[tuple[str, Origin]]:
    if isinstance(value, Quantity):
        yield path, value.origin
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _within(f"{path}.{key}", inner)
    elif isinstance(value, tuple):
        for i, inner in enumerate(value, 1):
            yield from _within(f"{path}.{getattr(inner, 'id', i)}", inner)
    elif is_dataclass(value) and not isinstance(value, Origin):
        for f in fields(value):
            inner = getattr(value, f.name)
            if isinstance(inner, Origin):
                yield path, inner
            else:
                yield from _within(f"{path}.{f.name}", inner)
