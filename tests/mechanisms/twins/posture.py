"""Scalar twin of posture."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.strength import (
    air_cover,
    air_factor,
    defended_power,
    hostility,
    log_power,
    mobile,
    quality,
    supply,
    terrain_factor,
)

TALKS, CEASEFIRE = 1, 2
TAKES_AT, FOOTHOLD, PRESENCE = 0.6, 0.1, 50.0
EULER = 0.5772156649015329


def posture(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    factions, places = range(len(s.active)), range(len(s.hold))
    effort = [[0.0] * len(s.active) for _ in places]
    for f in factions:
        allowed = [_may_attack(w, s, q, f) for q in places]
        chosen = [q for q in places if allowed[q] and s.effort[q][f]]
        if luck.posture_when[f] < 1.0 - math.exp(-days / p.review):
            score = {q: _score(w, s, p, luck, q=q, f=f) for q in places if allowed[q]}
            chosen = _best_two(score, _none(w, s, p, luck, f), p.second)
        for q in chosen:
            effort[q][f] = 1.0
    blockade = [_blockade(w, s, p, luck, days, f=f) for f in factions]
    s = Plain(**{**vars(s), "effort": effort})
    return {"effort": effort, "blockade": blockade, "fighters": _march(w, s, p, days)}


def _value(w: Plain, p: Plain, q: int) -> float:
    people = w.places.population[q] / sum(w.places.population)
    capacity = max(1.0, sum(w.oil.capacity))
    oil = sum(w.oil.capacity[o] for o, crossed in enumerate(w.oil.crosses) if crossed[q]) / capacity
    return p.people * math.sqrt(people) + p.oil * oil + p.capital * w.places.capital[q]


def _may_attack(w: Plain, s: Plain, q: int, f: int) -> bool:
    """Say whether a place is within reach, not yet secured, and no ceasefire shields it."""
    others = [g for g in range(len(s.active)) if g != f]
    road = w.graph.adjacent[q]
    stands = [r for r, link in enumerate(road) if link and _stands(s, r, f)]
    near = s.fighters[q][f] > PRESENCE or bool(stands)
    partners = [g for g in others if s.phase[f][g] >= CEASEFIRE]
    shielded = sum(s.hold[q][g] for g in partners) >= 0.5 or s.holder[q] in partners
    enemies = [g for g in others if hostility(s)[f][g] > 0.0]
    at_war = any(hostility(s)[f][g] >= 1.0 for g in others)
    unsecured = s.hold[q][f] < TAKES_AT or sum(s.hold[q][g] for g in enemies) > FOOTHOLD
    return near and not shielded and unsecured and at_war and s.active[f] > 0.0


def _stands(s: Plain, q: int, f: int) -> bool:
    return s.fighters[q][f] > PRESENCE or s.hold[q][f] >= 0.5


def _potential(w: Plain, s: Plain, q: int, f: int) -> float:
    around = sum(w.graph.nearness[q][r] * mobile(w, s, r, f) for r in range(len(s.hold)))
    factor = supply(w, s, q, f) * air_factor(w, air_cover(w, s, q, f))
    staying = s.fighters[q][f] - mobile(w, s, q, f)
    return (staying + around) * quality(w, s, f) * factor + PRESENCE


def _score(w: Plain, s: Plain, p: Plain, luck: Plain, *, q: int, f: int) -> float:
    hostile = hostility(s)[f]
    enemies = [g for g, h in enumerate(hostile) if h > 0.0]
    opposing = sum(_potential(w, s, q, g) * terrain_factor(w, s, q, g) for g in enemies)
    underrated = sum(hostile[g] * (log_power(w, s, g) - s.belief[f][g]) for g in enemies)
    underrated /= max(1e-6, sum(hostile))
    y = math.log(_potential(w, s, q, f) / (opposing + PRESENCE)) + underrated
    chance = 1.0 / (1.0 + math.exp(-2.0 * y))

    ambition = _ambition(w, s, p, f)
    gain = ambition * _value(w, p, q) * chance - p.risk * (1.0 - chance)
    carried_on = p.inertia * chance / (chance + 0.03)
    whim = p.whim * min(1.0, ambition) * _gumbel(luck.posture_place[q][f])
    return gain + carried_on * s.effort[q][f] + whim


def _none(w: Plain, s: Plain, p: Plain, luck: Plain, f: int) -> float:
    """Return what no offensive is worth: nothing but whim."""
    return p.whim * min(1.0, _ambition(w, s, p, f)) * _gumbel(luck.posture_none[f])


def _ambition(w: Plain, s: Plain, p: Plain, f: int) -> float:
    talking = any(h > 0.0 and s.phase[f][g] == TALKS for g, h in enumerate(hostility(s)[f]))
    return w.factions.ambition[f] * (p.restraint if talking else 1.0)


def _gumbel(uniform: float) -> float:
    return -math.log(-math.log(uniform)) - EULER


def _best_two(score: dict[int, float], none: float, second_costs: float) -> list[int]:
    ranked = sorted(score, key=lambda q: -score[q])
    thresholds = (none, none + second_costs)
    return [q for q, needed in zip(ranked[:2], thresholds, strict=False) if score[q] > needed]


def _blockade(w: Plain, s: Plain, p: Plain, luck: Plain, days: float, *, f: int) -> float:
    others = [g for g in range(len(s.active)) if g != f]
    output = max(1.0, sum(w.oil.output))
    touched = [o for o in range(len(w.oil.output)) if _touches(w, s, o, f)]
    can_shut = sum(w.oil.output[o] for o in touched) / output
    oil_money = max(1.0, w.bank.payout * sum(w.oil.output) * w.oil_market.price * 365.0 / 1000.0)

    def lives_on_oil(g: int) -> float:
        oil = w.factions.oil_split[g]
        return oil / (oil + w.factions.income[g] / oil_money + 1e-6)

    hostile = hostility(s)[f]
    theirs = sum(hostile[g] * lives_on_oil(g) for g in others) / max(1e-6, sum(hostile))
    gain = theirs - lives_on_oil(f)
    peace = not any(h >= 1.0 for h in hostility(s)[f])
    if s.blockade[f]:
        rate = 1.0 / 14.0 if peace else 1.0 / p.blockade_days
    else:
        willing = max(0.0, p.blockades / 365.0 * can_shut * (1.0 + s.stalemate + gain))
        rate = 0.0 if peace else willing * (1.0 - s.recognition[f]) * s.active[f]
    switches = luck.blockade[f] < 1.0 - math.exp(-rate * days)
    after = 1.0 - s.blockade[f] if switches else s.blockade[f]
    return after if can_shut > 0.0 else 0.0


def _touches(w: Plain, s: Plain, o: int, f: int) -> bool:
    return any(crossed and s.holder[q] == f for q, crossed in enumerate(w.oil.crosses[o]))


def _march(w: Plain, s: Plain, p: Plain, days: float) -> list[list[float]]:
    """Move those who may leave along each road whose other end pulls harder and may be entered."""
    factions, places = range(len(s.active)), range(len(s.hold))
    demand = [[_demand(w, s, p, q, f) for f in factions] for q in places]
    pull = [[_pull(w, demand, q, f) for f in factions] for q in places]
    hardest = [max(row[f] for row in pull) for f in factions]
    fighters = [list(row) for row in s.fighters]
    roads = list(zip(w.graph.road_from, w.graph.road_to, w.graph.per_km, strict=True))
    for f in factions:
        for q in places:
            rates = {}
            for start, end, per_km in roads:
                if start == q and (s.holder[end] == f or s.effort[end][f] > 0.0):
                    rise = max(0.0, pull[end][f] - pull[start][f])
                    rates[end] = p.speed * per_km * rise / (rise + 0.05 * hardest[f] + 1e-9)
            total = sum(rates.values())
            leaving = mobile(w, s, q, f) * (1.0 - math.exp(-total * days))
            fighters[q][f] -= leaving
            for end, rate in rates.items():
                fighters[end][f] += leaving * rate / max(1e-12, total)
    return fighters


def _pull(w: Plain, demand: list[list[float]], q: int, f: int) -> float:
    return sum(near * demand[r][f] for r, near in enumerate(w.graph.nearness[q]))


def _demand(w: Plain, s: Plain, p: Plain, q: int, f: int) -> float:
    hostile = hostility(s)[f]
    enemies = [g for g, h in enumerate(hostile) if h > 0.0]
    around = sum(
        hostile[g] * near * mobile(w, s, r, g)
        for g in enemies
        for r, near in enumerate(w.graph.nearness[q])
    )
    here = sum(hostile[g] * (s.fighters[q][g] - mobile(w, s, q, g)) for g in enemies)
    threat = min(1.0, (around + here) / (defended_power(w, s, q, f) + 2.0 * PRESENCE))
    worth = _value(w, p, q) / 5.0
    return s.effort[q][f] * (0.5 + 1.5 * worth) + s.hold[q][f] * threat * worth
