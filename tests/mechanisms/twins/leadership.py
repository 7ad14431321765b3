"""Scalar twin of leadership."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any


def chance_of_plot(cohesion: float, p: Plain) -> float:
    loyal = min(0.98, max(0.02, cohesion))
    odds = math.exp(p.plotters) * ((1.0 - loyal) / loyal) ** p.plotters_power
    return odds / (1.0 + odds)


def leadership(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    years = days / 365.0
    places, factions = range(len(s.hold)), range(len(s.active))
    cohesion, bond, leaving, exists = [], [], [], []
    for f in factions:
        hazard = w.factions.leader_hazard[f] * s.active[f]
        plots = hazard * p.coup * (1.0 - s.cohesion[f])
        won = chance_of_plot(s.cohesion[f], p)
        falls = luck.leader[f] < 1.0 - math.exp(-(hazard + plots * won) * years)
        plotted = luck.leader[f] < 1.0 - math.exp(-(hazard + plots) * years)
        left = s.cohesion[f] * (1.0 - (p.shock if falls else p.purge if plotted else 0.0))

        splits = falls and left < p.brittle and luck.split[f] < (p.brittle - left) / p.brittle
        unravelling = p.unravelling * max(0.0, (p.last - left) / p.last)
        dissolves = not falls and luck.split[f] < 1.0 - math.exp(-unravelling * years)

        cohesion.append(left)
        bond.append(s.bond[f] * (1.0 - p.shock * p.lasting if falls else 1.0))
        leaving.append(1.0 if dissolves else p.secession if splits else 0.0)
        exists.append(0.0 if dissolves else 1.0)

    lost = [[s.fighters[x][f] * leaving[f] for f in factions] for x in places]
    return {
        "cohesion": cohesion,
        "bond": bond,
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
