"""Fitting the parameters that all wars share.

One fit maximises likelihood times prior by L-BFGS along the gradient. An **ensemble** of fits says
how well the parameters are known: each of them weighs conflicts differently (all episodes of one
alike) and plays with luck of its own. Weights are exponential, the Bayesian bootstrap (Rubin 1981)
of clusters; the average predicts better than any one fit (Breiman 1996).

Episodes that are not to be learnt from weigh nothing. So every fit to a table has one shape, and
the program is compiled once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.history.episodes import Episodes
from contingent.history.parameters import MEAN, SD
from contingent.history.situation import Situation, situation

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

PATHS = 32
"""Paths of each episode in a fit; their number is even."""
ITERATIONS = 40
MEMBERS = 4
MEMORY = 20


@dataclass(frozen=True)
class Effort:
    """How much work goes into a fit.

    Attributes
    ----------
    paths : int
        Paths of each episode.
    iterations : int
        Steps of the optimiser at most.
    members : int
        Fits in an ensemble.
    """

    paths: int = PATHS
    iterations: int = ITERATIONS
    members: int = MEMBERS


QUICK = Effort(paths=16, iterations=4, members=2)
"""Enough to see that the machinery works."""


@dataclass(frozen=True)
class Fit:
    """One fit.

    Attributes
    ----------
    vector : float64 [parameter]
        Shared parameters.
    objective : float
        Minus the log of likelihood times prior, by episode.
    iterations : int
        Steps taken.
    """

    vector: Floats
    objective: float
    iterations: int


def fit(episodes: Episodes, weights: Floats, seed: int, effort: Effort) -> Fit:
    """Fit the shared parameters.

    Parameters
    ----------
    episodes : Episodes
        All with a known outcome.
    weights : float64 [episode]
        How much each counts.
    seed : int
    effort : Effort
    """
    import jax.numpy as jnp
    from scipy.optimize import minimize

    from contingent.history.likelihood import happened
    from contingent.history.war import luck_of

    at, what = situation(episodes.covariates), happened(episodes.outcomes)
    luck = luck_of(episodes.covariates.epid, effort.paths, seed)
    counted, count = jnp.asarray(weights, jnp.float32), weights.sum()
    loss = _loss()

    def scaled(away: Floats) -> tuple[float, Floats]:
        vector = jnp.asarray(MEAN + SD * away, jnp.float32)
        value, slope = loss(vector, at, what, luck, counted)
        return float(value) / count, np.asarray(slope, np.float64) * SD / count

    found = minimize(
        scaled,
        np.zeros_like(MEAN),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": effort.iterations, "maxcor": MEMORY},
    )
    return Fit(MEAN + SD * found.x, float(found.fun), int(found.nit))


@cache
def _loss() -> Any:
    """Return minus the log of likelihood times prior, with its gradient."""
    import jax

    from contingent.history.likelihood import Happened, log_likelihood, log_prior
    from contingent.history.war import Luck

    def loss(vector: Any, at: Situation, what: Happened, luck: Luck, weights: Any) -> Any:
        likely = log_likelihood(vector, at, what, luck)
        return -(weights * likely).sum() - log_prior(vector)

    return jax.jit(jax.value_and_grad(loss))


def weights_of(episodes: Episodes, learn: Bools, seed: int) -> Floats:
    """Return how much each episode counts: as its conflict's lot has it, or nothing [episode].

    Parameters
    ----------
    episodes : Episodes
    learn : bool [episode]
        Which to learn from.
    seed : int
    """
    conflicts, member = np.unique(episodes.covariates.conflict, return_inverse=True)
    lots = np.random.default_rng(seed).exponential(size=len(conflicts))
    return np.where(learn, lots[member], 0.0)
