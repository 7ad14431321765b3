"""Scalar twin of exhaustion."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.strength import hostility


def whole_margin(w: Plain, p: Plain) -> float:
    *_, second, largest = sorted(w.factions.fighters)
    return p.margin * ((second + 1.0) / (largest + 1.0)) ** p.balance


def exhaustion(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    years = days / 365.0
    age = s.age + years
    if s.ran_out:
        flares = luck.exhaustion < 1.0 - math.exp(-p.rekindling * years)
        return {"age": age, "worn": 0.0 if flares else s.worn, "ran_out": 0.0 if flares else 1.0}
    if not any(h >= 1.0 for row in hostility(s) for h in row):
        return {"age": age, "worn": s.worn, "ran_out": 0.0}
    whole = whole_margin(w, p)
    left = max(0.0, whole - s.worn)
    own = w.war.tempo * years
    after = left - own + p.wavers * math.sqrt(own) * luck.exhaustion_z
    touches = math.exp(-2.0 * left * max(0.0, after) / (p.wavers**2 * own))
    if luck.exhaustion < touches:
        return {"age": age, "worn": whole, "ran_out": 1.0}
    return {"age": age, "worn": whole - after, "ran_out": 0.0}
