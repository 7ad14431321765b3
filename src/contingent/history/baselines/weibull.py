"""Durations by a Weibull regression (accelerated failure time) on the five features.

    log(T + 1) = a + x·b + s W,    W = log of a standard exponential

(Kalbfleisch & Prentice 2002, *The Statistical Analysis of Failure Time Data*, ch. 3). Wars that
outlast the horizon are censored there. Coefficients have a standard normal prior, features a spread
of one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.history.baselines.features import Scale, five
from contingent.history.episodes import Covariates, Episodes
from contingent.history.predictions import HORIZON_DAYS, LEVELS

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """A fitted regression.

    Attributes
    ----------
    start : float
        Constant ``a``.
    slopes : float64 [feature]
        Coefficients ``b``.
    spread : float
        Scale ``s``; 1 for a constant hazard.
    """

    start: float
    slopes: Floats
    spread: float

    def quantiles(self, x: Floats, levels: tuple[float, ...] = LEVELS) -> Floats:
        """Return quantiles of ``T + 1``, ``[row, level]``."""
        centre = self.start + x @ self.slopes
        return np.exp(centre[:, None] + self.spread * np.log(-np.log1p(-np.array(levels))))


def fit(x: Floats, time: Floats, ended: npt.NDArray[np.bool_]) -> Fit:
    """Fit the regression by its penalised likelihood.

    Parameters
    ----------
    x : float64 [row, feature]
        Features with a spread of one.
    time : float64 [row]
        Times above 0: ends, or until when it was watched.
    ended : bool [row]
        Whether it was seen to end.
    """
    from scipy.optimize import minimize

    log_time = np.log(time)
    design = np.concatenate([np.ones((len(x), 1)), x], axis=1)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        slopes, log_spread = parameters[:-1], parameters[-1]
        spread = np.exp(log_spread)
        z = np.clip((log_time - design @ slopes) / spread, -700.0, 50.0)
        hazard = np.exp(z)
        value = hazard.sum() - (z[ended] - log_spread).sum() + 0.5 * (slopes[1:] ** 2).sum()
        by_z = hazard - ended
        prior = np.concatenate([[0.0], slopes[1:], [0.0]])
        slope = np.append(-(by_z @ design) / spread, -(by_z * z).sum() + ended.sum())
        return float(value), slope + prior

    first = np.zeros(design.shape[1] + 1)
    first[0] = log_time.mean()
    found = minimize(loss, first, jac=True, method="L-BFGS-B").x
    return Fit(float(found[0]), found[1:-1], float(np.exp(found[-1])))


def weibull(learn: Episodes, ask: Covariates) -> Floats:
    """Return quantiles of the duration from the five features, days, ``[row, level]``."""
    duration = learn.outcomes.duration
    usable = learn.take(duration.known)
    days = usable.outcomes.duration.values
    features = five(usable.covariates)
    scale = Scale.learn(features)
    ended = days <= HORIZON_DAYS
    found = fit(scale.apply(features), np.minimum(days, HORIZON_DAYS) + 1.0, ended)
    later = found.quantiles(scale.apply(five(ask)))
    return np.clip(later - 1.0, 0.0, HORIZON_DAYS)
