"""Scalar twin of `mechanisms/retreat.py`."""

from __future__ import annotations

from types import SimpleNamespace as Plain

LOSES_BELOW = 0.4


def retreat(
    w: Plain, hold: list[list[float]], leaving: list[list[float]], escape: float
) -> tuple[list[list[float]], list[float]]:
    """Return arrivals by place and faction, and the men lost by faction."""
    n_place, n_faction = len(hold), len(hold[0])
    arrivals = [[0.0] * n_faction for _ in range(n_place)]
    lost = [0.0] * n_faction
    for f in range(n_faction):
        for q in range(n_place):
            next_door = [r for r in range(n_place) if w.graph.adjacent[q][r]]
            refuges = [r for r in next_door if hold[r][f] >= LOSES_BELOW]
            escaping = escape * leaving[q][f] if refuges else 0.0
            lost[f] += leaving[q][f] - escaping
            for r in refuges:
                arrivals[r][f] += escaping / len(refuges)
    return arrivals, lost
