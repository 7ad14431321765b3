"""Base rates of the same era: years near the start count more than those far from it.

Weights fall as a Gaussian of the distance in years between starts. Few episodes lie near some
years, so the rates are drawn towards those of all, as if a few episodes had ended like the average.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contingent.history.baselines.base_rates import base_rates
from contingent.history.columns import CLASSES
from contingent.history.episodes import Covariates, Episodes

WIDTH = 7.0  # years; about the length of a phase of the Cold War
DRAWN_IN = 4.0  # episodes


def era_base_rates(learn: Episodes, ask: Covariates) -> npt.NDArray[np.float64]:
    """Return the shares of the classes in years near each row's start, ``[row, class]``."""
    base = base_rates(learn, ask)
    year, asked = learn.covariates["start_year"], ask["start_year"]
    outcome = learn.outcomes.outcome4
    usable = year.known & (outcome >= 0)
    apart = asked.values[:, None] - year.values[usable]
    near = np.exp(-0.5 * (apart / WIDTH) ** 2)
    counts = near @ np.eye(len(CLASSES))[outcome[usable]] + DRAWN_IN * base
    return np.where(asked.known[:, None], counts / counts.sum(1, keepdims=True), base)
