"""The conditions of all patrons as one table of numbers."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from contingent.scenario.conditions import (
    AlliesAtLeast,
    Condition,
    ConsentOf,
    EventTest,
    Offer,
    RivalBelow,
)
from contingent.scenario.model import Scenario
from contingent.world.arrays import CONDITION_KINDS, COVERS, OFFERS, Conditions
from contingent.world.numbered import NONE, rows_of
from contingent.world.template import Leaf
from contingent.world.thresholds import take_out

Events = tuple[tuple[int, Any], ...]


def condition_rows(scenario: Scenario) -> tuple[dict[Leaf, Any], Events, list[float]]:
    """Return the table, the structure of its events, and their numbers."""
    patrons = tuple(p.id for p in scenario.patrons)
    factions = tuple(f.id for f in scenario.factions)
    rows = conditions_in_order(scenario)
    width = {"kind": len(CONDITION_KINDS), "patron": len(patrons), "faction": len(factions)}
    width |= {"covers": len(COVERS), "offer": len(OFFERS)}
    table: dict[str, Any] = {}
    for f in fields(Conditions):
        if not f.metadata.get("static"):
            axes = f.metadata["dims"][1:]
            table[f.name] = np.zeros((len(rows), *(width[axis] for axis in axes)))
    table["patron"] = np.array([patrons.index(patron) for patron, _ in rows], np.int32)

    events: list[tuple[int, Any]] = []
    numbers: list[float] = []
    for i, (_, condition) in enumerate(rows):
        _fill(table, i, condition, factions)
        _fill_test(table, i, condition, patrons)
        if isinstance(condition.test, EventTest):
            events.append((i, take_out(condition.test.event, numbers)))
    table["counts"] = table["covers"].T.astype(int) @ table["kind"].astype(int)
    given: dict[Leaf, Any] = {("conditions", k): v for k, v in table.items()}
    given[("patrons", "conditions")] = _of_patrons(table, len(patrons))
    return given, tuple(events), numbers


def _of_patrons(table: dict[str, Any], patrons: int) -> Any:
    """Return the rows that are conditions of each patron, ``[covers, patron, part]``.

    They are counted from the first row that covers the same kind of help.
    """
    own = table["patron"][None, None] == np.arange(patrons)[:, None]
    own = own & (table["covers"].T[:, None] > 0.0)
    listed = rows_of(own.reshape(len(COVERS) * patrons, len(table["patron"])))
    numbers = listed.reshape(len(COVERS), patrons, listed.shape[1])
    first = np.cumsum([0, *table["counts"].sum(1)[:-1]])[:, None, None]
    return np.where(numbers == NONE, NONE, numbers - first).astype(np.int32)


def conditions_in_order(scenario: Scenario) -> list[tuple[str, Condition]]:
    """Return every condition with its patron: by what it covers, then by its kind."""
    rows = [(p.id, c) for p in scenario.patrons for c in p.conditions]
    return sorted(
        rows, key=lambda row: (COVERS.index(row[1].covers), CONDITION_KINDS.index(row[1].kind))
    )


def _fill(table: dict[str, Any], i: int, condition: Condition, factions: tuple[str, ...]) -> None:
    table["kind"][i, CONDITION_KINDS.index(condition.kind)] = 1.0
    named = [condition.faction] if condition.faction else list(factions)
    table["faction"][i, [factions.index(f) for f in named]] = 1.0
    table["covers"][i, COVERS.index(condition.covers)] = 1.0
    table["from_rung"][i] = condition.from_rung
    table["required"][i] = condition.required
    table["weight"][i] = condition.weight


def _fill_test(
    table: dict[str, Any], i: int, condition: Condition, patrons: tuple[str, ...]
) -> None:
    match condition.test:
        case Offer(kind, at_least):
            table["offer"][i, OFFERS.index(kind)] = 1.0
            table["threshold"][i] = at_least
        case ConsentOf(consulted):
            table["consulted"][i, [patrons.index(p) for p in consulted]] = 1.0
        case RivalBelow(patron, rung):
            table["rival"][i, patrons.index(patron)] = 1.0
            table["rung"][i] = rung
        case AlliesAtLeast(number):
            table["threshold"][i] = number
        case _:
            pass
