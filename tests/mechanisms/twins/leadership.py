"""Scalar twin of leadership."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any


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

        cohesion.append(left)
        leaving.append(1.0 if dissolves else p.secession if splits else 0.0)
        exists.append(0.0 if dissolves else 1.0)

    lost = [[s.fighters[x][f] * leaving[f] for f in factions] for x in places]
    return {
        "cohesion": cohesion,
        "active": [s.active[f] * exists[f] for f in factions],
        "hold": [[s.hold[x][f] * (1.0 - leaving[f]) for f in factions] for x in places],
        "holder": [-1 if h >= 0 and exists[h] == 0.0 else h for h in s.holder],
        "air": [s.air[f] * exists[f] for f in factions],
        "air_defence": [s.air_defence[f] * exists[f] for f in factions],
        "fighters": [[s.fighters[x][f] - lost[x][f] for f in factions] for x in places],
        "deserted": [s.deserted[f] + sum(row[f] for row in lost) for f in factions],
        "effort": [[s.effort[x][f] * exists[f] for f in factions] for x in places],
        "blockade": [s.blockade[f] * exists[f] for f in factions],
        "recognition": [s.recognition[f] * exists[f] for f in factions],
    }
