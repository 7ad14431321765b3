"""Scores of predictions, episode by episode; lower is better in all of them.

All three are proper: nobody can expect a better score than by saying what he believes (Gneiting &
Raftery 2007, *Journal of the American Statistical Association* 102).

- log loss: minus the natural logarithm of the chance given to what happened;
- Brier score: squared distance between the four chances and what happened, 0 to 2;
- CRPS of the duration on the scale log10(days + 1), from 0 to the horizon: as twice the quantile
  loss integrated over levels (Laio & Tamea 2007, *Hydrology and Earth System Sciences* 11, eq. 4),

      CRPS = 2 ∫₀¹ ρ_a(x - q_a) da,    ρ_a(u) = u (a - [u < 0])

  With five quantiles the integral is a sum in which each level stands for those nearer to it than
  to any other: weights 0.15, 0.225, 0.25, 0.225, 0.15. Any such sum is proper for the quantiles;
  this one lies 3 % below the integral for a normal distribution that is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.history.predictions import HORIZON_DAYS, LEVELS

Floats = npt.NDArray[np.float64]


def log_losses(chances: Floats, happened: npt.NDArray[np.integer[Any]]) -> Floats:
    """Return the log loss of each row, nats.

    Parameters
    ----------
    chances : float64 [row, class]
        Predicted chances, above 0.
    happened : int [row]
        Position of the class that came about.
    """
    return -np.log(chances[np.arange(len(happened)), happened])


def brier_scores(chances: Floats, happened: npt.NDArray[np.integer[Any]]) -> Floats:
    """Return the Brier score of each row, 0 to 2; arguments as for `log_losses`."""
    truth = np.eye(chances.shape[1])[happened]
    return ((chances - truth) ** 2).sum(1)


def scaled(days: Any) -> Floats:
    """Return durations on the scale on which they are scored: log10(days + 1) to the horizon."""
    return np.log10(np.minimum(days, HORIZON_DAYS) + 1.0)


def level_weights(levels: Sequence[float] = LEVELS) -> Floats:
    """Return how much of all levels from 0 to 1 lies nearest to each of some."""
    at = np.asarray(levels)
    edges = np.concatenate([[0.0], (at[1:] + at[:-1]) / 2, [1.0]])
    return np.diff(edges)


def crps_of_quantiles(x: Floats, quantiles: Floats, levels: Sequence[float] = LEVELS) -> Floats:
    """Return the CRPS of each row from quantiles.

    Parameters
    ----------
    x : float64 [row]
        What came about, on the scale of the score.
    quantiles : float64 [row, level]
        What was predicted, on the same scale.
    levels : sequence of float
        Levels of the quantiles.
    """
    over = x[:, None] - quantiles
    losses = over * (np.asarray(levels) - (over < 0.0))
    return 2.0 * losses @ level_weights(levels)
