"""Scalar twin of the toll."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.strength import air_cover, present


def factor_of_luck(z: float, spread: float, days: float) -> float:
    """Return a lognormal factor of mean 1 whose variance is that of `spread` over a week."""
    variance = math.log(1.0 + (math.exp(spread**2) - 1.0) * 7.0 / days)
    return math.exp(math.sqrt(variance) * z - variance / 2.0)


def toll(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    killed, civilians, fled = 0.0, 0.0, 0.0
    away, dead = [], []
    for place in range(len(s.away)):
        here = present(w, s, place)
        cover = max(air_cover(w, s, place, f) for f in range(len(s.active)))
        air_harm = 1.0 + p.bombing * cover / (cover + w.war.air_half)
        density = ((here + 1.0) / 1e5) ** 0.2
        unlucky = factor_of_luck(luck.death_z[place], p.spread, days)
        caught = min(here, s.killed[place] * p.crossfire * density * air_harm * unlucky)

        wave = factor_of_luck(luck.flight_z[place], p.waves, days)
        pressure = p.flight * w.war.tempo * s.engaged[place] * wave
        leaving = (here - caught) * (1.0 - math.exp(-pressure * days))
        calm = max(0.0, 1.0 - s.engaged[place])
        returning = s.away[place] * (1.0 - math.exp(-p.homecoming * calm * days))

        killed += s.killed[place]
        civilians += caught
        fled += leaving
        away.append(s.away[place] + leaving - returning)
        dead.append(s.dead[place] + caught)
    return {
        "battle_deaths": s.battle_deaths + killed + civilians,
        "civilian_deaths": s.civilian_deaths + civilians,
        "displaced": s.displaced + fled,
        "away": away,
        "dead": dead,
    }
