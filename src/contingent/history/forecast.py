"""What an ensemble of fits predicts: chances of the classes, quantiles of the duration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from contingent.history.clock import BINS, edges
from contingent.history.episodes import Covariates
from contingent.history.predictions import HORIZON_DAYS, LEVELS, Predictions
from contingent.history.situation import situation

Floats = npt.NDArray[np.float64]

DRAWS = 512
BLOCK = 256
"""Episodes played at once."""


def forecast(
    vectors: Sequence[Floats], covariates: Covariates, *, draws: int = DRAWS, seed: int = 1
) -> Predictions:
    """Predict episodes from what was known at their start.

    Parameters
    ----------
    vectors : sequence of float64 [parameter]
        Fits of the shared parameters; predictions are averaged over them.
    covariates : Covariates
    draws : int
        Paths of each episode under each fit; an odd number is rounded up.
    seed : int
    """
    paths = draws + draws % 2
    blocks = [
        _block(vectors, covariates.take(np.arange(i, min(i + BLOCK, len(covariates)))), paths, seed)
        for i in range(0, len(covariates), BLOCK)
    ]
    chances, ends, still = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    chances = chances / chances.sum(1, keepdims=True)
    return Predictions(covariates.epid, chances, quantiles_of(ends), still)


def _block(
    vectors: Sequence[Floats], covariates: Covariates, paths: int, seed: int
) -> tuple[Floats, Floats, Floats]:
    """Return chances [episode, class], recorded ends [episode, step], chance to go on [episode]."""
    import jax
    import jax.numpy as jnp

    from contingent.history.likelihood import chances, flares, named
    from contingent.history.war import luck_of, play

    at = situation(covariates)
    luck = luck_of(len(covariates), paths, seed)

    @jax.jit
    def predicted(vector: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array, jax.Array]:
        theta = named(vector)
        course = play(theta, at, luck)
        return chances(course), course.ends.sum(1).T, course.open, flares(theta, at)

    total: list[Floats] = []
    for vector in vectors:
        of_class, ends, still, short = (
            np.asarray(x, np.float64) for x in predicted(jnp.asarray(vector, jnp.float32))
        )
        recorded = with_flares(ends, short)
        parts = [of_class, recorded, still * (1.0 - short)]
        total = [a + b for a, b in zip(total, parts, strict=True)] if total else parts
    of_class, recorded, still = (part / len(vectors) for part in total)
    return of_class, recorded, still


def with_flares(ends: Floats, short: Floats) -> Floats:
    """Return when wars end on record [episode, step]: flares end within the first bin."""
    first = edges()[1:] <= BINS[1]
    recorded: Floats = ends * (1.0 - short[:, None]) + first / first.sum() * short[:, None]
    return recorded


def quantiles_of(ends: Floats, levels: Sequence[float] = LEVELS) -> Floats:
    """Return quantiles of the duration, days; what is open at the horizon lasts to it.

    Parameters
    ----------
    ends : float64 [episode, step]
        Chance of an end in each step.
    levels : sequence of float
    """
    at = edges()
    upto = np.concatenate([np.zeros((len(ends), 1)), np.cumsum(ends, axis=1)], axis=1)
    rows = [np.interp(levels, row, at, right=HORIZON_DAYS) for row in upto]
    return np.maximum.accumulate(np.array(rows), axis=1)
