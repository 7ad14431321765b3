"""Scalar twin of negotiation."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.aftermath import beaten
from tests.mechanisms.twins.strength import log_power

WAR, TALKS, CEASEFIRE, AGREEMENT = range(4)
NONE, AGREED, DONE, BROKEN = range(4)
DIPLOMATIC = 1
SOFTNESS = 0.15
TREND_DAYS = 120.0
YEAR = 365.0


def chance(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def guarantee_of(w: Plain, s: Plain) -> float:
    """Return one less the chance that no patron at the table keeps watch over a deal."""
    nobody = 1.0
    for rungs, credible in zip(s.commitment, w.patrons.guarantee, strict=True):
        if max(rungs) >= DIPLOMATIC:
            nobody *= 1.0 - credible
    return 1.0 - nobody


def mediated(w: Plain, s: Plain) -> float:
    return max(
        [0.0]
        + [
            mediator
            for rungs, mediator in zip(s.commitment, w.patrons.mediator, strict=True)
            if max(rungs) >= DIPLOMATIC
        ]
    )


def range_of(w: Plain, s: Plain, p: Plain, pair: tuple[int, int], shift: float) -> float:
    f, g = pair

    def cost(f: int) -> float:
        return p.war_cost * (1.0 + p.hurt * s.stalemate) / w.factions.resolve[f]

    optimism = (
        chance(s.belief[f][f] - s.belief[f][g]) + chance(s.belief[g][g] - s.belief[g][f]) - 1.0
    )
    room = cost(f) + cost(g) - (1.0 - guarantee_of(w, s)) * p.walter
    return room - p.information * optimism - p.commitment * shift


def hazards(
    w: Plain, s: Plain, p: Plain, pair: tuple[int, int], *, ratio: float, shift: float
) -> dict[int, float]:
    """Return hazards per year by the phase they lead to."""
    f, g = pair
    room = range_of(w, s, p, pair, shift)
    truce = p.concluding * chance(room / SOFTNESS)
    accord = p.concluding * chance((room - p.terms) / SOFTNESS)
    opening = p.opening * (1.0 + p.hurt * s.stalemate + p.mediation * mediated(w, s))
    if beaten(w, s, f) or beaten(w, s, g):
        truce = accord = opening = 0.0
    match s.phase[f][g]:
        case 0:  # war
            return {TALKS: opening}
        case 1:  # talks
            offensive = any(place[f] > 0.0 or place[g] > 0.0 for place in s.effort)
            collapse = p.collapse * YEAR * (2.0 if offensive else 1.0)
            return {WAR: collapse, CEASEFIRE: truce, AGREEMENT: accord}
    held_together = p.walter * guarantee_of(w, s) / (2.0 * SOFTNESS)
    strain = p.breaking * abs(ratio - s.terms[f][g]) - held_together - room
    breakdown = p.fragility * math.exp(max(-4.0, min(3.0, strain)))
    if s.phase[f][g] == CEASEFIRE:
        return {WAR: breakdown, AGREEMENT: accord}
    return {WAR: breakdown / 3.0}


def next_phase(
    s: Plain, by: dict[int, float], pair: tuple[int, int], luck: Plain, days: float
) -> int:
    f, g = pair
    total = sum(by.values()) * s.active[f] * s.active[g]
    if luck.talks_when[f][g] >= 1.0 - math.exp(-total / YEAR * days):
        return s.phase[f][g]
    pick = luck.talks_what[f][g] * total
    for phase in (WAR, TALKS, CEASEFIRE):
        pick -= by.get(phase, 0.0)
        if pick < 0.0:
            return phase
    return AGREEMENT


def next_clause(was: int, promised: bool, kept: bool, signed: bool, standing: bool) -> int:
    if was != DONE and signed and promised:
        return AGREED
    if was == AGREED and not standing:
        return BROKEN
    if was == AGREED and kept and not signed:
        return DONE
    return was


def negotiation(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    factions = range(len(s.active))
    truth = [log_power(w, s, f) for f in factions]
    phase, terms, trend = ([list(row) for row in x] for x in (s.phase, s.terms, s.trend))
    lag = math.exp(-days / TREND_DAYS)
    for f in factions:
        for g in factions:
            ratio = truth[f] - truth[g]
            trend[f][g] = ratio - (ratio - s.trend[f][g]) * lag
            if f == g:
                continue
            shift = abs(ratio - trend[f][g]) * YEAR / TREND_DAYS
            by_phase = hazards(w, s, p, (f, g), ratio=ratio, shift=shift)
            phase[f][g] = next_phase(s, by_phase, (f, g), luck, days)
            if phase[f][g] >= CEASEFIRE and phase[f][g] > s.phase[f][g]:
                terms[f][g] = ratio

    pairs = [(f, g) for f in factions for g in factions]
    standing = any(phase[f][g] == AGREEMENT for f, g in pairs)
    signed = any(phase[f][g] == AGREEMENT and s.phase[f][g] != AGREEMENT for f, g in pairs)
    clause = []
    for i, (share, pace) in enumerate(((p.elections, p.elections_done), (p.merger, p.merger_done))):
        kept = luck.clause_done[i] < 1.0 - math.exp(-pace / YEAR * days)
        clause.append(next_clause(s.clause[i], luck.clause[i] < share, kept, signed, standing))
    return {"phase": phase, "terms": terms, "trend": trend, "clause": clause}
