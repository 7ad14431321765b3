"""Scalar twin of aftermath."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.strength import fighters_of, present


def beaten(w: Plain, s: Plain, f: int) -> bool:
    return f not in s.holder or fighters_of(s, f) < 0.05 * w.factions.fighters[f]


def within_one(shares: list[float]) -> list[float]:
    """Scale shares down where they sum to more than one."""
    return [share / max(1.0, sum(shares)) for share in shares]


def aftermath(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    years = days / 365.0
    places, factions = range(len(s.hold)), range(len(s.active))
    down = [beaten(w, s, f) for f in factions]
    victors = [
        f
        for f in factions
        if not down[f] and s.active[f] and all(down[g] for g in factions if g != f)
    ]
    victor = victors[0] if victors else None
    people = [present(w, s, x) for x in places]
    swayed = 1.0 - math.exp(-p.consolidation * years)

    rises = []
    for f in factions:
        siding = sum(people[x] * s.affinity[x][f] for x in places) / max(1.0, sum(people))
        may_return = victor is not None and f != victor and down[f]
        hazard = p.relapse * 4.0 * siding * s.active[f] if may_return else 0.0
        rises.append(luck.relapse[f] < 1.0 - math.exp(-hazard * years))

    affinity, hold, fighters = [], [], []
    recruited = list(s.recruited)
    for x in places:
        opinion = list(s.affinity[x])
        if victor is not None:
            opinion = [a * (1.0 - swayed) for a in opinion]
            opinion[victor] += swayed
        affinity.append(within_one(opinion))

        contested = [p.cells * s.affinity[x][f] if rises[f] else 0.0 for f in factions]
        lost_to = [sum(contested) - contested[f] for f in factions]
        kept = [s.hold[x][f] * (1.0 - lost_to[f]) for f in factions]
        taken = [c * (1.0 - s.hold[x][f]) for f, c in enumerate(contested)]
        hold.append(within_one([k + t for k, t in zip(kept, taken, strict=True)]))

        force = list(s.fighters[x])
        for f in factions:
            if rises[f]:
                insurgents = p.kernel * people[x] * s.affinity[x][f] * (1.0 - s.hold[x][f])
                force[f] += insurgents
                recruited[f] += insurgents
        fighters.append(force)
    phase = [[0 if rises[f] or rises[g] else s.phase[f][g] for g in factions] for f in factions]
    return {
        "worn": 0.0 if any(rises) else s.worn,
        "ran_out": 0.0 if any(rises) else s.ran_out,
        "affinity": affinity,
        "hold": hold,
        "fighters": fighters,
        "recruited": recruited,
        "phase": phase,
    }
