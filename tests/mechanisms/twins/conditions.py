"""Scalar twin of patrons' conditions: how far each is met for each faction."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from contingent.scenario.events import (
    AllOf,
    AnyOf,
    Clause,
    Commitment,
    Delivered,
    Event,
    Holds,
    Level,
    Not,
    Phase,
    Share,
    Total,
)
from tests.mechanisms.twins.strength import fighters_of

KINDS = ("event", "offer", "peaceful_path", "consent_of", "rival_below", "allies_at_least")
COVERS = ("rungs", "aircraft", "air_defence")
OIL_SHARE, BASING, LOYALTY = range(3)
TALKS, MONEY, FIRMNESS, TAKES_AT = 1, 2, 0.5, 0.6
AGREED, DONE = 1, 2
NATIONAL = ("battle_deaths", "civilian_deaths", "displaced", "oil_price", "bank_reserves")


def shortfall(w: Plain, s: Plain, patron: int, f: int, covers: str) -> tuple[float, float]:
    """Return the share left by unmet required conditions, and the sum of the weighted (±)."""
    left, tilt = 1.0, 0.0
    c = w.conditions
    for row in range(len(c.required)):
        own = c.patron[row] == patron and c.faction[row][f]
        applies = own and c.covers[row][COVERS.index(covers)]
        if applies and c.required[row]:
            left *= condition_met(w, s, row, f)
        elif applies:
            tilt += c.weight[row] * (condition_met(w, s, row, f) - 0.5)
    return left, tilt


def condition_met(w: Plain, s: Plain, row: int, f: int) -> float:
    c = w.conditions
    match KINDS[c.kind[row].index(1.0)]:
        case "event":
            return float(happens(w, s, dict(w.events.of_condition)[row]))
        case "offer":
            return float(_granted(w, s, row, f) >= c.threshold[row])
        case "peaceful_path":
            talks = any(phase >= TALKS for phase in s.phase[f])
            attacks = any(efforts[f] > 0.0 for efforts in s.effort)
            return 0.0 if talks and attacks else 1.0
        case "consent_of":
            asked = [k for k, yes in enumerate(c.consulted[row]) if yes]
            return sum(_consent(w, k, f) for k in asked) / max(1, len(asked))
        case "rival_below":
            rungs = s.commitment[c.rival[row].index(1.0)]
            highest = max([0, *(rung for g, rung in enumerate(rungs) if g != f)])
            return float(highest < c.rung[row])
        case _:
            patron = c.patron[row]
            beside = [k for k, rungs in enumerate(s.commitment) if rungs[f] >= MONEY]
            return float(sum(w.patrons.allies[patron][k] for k in beside) >= c.threshold[row])


def _granted(w: Plain, s: Plain, row: int, f: int) -> float:
    kind = w.conditions.offer[row].index(1.0)
    has = True
    if kind == OIL_SHARE:
        has = any(w.oil.capacity[o] * s.hold[q][f] > 0.0 for o, q in enumerate(w.oil.place))
    elif kind == BASING:
        has = any(s.hold[base][f] >= TAKES_AT for base in w.graph.airbases)
    return w.factions.offers[f][kind] if has else 0.0


def _consent(w: Plain, patron: int, f: int) -> float:
    stakes = w.patrons.stake[patron]
    opponents = [stake for g, stake in enumerate(stakes) if g != f]
    if not opponents:
        return 1.0
    return 1.0 / (1.0 + math.exp(-FIRMNESS * (stakes[f] - max(opponents))))


def happens(w: Plain, s: Plain, event: Event) -> bool:
    """Evaluate an event whose numbers are positions in `w.events.numbers`."""
    match event:
        case AllOf(parts):
            return all(happens(w, s, part) for part in parts)
        case AnyOf(parts):
            return any(happens(w, s, part) for part in parts)
        case Not(part):
            return not happens(w, s, part)
        case Share() | Total() | Level():
            number = w.events.numbers[event.comparison.number]
            above = _value(w, s, event) >= number
            return above if event.comparison.at_least else not above
        case Delivered(kind, to, at_least):
            return bool(_delivered(s, kind, to) >= w.events.numbers[at_least])
        case _:
            return _stands(s, event)


def _stands(s: Plain, event: Event) -> bool:
    """Evaluate an event without numbers."""
    match event:
        case Holds(faction, place):
            return bool(s.holder[place] == faction)
        case Commitment(patron, faction, rung):
            return bool(s.commitment[patron][faction] >= rung)
        case Phase(phase):
            n = len(s.active)
            return any(s.phase[f][g] == phase for g in range(n) for f in range(g))
        case Clause(clause, state):
            now = s.clause[clause]
            return bool(now == state or (state == AGREED and now == DONE))
        case _:
            raise TypeError(f"no event of a condition: {event}")


def _value(w: Plain, s: Plain, event: Share | Total | Level) -> float:
    match event:
        case Share(faction, of, _):
            return _share(w, s, of, faction)
        case Total(of, _):
            return getattr(s, of)
        case Level("oil_output_kbd", _, _):
            return s.oil_output
        case Level(of, _, _) if of in NATIONAL:
            return getattr(s, of)
        case Level(of, None, _):
            return sum(_series(w, s, of, f) for f in range(len(s.active)))
        case _:
            return _series(w, s, event.of, event.faction)


def _share(w: Plain, s: Plain, of: str, f: int) -> float:
    places = range(len(s.hold))
    if of == "population":
        held = sum(w.places.population[q] * s.hold[q][f] for q in places)
        return held / sum(w.places.population)
    if of == "oil":
        fields = zip(w.oil.place, w.oil.capacity, strict=True)
        held = sum(size * s.hold[q][f] for q, size in fields)
        return held / max(1.0, sum(w.oil.capacity))
    return sum(s.hold[q][f] for q in places) / len(s.hold)


def _delivered(s: Plain, kind: str, f: int) -> float:
    return s.delivered[f][("aircraft", "air_defence", "materiel").index(kind)]


def _series(w: Plain, s: Plain, of: str, f: int) -> Any:
    if of == "fighters":
        return fighters_of(s, f)
    if of.startswith("share_"):
        return _share(w, s, of.removeprefix("share_"), f)
    if of.startswith("delivered_"):
        return _delivered(s, of.removeprefix("delivered_"), f)
    return getattr(s, of)[f]
