"""Predicting each country's wars from those of other countries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from contingent.history.episodes import Episodes
from contingent.history.fitting import Bools, Effort, Fit, Floats, fit, weights_of
from contingent.history.folds import splits
from contingent.history.forecast import DRAWS, forecast
from contingent.history.predictions import Predictions

Fitted = Callable[[str, Callable[[], Fit]], Fit]
"""Returns the fit of that name: the one kept from before, or the one that is made now."""


@dataclass(frozen=True)
class Course:
    """How fits are made: from which seed, with how much work, and who keeps them."""

    seed: int
    effort: Effort
    fitted: Fitted


def ensemble(episodes: Episodes, learn: Bools, name: str, course: Course) -> list[Fit]:
    """Return the ensemble of fits to those episodes of a table that `learn` marks."""

    def member(i: int) -> Fit:
        own = course.seed * 1000 + i
        return fit(episodes, weights_of(episodes, learn, own), own, course.effort)

    members = range(course.effort.members)
    return [course.fitted(f"{name}-{i}", partial(member, i)) for i in members]


def cross_validated(episodes: Episodes, course: Course, draws: int = DRAWS) -> Predictions:
    """Return predictions of each episode by fits that saw no war of its country."""
    covariates = episodes.covariates
    chances, quantiles, still = (np.empty((len(episodes), n)) for n in (4, 5, 1))
    for k, (learn, predict) in enumerate(splits(covariates.country, course.seed)):
        learns = np.isin(np.arange(len(episodes)), learn)
        fits = ensemble(episodes, learns, f"fold-{k}", course)
        vectors = [found.vector for found in fits]
        of_fold = forecast(vectors, covariates.take(predict), draws=draws, seed=course.seed)
        chances[predict], quantiles[predict] = of_fold.chances, _there(of_fold.quantiles)
        still[predict, 0] = _there(of_fold.open)
    return Predictions(covariates.epid, chances, quantiles, still[:, 0])


def _there(values: Floats | None) -> Any:
    assert values is not None  # every forecast has durations
    return values
