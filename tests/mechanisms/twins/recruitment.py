"""Scalar twin of recruitment."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.strength import fighters_of, present


def recruitment(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    n_place, n_faction = len(s.hold), len(s.active)
    fighters = [list(row) for row in s.fighters]
    treasury, spent, cohesion = list(s.treasury), list(s.spent), list(s.cohesion)
    recruited, deserted = list(s.recruited), list(s.deserted)

    for f in range(n_faction):
        due = w.factions.wage[f] * fighters_of(s, f) * days / 30.4 / 1e6
        paid = min(1.0, s.treasury[f] / due) if due > 0.0 else 1.0
        treasury[f] -= paid * due
        spent[f] += paid * due

        support = [present(w, s, q) * s.hold[q][f] * s.affinity[q][f] for q in range(n_place)]
        ceiling = p.mobilisation * sum(support)
        missing = max(0.0, ceiling * paid - fighters_of(s, f)) * s.active[f]
        joining = missing * (1.0 - math.exp(-p.enlistment * days))
        unhappy = p.arrears_weight * (1.0 - paid) + p.fear * (1.0 - s.cohesion[f])
        leaving_share = 1.0 - math.exp(-p.desertion * (1.0 + unhappy) * days)
        for q in range(n_place):
            recruits = joining * support[q] / max(1.0, sum(support))
            leaving = s.fighters[q][f] * leaving_share
            fighters[q][f] += recruits - leaving
            recruited[f] += recruits
            deserted[f] += leaving

        lasting = w.factions.cohesion[f] * s.bond[f] * (1.0 - p.erosion * (1.0 - paid))
        target = min(1.0, max(0.05, lasting + p.spirit * s.momentum[f]))
        cohesion[f] = target + (s.cohesion[f] - target) * math.exp(-days / p.mood)

    return {
        "treasury": treasury,
        "spent": spent,
        "fighters": fighters,
        "recruited": recruited,
        "deserted": deserted,
        "cohesion": cohesion,
    }
