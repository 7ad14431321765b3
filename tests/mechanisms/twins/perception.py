"""Scalar twin of perception."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.strength import log_power


def perception(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    factions = range(len(s.active))
    truth = [log_power(w, s, f) for f in factions]
    contact = min(1.0, sum(s.engaged))
    clearer = 1.0 + p.learning * contact
    kept = math.exp(-(p.revision + p.revelation * contact) * days)
    sd = w.war.fog / clearer

    def belief(f: int, g: int) -> float:
        if f == g:
            return truth[g]
        mean = truth[g] - w.factions.optimism[f] / clearer
        noise = sd * math.sqrt(1.0 - kept**2) * luck.perception_z[f][g]
        return mean + (s.belief[f][g] - mean) * kept + noise

    return {"belief": [[belief(f, g) for g in factions] for f in factions]}
