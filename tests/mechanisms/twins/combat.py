"""Scalar twin of combat."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.retreat import retreat
from tests.mechanisms.twins.strength import (
    defended_power,
    enemy_air_defence,
    fighters_of,
    hostility,
)

HANDFUL, ODDS, WEEK = 100.0, 6.0, 7.0


def combat(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    factions, places = range(len(s.active)), range(len(s.hold))
    tempo = w.war.tempo
    meets = [_meetings(w, s, p, q) for q in places]
    losses = [[0.0 for _ in factions] for _ in places]
    fallen, fleeing, routing = ([list(row) for row in losses] for _ in range(3))
    for q in places:
        for f in factions:
            _, engaged, y = meets[q][f]
            odds = math.exp(-p.law * min(math.log(ODDS), max(-math.log(ODDS), y)))
            luckily = _overdispersion(luck.loss_z[q][f], p.dispersion, days)
            rate = tempo * p.intensity * engaged * odds * luckily
            losses[q][f] = s.fighters[q][f] * (1.0 - math.exp(-rate * days))
            fallen[q][f] = losses[q][f] * p.lasting
            routing[q][f] = tempo * p.panic * engaged * max(0.0, -y - p.breaking)
            broken = 1.0 - math.exp(-routing[q][f] * days)
            fleeing[q][f] = (s.fighters[q][f] - fallen[q][f]) * broken
    arrivals, dispersed = retreat(w, s.hold, fleeing, p.escape)

    hold = []
    for q in places:
        shares = _advance(w, s, p, luck, days, q=q, met=meets[q])
        shares = [share * math.exp(-routing[q][f] * days) for f, share in enumerate(shares)]
        opposed = [opposed for opposed, _, _ in meets[q]]
        hold.append(_occupy(s, p, days, q, hold=shares, opposed=opposed))

    engaged = [max(e for _, e, _ in meets[q]) for q in places]
    materiel, air, cohesion = list(s.materiel), list(s.air), list(s.cohesion)
    fighters, gone = [list(row) for row in s.fighters], list(s.fallen)
    for f in factions:
        men = sum(meets[q][f][1] * s.fighters[q][f] for q in places)
        burnt = p.burn * men * tempo * days / 1e6
        materiel[f] *= math.exp(-burnt / (s.materiel[f] + 1.0))
        flak = enemy_air_defence(s, f)
        flak /= flak + w.war.air_defence_half
        involved = min(1.0, sum(meets[q][f][1] for q in places))
        air[f] *= math.exp(-p.exposure / 365.0 * flak * involved * days)
        share_lost = sum(losses[q][f] for q in places) / (fighters_of(s, f) + 1.0)
        cohesion[f] *= math.exp(-p.shaken * share_lost)
        gone[f] += sum(fallen[q][f] for q in places) + dispersed[f]
        for q in places:
            fighters[q][f] += arrivals[q][f] - fallen[q][f] - fleeing[q][f]

    return {
        "hold": hold,
        "fighters": fighters,
        "fallen": gone,
        "cohesion": cohesion,
        "materiel": materiel,
        "air": air,
        "engaged": engaged,
        "killed": [p.lethality * sum(losses[q]) for q in places],
    }


def _meetings(w: Plain, s: Plain, p: Plain, q: int) -> list[tuple[float, float, float]]:
    """Return for each faction how far it is opposed, how far it fights, and the log odds."""
    factions = range(len(s.active))
    power = [defended_power(w, s, q, f) for f in factions]
    pushed = max(s.effort[q]) > 0.0
    push = 1.0 if pushed else p.smoulder
    met = []
    for f in factions:
        hostile = hostility(s)[f]
        facing = max((hostile[g] for g in factions if power[g] > 1.0), default=0.0)
        enemy = sum(power[g] * hostile[g] for g in factions) / max(facing, 1e-6)
        meeting = facing * _saturation(power[f]) * _saturation(enemy)
        met.append((_saturation(enemy), push * meeting, math.log((power[f] + 1.0) / (enemy + 1.0))))
    return met


def _saturation(x: float) -> float:
    return x / (x + HANDFUL)


def _overdispersion(z: float, spread: float, days: float) -> float:
    """Return a lognormal factor of mean 1 whose variance is inverse to the length of the step."""
    variance = math.log(1.0 + (math.exp(spread**2) - 1.0) * WEEK / days)
    return math.exp(math.sqrt(variance) * z - variance / 2.0)


def _advance(
    w: Plain,
    s: Plain,
    p: Plain,
    luck: Plain,
    days: float,
    *,
    q: int,
    met: list[tuple[float, float, float]],
) -> list[float]:
    power = [defended_power(w, s, q, g) for g in range(len(s.active))]
    pace = (w.places.population[q] / 1e5 + 1e-3) ** (-w.war.city_exponent)
    pace = min(4.0, max(0.2, pace))
    shares = []
    for f, (_, engaged, y) in enumerate(met):
        fast = w.war.tempo * pace * engaged * days
        weight = [h * x for h, x in zip(hostility(s)[f], power, strict=True)]
        theirs = sum(x * z for x, z in zip(weight, luck.drift_z[q], strict=True))
        z = (luck.drift_z[q][f] - theirs / max(1e-6, sum(weight))) / math.sqrt(2.0)
        drift = p.advance * min(2.0, max(-2.0, y)) * fast
        moved = s.hold[q][f] + drift + p.turmoil * math.sqrt(fast) * z
        shares.append(min(1.0, max(0.0, moved)))
    return _at_most_one(shares)


def _occupy(
    s: Plain, p: Plain, days: float, q: int, *, hold: list[float], opposed: list[float]
) -> list[float]:
    taking = []
    for f, share in enumerate(hold):
        rate = p.takeover if s.effort[q][f] > 0.0 else p.patrol * share
        unopposed = _saturation(s.fighters[q][f]) * (1.0 - opposed[f])
        taking.append(1.0 - math.exp(-rate * unopposed * days))
    after = []
    for f, share in enumerate(hold):
        taken = sum(t for g, t in enumerate(taking) if g != f)
        after.append(share * max(0.0, 1.0 - taken) + taking[f] * (1.0 - share))
    return _at_most_one(after)


def _at_most_one(shares: list[float]) -> list[float]:
    total = max(1.0, sum(shares))
    return [share / total for share in shares]
