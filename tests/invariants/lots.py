"""Numbers drawn by lot, and how they are written."""

from __future__ import annotations

from typing import Any

import numpy as np

WHY = "drawn by lot"


class Lots:
    """Numbers drawn for one country."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def between(self, low: float, high: float) -> float:
        return float(f"{self.rng.uniform(low, high):.6g}")

    def spread(self, low: float, high: float) -> float:
        """Draw on a logarithmic scale."""
        return float(f"{np.exp(self.rng.uniform(np.log(low), np.log(high))):.6g}")

    def uncertain(self, low: float, high: float, unit: str) -> dict[str, Any]:
        """Draw a quantity of some distribution within two bounds."""
        a, b, c = sorted(self.between(low, high) for _ in range(3))
        drawn = [
            {"value": b},
            {"uniform": {"low": a, "high": c}},
            {"triangular": {"low": a, "mode": b, "high": c}},
            {"choice": {"values": [a, c], "weights": [1, 2]}},
        ]
        return {**drawn[self.rng.integers(len(drawn))], "unit": unit, "judgement": WHY}

    def shares(self, names: list[str], *, decided: float = 0.7) -> dict[str, float]:
        """Split one, leaving something over; with luck one has most of it."""
        parts = self.rng.dirichlet(np.full(len(names) + 1, 1.0 - decided))
        return {name: float(int(x * 1000) / 1000) for name, x in zip(names, parts, strict=False)}

    def some(self, names: list[str], most: int) -> list[str]:
        count = int(self.rng.integers(0, min(most, len(names)) + 1))
        return [str(x) for x in self.rng.choice(names, count, replace=False)]

    def yes(self, chance: float = 0.5) -> bool:
        return bool(self.rng.random() < chance)
