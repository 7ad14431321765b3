"""What an ensemble of fits predicts: chances of the classes, quantiles of the duration."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.history.clock import BINS, edges
from contingent.history.episodes import Covariates
from contingent.history.predictions import HORIZON_DAYS, LEVELS, Predictions
from contingent.history.situation import Situation, situation

Floats = npt.NDArray[np.float64]

DRAWS = 512
BLOCK = 64
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
    paths, rows = draws + draws % 2, np.arange(len(covariates))
    parts = []
    for start in range(0, len(rows), BLOCK):
        # the last rows repeat the last episode, so that every block has one shape
        at = np.minimum(np.arange(start, start + BLOCK), rows[-1])
        found = _block(vectors, covariates.take(at), paths, seed)
        parts.append([part[: len(rows) - start] for part in found])
    chances, ends, still = (np.concatenate(blocks) for blocks in zip(*parts, strict=True))
    chances = chances / chances.sum(1, keepdims=True)
    return Predictions(covariates.epid, chances, quantiles_of(ends), still)


def _block(
    vectors: Sequence[Floats], covariates: Covariates, paths: int, seed: int
) -> list[Floats]:
    """Return chances [episode, class], recorded ends [episode, step], chance to go on [episode]."""
    import jax.numpy as jnp

    from contingent.history.war import luck_of

    at, luck = situation(covariates), luck_of(covariates.epid, paths, seed)
    total: list[Floats] = []
    for vector in vectors:
        course = _course()(jnp.asarray(vector, jnp.float32), at, luck)
        of_class, ends, still, short = (np.asarray(x, np.float64) for x in course)
        parts = [of_class, with_flares(ends, short), still * (1.0 - short)]
        total = [a + b for a, b in zip(total, parts, strict=True)] if total else parts
    return [part / len(vectors) for part in total]


@cache
def _course() -> Any:
    """Return what plays a block: chances, ends by step, what is open, flares."""
    import jax

    from contingent.history.likelihood import chances, flares, named
    from contingent.history.war import Luck, play

    def course(vector: Any, at: Situation, luck: Luck) -> Any:
        theta = named(vector)
        found = play(theta, at, luck)
        return chances(found), found.ends.sum(1).T, found.open, flares(theta, at)

    return jax.jit(course)


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
