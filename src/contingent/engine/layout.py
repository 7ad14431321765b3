"""The names along every dimension of stored results, and what describes their scenario."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contingent.scenario.event_data import event_data
from contingent.scenario.questions import headlines
from contingent.scenario.vocabulary import CLAUSES


@dataclass(frozen=True)
class Layout:
    """Names along every dimension, and how many draws and replicates are planned.

    Attributes
    ----------
    coords : dict
        Names along each dimension other than draw, replicate and time.
    times : datetime64[D] [time]
        Start date and the end of every step.
    draws, replicates, keep : int
        Planned draws, replicates of each, and how many draws keep their full state.
    full_dims : dict
        Dimensions after ``time`` of each variable of the full state.
    endings : tuple of str
        Classes that the outcome ``ending`` numbers.
    units : dict
        Unit of each drawn quantity by its path.
    attrs : dict
        What describes the scenario; stored in the root.
    """

    coords: dict[str, Sequence[str]]
    times: Any
    draws: int
    replicates: int = 1
    keep: int = 0
    full_dims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    endings: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    attrs: dict[str, Any] = field(default_factory=dict)


def dims_of(annotation: str) -> tuple[str, ...]:
    """Return the dimensions that an array type names: ``Float[Array, "place faction"]``."""
    found = re.search(r"""["']([^"']*)["']""", annotation)
    dims = found.group(1).split() if found else []
    # Runs come first in what is stored, wherever the engine keeps its lanes.
    return tuple("other_faction" if d == "other" else d for d in dims if d not in ("lane", "..."))


def coordinates(
    scenario: Any,
    arms: Sequence[str] = ("baseline",),
    **more: Sequence[str],
) -> dict[str, Sequence[str]]:
    """Return the names along every dimension of a scenario's results.

    Parameters
    ----------
    scenario : Scenario
        Loaded scenario.
    arms : sequence of str
        Names of the arms.
    **more
        Names along further dimensions, such as ``mechanism``, ``account``, ``quantity``.
    """
    factions = [f.id for f in scenario.factions]
    return {
        "arm": list(arms),
        "faction": factions,
        "other_faction": factions,
        "patron": [p.id for p in scenario.patrons],
        "place": [p.id for p in scenario.places],
        "claim": [c.id for c in scenario.claims],
        "question": [q.id for q in scenario.questions],
        "clause": list(CLAUSES),
        **more,
    }


def describe(scenario: Any) -> dict[str, Any]:
    """Return what a reader of the results must know of the scenario, as plain data."""

    def cast(items: Any, *names: str) -> list[dict[str, Any]]:
        return [{n: getattr(item, n) for n in ("id", "name", *names)} for item in items]

    first = {q.id for q in headlines(scenario.questions)}
    return {
        **{n: getattr(scenario, n) for n in ("id", "title", "summary", "sha256")},
        **{n: getattr(scenario, n).isoformat() for n in ("start", "end", "as_of")},
        "step_days": scenario.step_days,
        "factions": cast(scenario.factions, "leader", "color"),
        "patrons": cast(scenario.patrons, "mediator"),
        "places": cast(scenario.places, "lat", "lon", "population", "airbase"),
        "capital": scenario.capital,
        "routes": [[route.a, route.b] for route in scenario.routes],
        "oil_fields": cast(scenario.fields, "place", "terminal", "capacity_kbd"),
        "outlines": _drawn(scenario.outlines),
        "questions": [
            {
                "id": q.id,
                "ask": q.ask,
                "conditional": q.given is not None,
                "headline": q.id in first,
                "event": event_data(q.event),
                "given": event_data(q.given),
            }
            for q in scenario.questions
        ],
        "counts": {n: len(getattr(scenario, n)) for n in ("sources", "claims")},
    }


def _drawn(outlines: Any) -> dict[str, Any]:
    """Return polygons as compact text: the store would give each number a line of its own."""

    def text(area: Any) -> str:
        return json.dumps(area, separators=(",", ":"))

    places = {name: text(area) for name, area in outlines.places.items()}
    return {"places": places, "country": text(outlines.country)}
