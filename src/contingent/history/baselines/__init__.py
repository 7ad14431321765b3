"""What any model of war has to beat: plain statistics, fitted to the rows that it may learn from.

Each is a function of the episodes to learn from and of the covariates to predict from, and returns
chances ``[row, class]`` or quantiles of the duration in days ``[row, level]``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from contingent.history.baselines.base_rates import base_rates
from contingent.history.baselines.boosting import boosting
from contingent.history.baselines.climatology import climatology
from contingent.history.baselines.era import era_base_rates
from contingent.history.baselines.logit import logit_of_fifteen, logit_of_five
from contingent.history.baselines.weibull import weibull

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from contingent.history.episodes import Covariates, Episodes

    Baseline = Callable[[Episodes, Covariates], npt.NDArray[np.float64]]

OF_OUTCOMES: dict[str, Baseline] = {
    "base rates": base_rates,
    "base rates of the era": era_base_rates,
    "logit, 5 features": logit_of_five,
    "logit, 15 features": logit_of_fifteen,
    "gradient boosting": boosting,
}
"""Baselines of the outcome, by the name that tables give them."""

OF_DURATIONS: dict[str, Baseline] = {
    "climatology": climatology,
    "Weibull, 5 features": weibull,
}
"""Baselines of the duration; the first is the yardstick of all."""
