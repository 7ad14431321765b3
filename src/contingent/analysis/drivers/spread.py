"""How much of an answer's spread is chance, and how much lies between worlds.

Of each draw (a sampled world) several replicates are played. The variance of their outcomes is

    Var(Y) = E[Var(Y | world)] + Var(E[Y | world])

and the second term, the spread of the probability from world to world, is overestimated by the
variance of the draws' means, since a mean of few replicates still holds chance. The estimator of
the one-way analysis of variance with random effects takes that out, for unequal numbers of
replicates too (Searle, Casella & McCulloch 1992, *Variance Components*, §3.6):

    MSB = sum m (ybar - y)² / (k - 1)        MSW = sum (y_dr - ybar_d)² / (N - k)
    Var(E[Y | world]) = (MSB - MSW) / m0     m0 = (N - sum m² / N) / (k - 1)

with ``k`` draws of ``m`` counted replicates and ``N`` runs. It is unbiased, and so may come out
below zero where there is next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RESAMPLES = 400


@dataclass(frozen=True)
class Spread:
    """Variance of one outcome, split in two.

    Attributes
    ----------
    chance, worlds : float
        Variance within worlds and variance of the probability between worlds.
    share : float
        Part of the whole variance that lies between worlds.
    share_se : float
        Its standard error, by bootstrap over draws.
    draws : int
        Draws with at least one counted run.
    """

    chance: float
    worlds: float
    share: float
    share_se: float
    draws: int

    @property
    def total(self) -> float:
        """Variance of the outcome."""
        return self.chance + self.worlds


def spread(
    outcome: npt.NDArray[Any],
    counts: npt.NDArray[np.bool_],
    *,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> Spread:
    """Split the variance of an outcome into chance and worlds.

    Parameters
    ----------
    outcome : bool or float [draw, replicate]
        What happened in each run.
    counts : bool [draw, replicate]
        Which runs count; the others are not looked at.
    resamples, seed : int
        Of the bootstrap.

    Raises
    ------
    ValueError
        If fewer than two draws, or no draw with two runs, count: chance cannot then be told from
        worlds. If a run that counts is not finite.
    """
    y = np.where(counts, outcome, 0.0).astype(np.float64)
    if not np.isfinite(y).all():
        raise ValueError("an outcome that counts is not a finite number")
    runs, sums, squares = counts.sum(1).astype(np.float64), y.sum(1), (y**2).sum(1)
    seen = runs > 0
    runs, sums, squares = runs[seen], sums[seen], squares[seen]
    if len(runs) < 2 or runs.max() < 2:
        raise ValueError("the spread needs two draws at least and two runs of some draw")
    moments = np.stack([np.ones_like(runs), runs, runs**2, sums, sums**2 / runs, squares])
    chance, worlds = _components(moments.sum(1))
    rng = np.random.default_rng(seed)
    again = rng.multinomial(len(runs), np.full(len(runs), 1 / len(runs)), resamples)
    share_se = float(np.nanstd(_share(*_components(moments @ again.T)), ddof=1))
    return Spread(float(chance), float(worlds), float(_share(chance, worlds)), share_se, len(runs))


def _components(moments: Floats) -> tuple[Any, Any]:
    """Return variance within and between draws from sums over draws, any trailing axes."""
    k, n, n_squared, total, between, squares = moments
    with np.errstate(invalid="ignore", divide="ignore"):
        within = (squares - between) / (n - k)
        m0 = (n - n_squared / n) / (k - 1)
        return within, ((between - total**2 / n) / (k - 1) - within) / m0


def _share(chance: Any, worlds: Any) -> Any:
    whole = np.asarray(chance + worlds)
    return np.divide(worlds, whole, out=np.zeros_like(whole), where=whole > 0)
