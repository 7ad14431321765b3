"""Baselines in cross-validation: every row is predicted from other countries alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from contingent.history.episodes import Episodes
from contingent.history.folds import SEED, fold_of_each, splits

if TYPE_CHECKING:
    from contingent.history.baselines import Baseline

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Entrant:
    """Somebody who predicts, and what he says of each row.

    Attributes
    ----------
    name : str
    chances : float64 [row, class] or None
        Chances of the classes; None if he does not say.
    quantiles : float64 [row, level] or None
        Quantiles of the duration, days; None if he does not say.
    baseline : bool
        Whether it is one of ours to be beaten.
    """

    name: str
    chances: Floats | None = None
    quantiles: Floats | None = None
    baseline: bool = False

    def take(self, rows: Any) -> Entrant:
        """Return what is said of some rows."""
        return replace(
            self,
            chances=None if self.chances is None else self.chances[rows],
            quantiles=None if self.quantiles is None else self.quantiles[rows],
        )


def cross_validated(episodes: Episodes, baseline: Baseline, seed: int = SEED) -> Floats:
    """Return what a baseline says of each row having learnt from the other folds' rows alone.

    Parameters
    ----------
    episodes : Episodes
        Rows to learn from and to predict, of at least two folds.
    baseline : function
        See `contingent.history.baselines`.
    seed : int
        Seed of the folds.
    """
    from threadpoolctl import threadpool_limits

    # The fits are small: threads would spend their time waiting for each other. Limits hold only
    # for what is loaded when they are set.
    import_module("sklearn.ensemble")
    said: Floats | None = None
    with threadpool_limits(limits=1):
        for learn, ask in splits(episodes.covariates.country, seed):
            part = baseline(episodes.take(learn), episodes.covariates.take(ask))
            if said is None:
                said = np.full((len(episodes), part.shape[1]), np.nan)
            said[ask] = part
    assert said is not None
    return said


def learnable(episodes: Episodes, seed: int = SEED) -> tuple[bool, bool]:
    """Say whether each fold can learn of outcomes, and of durations, from the others."""
    fold = fold_of_each(episodes.covariates.country, seed)
    outcome = episodes.outcomes.outcome4 >= 0
    duration = episodes.outcomes.duration.known
    folds = np.unique(fold)
    return (
        all(outcome[fold != k].any() for k in folds),
        all(duration[fold != k].any() for k in folds),
    )


def baselines(
    episodes: Episodes, seed: int = SEED, tell: Callable[[str], None] = lambda _: None
) -> tuple[Entrant, ...]:
    """Return every baseline in cross-validation.

    Parameters
    ----------
    episodes : Episodes
        Rows to learn from and to predict.
    seed : int
        Seed of the folds.
    tell : function, optional
        Is told which baseline is being fitted.
    """
    from contingent.history.baselines import OF_DURATIONS, OF_OUTCOMES

    outcomes, durations = learnable(episodes, seed)
    found: list[Entrant] = []
    for name, baseline in OF_OUTCOMES.items() if outcomes else ():
        tell(name)
        said = cross_validated(episodes, baseline, seed)
        found.append(Entrant(name, chances=said, baseline=True))
    for name, baseline in OF_DURATIONS.items() if durations else ():
        tell(name)
        said = cross_validated(episodes, baseline, seed)
        found.append(Entrant(name, quantiles=said, baseline=True))
    return tuple(found)
