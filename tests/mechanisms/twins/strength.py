"""Scalar twin of `world/strength.py`, written for reading: one run, plain loops."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain

MEN, TROOPS, STRIKES_BASED, STRIKES_OWN = range(4)


def hostility(s: Plain) -> list[list[float]]:
    n = len(s.active)
    return [
        [0.0 if f == g else fierce(s, f, g) * s.active[f] * s.active[g] for g in range(n)]
        for f in range(n)
    ]


def fierce(s: Plain, f: int, g: int) -> float:
    return 1.0 if s.phase[f][g] < 2 and not s.ran_out else 0.03


def enemy_air_defence(s: Plain, f: int) -> float:
    return sum(a for g, a in enumerate(s.air_defence) if g != f)


def fighters_of(s: Plain, f: int) -> float:
    return sum(place[f] for place in s.fighters)


def quality(w: Plain, s: Plain, f: int) -> float:
    fighters = fighters_of(s, f) + 1.0
    kit = min(5.0, max(0.02, s.materiel[f] / (w.war.kit * fighters / 1000.0)))
    help_ = w.war.men_worth * s.foreign[f][MEN] + w.war.troop_worth * s.foreign[f][TROOPS]
    return (
        w.factions.quality[f]
        * s.cohesion[f]
        * kit**w.war.kit_exponent
        * (1.0 + help_ / (fighters + 0.1 * help_))
    )


def supply(w: Plain, s: Plain, p: int, f: int) -> float:
    reached = [
        math.exp(-w.graph.depot_km[b][p] / w.war.gradient) * s.hold[depot][f]
        for b, depot in enumerate(w.graph.depots)
    ]
    return max([w.war.supply_floor, *reached])


def air_cover(w: Plain, s: Plain, p: int, f: int) -> float:
    reach = max(
        [0.0]
        + [
            math.exp(-w.graph.airbase_km[b][p] / w.war.air_range) * s.hold[base][f]
            for b, base in enumerate(w.graph.airbases)
        ]
    )
    aircraft = (s.air[f] + s.foreign[f][STRIKES_BASED]) * reach + s.foreign[f][STRIKES_OWN]
    return aircraft / (1.0 + enemy_air_defence(s, f) / w.war.air_defence_half)


def air_factor(w: Plain, cover: float) -> float:
    return 1.0 + w.war.air_weight * cover / (cover + w.war.air_half)


def local_power(w: Plain, s: Plain, p: int, f: int) -> float:
    factor = supply(w, s, p, f) * air_factor(w, air_cover(w, s, p, f))
    return s.fighters[p][f] * quality(w, s, f) * factor


def present(w: Plain, s: Plain, p: int) -> float:
    return max(0.0, w.places.population[p] - s.away[p] - s.dead[p])


def terrain_factor(w: Plain, s: Plain, p: int, f: int) -> float:
    urban, _plain, mountain, _desert = w.places.terrain[p]
    extra = urban * (w.war.urban - 1.0) + mountain * (w.war.mountain - 1.0)
    return 1.0 + extra * s.hold[p][f]


def defended_power(w: Plain, s: Plain, p: int, f: int) -> float:
    guard = w.war.home_guard * present(w, s, p) * s.hold[p][f] * s.affinity[p][f] * s.active[f]
    return (local_power(w, s, p, f) + guard) * terrain_factor(w, s, p, f)


def mobile(w: Plain, s: Plain, p: int, f: int) -> float:
    rooted = w.war.rooted * w.places.garrison[p][f] * w.factions.fighters[f]
    policing = w.war.occupation * present(w, s, p) * s.hold[p][f] * (1.0 - s.affinity[p][f])
    return max(0.0, s.fighters[p][f] - max(rooted, policing))


def log_power(w: Plain, s: Plain, f: int) -> float:
    firmest = max([0.0] + [s.hold[base][f] for base in w.graph.airbases])
    based = (s.air[f] + s.foreign[f][STRIKES_BASED]) * firmest
    aircraft = based + s.foreign[f][STRIKES_OWN]
    blunted = aircraft / (1.0 + enemy_air_defence(s, f) / w.war.air_defence_half)
    power = fighters_of(s, f) * quality(w, s, f) * air_factor(w, blunted)
    return math.log(power + 1.0)
