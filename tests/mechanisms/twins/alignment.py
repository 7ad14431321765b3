"""Scalar twin of alignment."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.retreat import retreat
from tests.mechanisms.twins.strength import hostility, present


def within_one(shares: list[float]) -> list[float]:
    """Scale shares down where they sum to more than one."""
    return [share / max(1.0, sum(shares)) for share in shares]


def turning_rate(w: Plain, s: Plain, p: Plain, x: int, f: int) -> float:
    """Return the hazard per day that place x turns to faction f."""
    rivals = [g for g in range(len(s.active)) if g != f]
    near = [y for y, road in enumerate(w.graph.adjacent[x]) if road]
    in_touch = any(s.hold[y][f] >= 0.6 for y in near) or s.fighters[x][f] > 1.0
    if not in_touch or not rivals:
        return 0.0

    opposed = sum(s.hold[x][g] for g in rivals)
    rival_affinity = 0.0
    if opposed > 1e-3:
        rival_affinity = sum(s.hold[x][g] * s.affinity[x][g] for g in rivals) / opposed
    sympathy = s.affinity[x][f] - rival_affinity
    ahead = s.momentum[f] - sum(s.momentum[g] for g in rivals) / len(rivals)
    purses = [math.log(money + 10.0) for money in s.treasury]
    richer = (purses[f] - sum(purses[g] for g in rivals) / len(rivals)) / 5.0
    garrison = sum(s.fighters[x][g] for g in rivals)
    guarded = garrison / (garrison + 4.0 * present(w, s, x) / 1000.0 + 1.0)
    lean = p.cause * sympathy + p.bandwagon * ahead + p.purse * richer - p.guard * guarded
    lean = max(-8.0, min(4.0, lean))

    town = w.places.population[x] / 1e5 + 1e-3
    pace = max(0.2, min(4.0, town**-w.war.city_exponent))
    war = max(hostility(s)[f])
    per_year = p.opportunity * w.war.tempo * pace * war * (1.0 - s.hold[x][f])
    return per_year / 365.0 * math.exp(lean)


def alignment(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    places, factions = range(len(s.hold)), range(len(s.active))
    hold, expelled = [], []
    for x in places:
        turns = [
            luck.turning[x][f] < 1.0 - math.exp(-turning_rate(w, s, p, x, f) * days)
            for f in factions
        ]
        handed = p.handover if any(turns) else 0.0
        each = handed / max(1, sum(turns))
        shares = [s.hold[x][f] * (1.0 - handed) + (each if turns[f] else 0.0) for f in factions]
        hold.append(shares)
        expelled.append([0.0 if turns[f] else handed * s.fighters[x][f] for f in factions])

    arrivals, gone = retreat(w, hold, expelled, p.foothold)
    affinity = []
    for opinion in s.affinity:
        mean = sum(a * m for a, m in zip(opinion, s.momentum, strict=True))
        grown = [
            a * math.exp(p.drift * (m - mean) * days / 365.0)
            for a, m in zip(opinion, s.momentum, strict=True)
        ]
        affinity.append(within_one(grown))
    return {
        "hold": [within_one(shares) for shares in hold],
        "affinity": affinity,
        "fighters": [
            [s.fighters[x][f] - expelled[x][f] + arrivals[x][f] for f in factions] for x in places
        ],
        "deserted": [s.deserted[f] + gone[f] for f in factions],
    }
