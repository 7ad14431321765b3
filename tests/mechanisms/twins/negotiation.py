"""Scalar twin of negotiation."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.aftermath import beaten
from tests.mechanisms.twins.strength import log_power

WAR, TALKS, CEASEFIRE, AGREEMENT = range(4)
NONE, AGREED, DONE, BROKEN = range(4)
DIPLOMATIC, MONEY = 1, 2
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


def settling_of(w: Plain, s: Plain, p: Plain, ratio: float) -> float:
    """Return settlements per year of war, for a bargaining range of middling width."""
    helped = any(rung >= MONEY for rungs in s.commitment for rung in rungs)
    here = p.settlement * p.mediated ** mediated(w, s) * p.pressed**helped
    return here * math.exp(-p.parity * abs(ratio)) * (1.0 + s.age) ** p.learning


def hazards(
    w: Plain,
    s: Plain,
    p: Plain,
    pair: tuple[int, int],
    *,
    phase: int,
    terms: float,
    ratio: float,
    shift: float,
) -> dict[int, float]:
    """Return hazards per year by the phase they lead to."""
    f, g = pair
    room = range_of(w, s, p, pair, shift)
    opening = p.opening * (1.0 + p.hurt * s.stalemate + p.mediation * mediated(w, s))
    settling = settling_of(w, s, p, ratio) / max(
        0.02, opening / (opening + p.collapse * YEAR + 1e-9)
    )
    settling /= chance(0.0) + chance(-p.terms / SOFTNESS)
    truce = settling * chance(room / SOFTNESS)
    accord = settling * chance((room - p.terms) / SOFTNESS)
    if beaten(w, s, f) or beaten(w, s, g):
        truce = accord = opening = 0.0
    match phase:
        case 0:  # war
            return {TALKS: opening}
        case 1:  # talks
            offensive = any(place[f] > 0.0 or place[g] > 0.0 for place in s.effort)
            collapse = p.collapse * YEAR * (2.0 if offensive else 1.0)
            return {WAR: collapse, CEASEFIRE: truce, AGREEMENT: accord}
    held_together = p.walter * guarantee_of(w, s) / (2.0 * SOFTNESS)
    strain = p.breaking * abs(ratio - terms) - held_together - room
    strained = math.exp(max(-4.0, min(5.0, strain)))
    if phase == CEASEFIRE:
        return {WAR: p.fragility * strained, AGREEMENT: accord}
    return {WAR: p.lapsing * strained}


def next_phase(by: dict[int, float], when: float, what: float, days: float) -> tuple[int, float]:
    """Return the next phase (-1 for no change) and the days that the change leaves of the step."""
    total = sum(by.values()) / YEAR
    if when >= 1.0 - math.exp(-total * days):
        return -1, 0.0
    left = max(0.0, days + math.log(1.0 - when) / total)
    pick = what * total * YEAR
    for phase in (WAR, TALKS, CEASEFIRE):
        pick -= by.get(phase, 0.0)
        if pick < 0.0:
            return phase, left
    return AGREEMENT, left


def talk(
    w: Plain,
    s: Plain,
    p: Plain,
    luck: Plain,
    days: float,
    *,
    ratio: float,
    shift: float,
    pair: tuple[int, int],
) -> tuple[int, float]:
    """Return the phase of a pair after up to two changes, and the terms of what was signed."""
    f, g = pair
    phase, terms = s.phase[f][g], s.terms[f][g]
    for when, what in (
        (luck.talks_when, luck.talks_what),
        (luck.talks_again_when, luck.talks_again_what),
    ):
        if not (s.active[f] and s.active[g]):
            break
        by = hazards(w, s, p, pair, phase=phase, terms=terms, ratio=ratio, shift=shift)
        found, days = next_phase(by, when[f][g], what[f][g], days)
        if found < 0:
            break
        if found >= CEASEFIRE and found > phase:
            terms = ratio
        phase = found
    return phase, terms


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
            phase[f][g], terms[f][g] = talk(
                w, s, p, luck, days, ratio=ratio, shift=shift, pair=(f, g)
            )

    pairs = [(f, g) for f in factions for g in factions]
    standing = any(phase[f][g] == AGREEMENT for f, g in pairs)
    signed = any(phase[f][g] == AGREEMENT and s.phase[f][g] != AGREEMENT for f, g in pairs)
    clause = []
    for i, (share, pace) in enumerate(((p.elections, p.elections_done), (p.merger, p.merger_done))):
        kept = luck.clause_done[i] < 1.0 - math.exp(-pace / YEAR * days)
        clause.append(next_clause(s.clause[i], luck.clause[i] < share, kept, signed, standing))
    return {"phase": phase, "terms": terms, "trend": trend, "clause": clause}
