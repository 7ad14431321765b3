"""Gradient boosting on everything that is coded: shallow trees, slow steps, gaps as they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.history.baselines.base_rates import base_rates, mixed
from contingent.history.baselines.features import Scale, every
from contingent.history.episodes import Covariates, Episodes


def boosting(learn: Episodes, ask: Covariates) -> npt.NDArray[np.float64]:
    """Return chances from trees that were added up slowly, ``[row, class]``."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    usable = learn.take(learn.outcomes.outcome4 >= 0)
    outcome = usable.outcomes.outcome4
    base = base_rates(usable, ask)
    if len(set(outcome)) < 2:
        return base
    model: Any = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=60,
        max_leaf_nodes=5,
        min_samples_leaf=15,
        l2_regularization=5.0,
        max_features=0.5,
        early_stopping=False,
        random_state=1,
    )
    learnt, asked = every(usable.covariates), every(ask)
    varies = Scale.learn(learnt).kept
    if not varies.any():
        return base
    model.fit(learnt[:, varies], outcome)
    return mixed(model.predict_proba(asked[:, varies]), model.classes_, base)
