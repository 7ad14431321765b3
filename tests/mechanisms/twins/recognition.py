"""Scalar twin of recognition."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

AGREEMENT = 3
DIPLOMATIC = 1


def recognition(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    places, factions = range(len(s.hold)), range(len(s.active))
    all_people = sum(w.places.population)
    ties = [sum(rungs[f] >= DIPLOMATIC for rungs in s.commitment) for f in factions]
    backing = [ties[f] / max(1, sum(ties)) for f in factions]

    takes, shares = [], []
    for f in factions:
        people = sum(w.places.population[x] * s.hold[x][f] for x in places) / all_people
        in_capital = sum(w.places.capital[x] for x in places if s.holder[x] == f)
        recognised = sum(backing[g] * s.recognition[g] for g in factions if g != f)
        partner = any(s.phase[f][g] == AGREEMENT and s.recognition[g] > 0.0 for g in factions)
        if partner:
            hazard = p.after_deal
        else:
            by_capital = p.after_capital * in_capital * people * (0.5 + backing[f])
            by_choice = p.endorsement * max(0.0, backing[f] - recognised) * people
            hazard = by_capital + by_choice
        if s.recognition[f] >= 0.5:
            hazard = 0.0
        wins = luck.recognition[f] < 1.0 - math.exp(-hazard * s.active[f] * days / 365.0)
        takes.append(wins and not partner)
        shares.append(wins and partner)

    def after(f: int) -> float:
        if any(takes):
            return float(takes[f]) * s.active[f]
        return float(s.recognition[f] >= 0.5 or shares[f]) * s.active[f]

    return {"recognition": [after(f) for f in factions]}
