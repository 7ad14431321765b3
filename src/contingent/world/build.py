"""From a checked scenario to named arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from contingent.scenario.model import Scenario
from contingent.scenario.quantity import Quantity, triangular, value
from contingent.scenario.vocabulary import CLAUSES, RUNGS, TERRAINS
from contingent.world.arrays import (
    OFFERS,
    Bank,
    Embargo,
    Factions,
    OilMarket,
    Patrons,
    is_drawn,
)
from contingent.world.condition_rows import condition_rows
from contingent.world.geography import graph_arrays
from contingent.world.hashing import hash32, hashes, pair_hashes, unordered_hashes
from contingent.world.numbered import rows_of
from contingent.world.template import Leaf, Slot, Template, calendar


def build(scenario: Scenario, priors: Mapping[str, Quantity]) -> Template:
    """Turn a scenario into arrays.

    Parameters
    ----------
    scenario : Scenario
        A checked scenario.
    priors : mapping of path to Quantity
        Prior of every mechanism parameter, the scenario's own already put in.

    Returns
    -------
    Template
    """
    slots = dict(_scenario_slots(scenario))
    slots.update(_prior_slots(priors))
    given = _given(scenario)
    rows, events, numbers = condition_rows(scenario)
    given.update(rows)
    given[("events", "numbers")] = np.array(numbers, np.float64)
    return Template(
        given=given,
        central=_central(scenario, slots),
        slots=slots,
        events=events,
        calendar=calendar(scenario.start, scenario.end, scenario.step_days),
    )


def _scenario_slots(scenario: Scenario) -> Iterable[tuple[str, Slot]]:
    factions = tuple(f.id for f in scenario.factions)
    patrons = tuple(p.id for p in scenario.patrons)
    axes = {"faction": factions, "patron": patrons, "rung": RUNGS, "offer": OFFERS}
    for i, faction in enumerate(scenario.factions):
        yield from _entity(f"factions.{faction.id}", Factions, "factions", i, faction, axes)
        recognised = value(float(faction.recognised), "share", judgement="stated by the scenario")
        slot = Slot(("factions", "recognition"), (i,), recognised)
        yield f"factions.{faction.id}.recognition", slot
    for k, patron in enumerate(scenario.patrons):
        yield from _entity(f"patrons.{patron.id}", Patrons, "patrons", k, patron, axes)
        for j, faction_id in enumerate(factions):
            rung = value(float(patron.commitment[faction_id]), "rung", judgement="start date")
            slot = Slot(("patrons", "commitment"), (k, j), rung)
            yield f"patrons.{patron.id}.commitment.{faction_id}", slot
    yield from _place_slots(scenario, factions)
    for name, group in (("oil_market", OilMarket), ("bank", Bank), ("embargo", Embargo)):
        for f in fields(group):
            slot = Slot((name, f.name), (), getattr(getattr(scenario, name), f.name))
            yield f"{name}.{f.name}", slot
    yield "tax", Slot(("country", "tax"), (), scenario.tax)


def _entity(
    path: str, group: type, name: str, row: int, entity: Any, axes: Mapping[str, tuple[str, ...]]
) -> Iterable[tuple[str, Slot]]:
    """Yield the quantities of one faction or patron, by the names of the group's fields."""
    for f in fields(group):
        if not is_drawn(group, f.name) or f.name in ("recognition", "commitment"):
            continue
        held = getattr(entity, f.name)
        if isinstance(held, Quantity):
            yield f"{path}.{f.name}", Slot((name, f.name), (row,), held)
            continue
        columns = axes[f.metadata["dims"][-1]]
        for key, quantity in held.items():
            slot = Slot((name, f.name), (row, columns.index(key)), quantity)
            yield f"{path}.{f.name}.{key}", slot


def _place_slots(scenario: Scenario, factions: tuple[str, ...]) -> Iterable[tuple[str, Slot]]:
    for i, place in enumerate(scenario.places):
        for j, faction in enumerate(factions):
            a, spread = place.affinity[faction], place.affinity_spread
            low, high = max(0.0, a - spread), min(1.0, a + spread)
            why = str(place.origin)
            affinity = (
                triangular(low, a, high, "share", judgement=why)
                if low < high
                else value(a, "share", judgement=why)
            )
            control = value(place.control[faction], "share", judgement=why)
            yield (
                f"places.{place.id}.affinity.{faction}",
                Slot(("places", "affinity"), (i, j), affinity),
            )
            yield (
                f"places.{place.id}.control.{faction}",
                Slot(("places", "control"), (i, j), control),
            )


def _prior_slots(priors: Mapping[str, Quantity]) -> Iterable[tuple[str, Slot]]:
    for path, quantity in priors.items():
        group, name = path.split(".")
        yield path, Slot((group, name), (), quantity)


def _central(scenario: Scenario, slots: Mapping[str, Slot]) -> dict[Leaf, Any]:
    n = {"faction": len(scenario.factions), "patron": len(scenario.patrons)}
    n |= {"rung": len(RUNGS), "offer": len(OFFERS), "place": len(scenario.places)}
    shapes: dict[Leaf, tuple[int, ...]] = {}
    for name, group in (("factions", Factions), ("patrons", Patrons)):
        for f in fields(group):
            if is_drawn(group, f.name):
                shapes[(name, f.name)] = tuple(n[d] for d in f.metadata["dims"])
    for field_name in ("control", "affinity"):
        shapes[("places", field_name)] = (n["place"], n["faction"])
    for slot in slots.values():
        shapes.setdefault(slot.leaf, ())
    central = {leaf: np.zeros(shape) for leaf, shape in shapes.items()}
    for slot in slots.values():
        central[slot.leaf][slot.index] = slot.quantity.central
    return central


def _given(scenario: Scenario) -> dict[Leaf, Any]:
    factions = tuple(f.id for f in scenario.factions)
    patrons = tuple(p.id for p in scenario.patrons)
    places = tuple(p.id for p in scenario.places)
    given: dict[Leaf, Any] = {
        ("factions", "name_hash"): hashes(factions),
        ("factions", "pair_hash"): unordered_hashes(factions),
        ("factions", "self_hash"): pair_hashes(factions, factions),
        ("patrons", "pair_hash"): pair_hashes(patrons, factions),
        ("patrons", "mediator"): np.array([float(p.mediator) for p in scenario.patrons]),
        ("patrons", "hedges"): np.array([float(p.hedges) for p in scenario.patrons]),
        ("patrons", "own_bases"): np.array([float(p.own_bases) for p in scenario.patrons]),
        # bounds of every rung, which orders may draw tighter
        ("patrons", "least"): np.zeros((len(patrons), len(factions))),
        ("patrons", "most"): np.full((len(patrons), len(factions)), len(RUNGS) - 1.0),
        ("country", "entity_hash"): np.array(
            [hash32(word) for word in ("oil price", *CLAUSES)], np.uint32
        ),
        ("country", "phase"): _phases(scenario),
        ("country", "clause"): np.array(scenario.talks.clauses, np.int8),
    }
    given.update(_place_arrays(scenario, factions, places))
    given.update(_oil_arrays(scenario, places))
    given.update(graph_arrays(scenario))
    return given


def _phases(scenario: Scenario) -> Any:
    n = len(scenario.factions)
    return (np.full((n, n), scenario.talks.phase) * (1 - np.eye(n))).astype(np.int8)


def _place_arrays(
    scenario: Scenario, factions: tuple[str, ...], places: tuple[str, ...]
) -> dict[Leaf, Any]:
    weights = np.array([[p.fighters[f] for f in factions] for p in scenario.places], np.float64)
    effort = np.zeros((len(places), len(factions)))
    for j, faction in enumerate(scenario.factions):
        for place_id in faction.efforts:
            effort[places.index(place_id), j] = 1.0
    index = {f: j for j, f in enumerate(factions)}
    return {
        ("places", "name_hash"): hashes(places),
        ("places", "pair_hash"): pair_hashes(places, factions),
        ("places", "population"): np.array([float(p.population) for p in scenario.places]),
        ("places", "terrain"): np.array(
            [[float(p.terrain == t) for t in TERRAINS] for p in scenario.places]
        ),
        ("places", "capital"): np.array([float(p == scenario.capital) for p in places]),
        ("places", "holder"): np.array(
            [index.get(p.holder or "", -1) for p in scenario.places], np.int8
        ),
        ("places", "garrison"): weights / weights.sum(0),
        ("places", "effort"): effort,
    }


def _oil_arrays(scenario: Scenario, places: tuple[str, ...]) -> dict[Leaf, Any]:
    oil = scenario.fields
    crosses = np.array([[float(p in (f.place, f.terminal, *f.via)) for p in places] for f in oil])
    shape = (len(oil), len(places))
    return {
        ("oil", "name_hash"): hashes(f.id for f in oil),
        ("oil", "place"): np.array([places.index(f.place) for f in oil], np.int32),
        ("oil", "crosses"): crosses.reshape(shape),
        ("oil", "path"): rows_of(crosses.reshape(shape) > 0.0),
        ("oil", "capacity"): np.array([f.capacity_kbd for f in oil], np.float64),
        ("oil", "output"): np.array([f.output_kbd for f in oil], np.float64),
        ("oil", "outage_per_year"): np.array([f.outage_per_year for f in oil], np.float64),
        # a shut-in of no length is none; a tenth of a day keeps the reopening rate finite
        ("oil", "outage_days"): np.array([max(0.1, f.outage_days) for f in oil], np.float64),
    }
