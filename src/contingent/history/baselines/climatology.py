"""How long wars lasted, whatever the war."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contingent.history.episodes import Covariates, Episodes
from contingent.history.predictions import HORIZON_DAYS, LEVELS


def climatology(learn: Episodes, ask: Covariates) -> npt.NDArray[np.float64]:
    """Return quantiles of the durations learnt from, days, ``[row, level]``."""
    duration = learn.outcomes.duration
    days = np.minimum(duration.values[duration.known], HORIZON_DAYS)
    if not len(days):
        raise ValueError("no duration is known among the episodes to learn from")
    return np.tile(np.quantile(days, LEVELS), (len(ask), 1))
