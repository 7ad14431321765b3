"""Multinomial logits, shrunk towards the base rates.

Coefficients have a Gaussian prior around 0, the narrower the more of them there are. Its width is
fixed: on the episodes of 1946 to 2023, folds of countries inside the rows learnt from choose these
very widths out of six, whichever fold is held back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.history.baselines.base_rates import base_rates, mixed
from contingent.history.baselines.features import Scale, fifteen, five
from contingent.history.episodes import Covariates, Episodes

Floats = npt.NDArray[np.float64]

VARIANCE_OF_FIVE, VARIANCE_OF_FIFTEEN = 0.1, 0.03
"""Variance of the prior of a coefficient, for features with a spread of one."""


def logit_of_five(learn: Episodes, ask: Covariates) -> Floats:
    """Return chances from strength, coup, capacity, territory and the era, ``[row, class]``."""
    return _logit(learn, ask, five, VARIANCE_OF_FIVE)


def logit_of_fifteen(learn: Episodes, ask: Covariates) -> Floats:
    """Return chances from fifteen features, ``[row, class]``."""
    return _logit(learn, ask, fifteen, VARIANCE_OF_FIFTEEN)


def _logit(
    learn: Episodes, ask: Covariates, look: Callable[[Covariates], Floats], variance: float
) -> Floats:
    from sklearn.linear_model import LogisticRegression

    usable = learn.take(learn.outcomes.outcome4 >= 0)
    outcome = usable.outcomes.outcome4
    features = look(usable.covariates)
    scale = Scale.learn(features)
    base = base_rates(usable, ask)
    x = scale.apply(features)
    if len(set(outcome)) < 2 or not x.shape[1]:
        return base
    model: Any = LogisticRegression(C=variance, max_iter=1000).fit(x, outcome)
    return mixed(model.predict_proba(scale.apply(look(ask))), model.classes_, base)
