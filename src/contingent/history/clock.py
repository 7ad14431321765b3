"""The clock of the generic war: steps that lengthen as it lasts.

    dt = max(1/2 day, 0.12 t)        to 25 years, 77 steps

A coup is decided in days and an insurgency in years; equal steps would be too long for the one or
too many for the other. Durations are compared in `BINS`, about as wide as the record is exact:
dates that come from months with deaths may be 15 days off.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contingent.history.predictions import HORIZON_DAYS

Floats = npt.NDArray[np.float64]

YEAR = 365.25
SHORTEST_DAYS = 0.5
GROWTH = 0.12
BINS = (0.0, 2.0, 10.0, 30.0, 90.0, 180.0, 365.0, 730.0, 1461.0, 2922.0)
"""Where each bin of duration begins, days; the last is open."""


def edges() -> Floats:
    """Return the ends of all steps, days, the start first ``[step + 1]``."""
    at = [0.0]
    while at[-1] < HORIZON_DAYS:
        at.append(at[-1] + max(SHORTEST_DAYS, GROWTH * at[-1]))
    at[-1] = HORIZON_DAYS
    return np.array(at)


def bin_of(days: Floats) -> npt.NDArray[np.intp]:
    """Return the bin of each duration; a duration on an edge belongs below it."""
    return np.maximum(np.searchsorted(BINS, days, side="left") - 1, 0)


def steps_in_bins() -> Floats:
    """Return 1 where a step ends in a bin ``[step, bin]``."""
    ends = edges()
    return np.eye(len(BINS))[bin_of((ends[1:] + ends[:-1]) / 2)]
