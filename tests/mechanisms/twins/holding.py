"""Scalar twin of holding."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

NOBODY = -1


def holder_of(shares: list[float], was: int) -> int:
    for f, share in enumerate(shares):
        if share >= 0.6:
            return f
    if was != NOBODY and shares[was] >= 0.4:
        return was
    return NOBODY


def holding(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    people = sum(w.places.population)
    holder = [holder_of(shares, was) for shares, was in zip(s.hold, s.holder, strict=True)]
    change = [0.0] * len(s.active)
    captured = 0.0
    for now, was, living in zip(holder, s.holder, w.places.population, strict=True):
        weight = math.sqrt(living / people)
        if now not in (was, NOBODY):
            change[now] += weight
            captured += weight
        if was not in (now, NOBODY):
            change[was] -= weight
    captured = min(1.0, captured)

    def remembered(f: int) -> float:
        momentum = s.momentum[f] * math.exp(-days / p.memory) + 2.0 * change[f]
        return max(-1.5, min(1.5, momentum))

    contact = min(1.0, sum(s.engaged))
    deadlock = s.stalemate + (contact - s.stalemate) * (1.0 - math.exp(-days / p.patience))
    return {
        "holder": holder,
        "momentum": [remembered(f) for f in range(len(s.active))],
        "alarm": s.alarm * math.exp(-days / p.attention) + 2.0 * captured,
        "stalemate": deadlock * (1.0 - captured),
    }
