"""Multinomial logits, shrunk towards the base rates.

How strongly (the scale of a Gaussian prior on the coefficients) is chosen inside the rows learnt
from, by folds of their countries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.history.baselines.base_rates import base_rates, mixed
from contingent.history.baselines.features import Scale, fifteen, five
from contingent.history.episodes import Covariates, Episodes
from contingent.history.folds import splits
from contingent.history.scores import log_losses

Floats = npt.NDArray[np.float64]

STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
"""Weights of the likelihood beside the prior, from strongly to hardly shrunk."""

INNER_SEED, INNER_FOLDS = 77, 4


def logit_of_five(learn: Episodes, ask: Covariates) -> Floats:
    """Return chances from strength, coup, capacity, territory and the era, ``[row, class]``."""
    return _logit(learn, ask, five)


def logit_of_fifteen(learn: Episodes, ask: Covariates) -> Floats:
    """Return chances from fifteen features, ``[row, class]``."""
    return _logit(learn, ask, fifteen)


def _logit(learn: Episodes, ask: Covariates, look: Callable[[Covariates], Floats]) -> Floats:
    usable = learn.take(learn.outcomes.outcome4 >= 0)
    strength = _chosen(usable, look)
    return _fitted(usable, ask, look, strength)


def _chosen(learn: Episodes, look: Callable[[Covariates], Floats]) -> float:
    """Return the strength that predicts countries best that it has not seen."""
    losses = np.zeros(len(STRENGTHS))
    for inner, held in splits(learn.covariates.country, INNER_SEED, INNER_FOLDS):
        if len(set(learn.outcomes.outcome4[inner])) < 2:
            continue
        some, asked = learn.take(inner), learn.covariates.take(held)
        for i, strength in enumerate(STRENGTHS):
            chances = _fitted(some, asked, look, strength)
            losses[i] += log_losses(chances, learn.outcomes.outcome4[held]).sum()
    return STRENGTHS[int(losses.argmin())]


def _fitted(
    learn: Episodes, ask: Covariates, look: Callable[[Covariates], Floats], strength: float
) -> Floats:
    from sklearn.linear_model import LogisticRegression

    outcome = learn.outcomes.outcome4
    features = look(learn.covariates)
    scale = Scale.learn(features)
    base = base_rates(learn, ask)
    x = scale.apply(features)
    if len(set(outcome)) < 2 or not x.shape[1]:
        return base
    model: Any = LogisticRegression(C=strength, max_iter=1000).fit(x, outcome)
    said = model.predict_proba(scale.apply(look(ask)))
    return mixed(said, model.classes_, base)
