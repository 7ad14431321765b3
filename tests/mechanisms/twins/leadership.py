"""Scalar twin of leadership."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.strength import fighters_of


def leadership(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    years = days / 365.0
    places, factions = range(len(s.hold)), range(len(s.active))
    cohesion, leaving, exists = [], [], []
    for f in factions:
        hazard = w.factions.leader_hazard[f] * (1.0 + p.coup * (1.0 - s.cohesion[f])) * s.active[f]
        falls = luck.leader[f] < 1.0 - math.exp(-hazard * years)
        left = s.cohesion[f] * (1.0 - p.shock) if falls else s.cohesion[f]

        splits = falls and left < p.brittle and luck.split[f] < (p.brittle - left) / p.brittle
        unravelling = p.unravelling * max(0.0, (p.last - left) / p.last)
        dissolves = not falls and luck.split[f] < 1.0 - math.exp(-unravelling * years)
        homeless = f not in s.holder
        extinct = homeless and fighters_of(s, f) < 0.001 * w.factions.fighters[f]
        gone = dissolves or extinct

        cohesion.append(left)
        leaving.append(1.0 if gone else p.secession if splits else 0.0)
        exists.append(0.0 if gone else 1.0)

    lost = [[s.fighters[x][f] * leaving[f] for f in factions] for x in places]
    return {
        "cohesion": cohesion,
        "active": [s.active[f] * exists[f] for f in factions],
        "hold": [[s.hold[x][f] * (1.0 - leaving[f]) for f in factions] for x in places],
        "fighters": [[s.fighters[x][f] - lost[x][f] for f in factions] for x in places],
        "deserted": [s.deserted[f] + sum(row[f] for row in lost) for f in factions],
        "effort": [[s.effort[x][f] * exists[f] for f in factions] for x in places],
        "blockade": [s.blockade[f] * exists[f] for f in factions],
        "recognition": [s.recognition[f] * exists[f] for f in factions],
    }
