"""What statistical baselines look at: numbers by episode, ready for a regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.history.columns import CONFLICT_TYPE, COUP, STRENGTH
from contingent.history.episodes import Column, Covariates

Floats = npt.NDArray[np.float64]

COLD_WAR_ENDED = 1990.0
SELDOM = 0.02
"""Features missing in a smaller part of the rows get no flag of their own."""


def five(covariates: Covariates) -> Floats:
    """Return strength, coup, fighting capacity, territory, and whether after 1990 [row, 5]."""
    year = covariates["start_year"]
    return np.stack(
        [
            covariates[STRENGTH].floats(),
            _yes(covariates[CONFLICT_TYPE], covariates[CONFLICT_TYPE].equals(COUP)),
            covariates["nsa_fightcap"].floats(),
            covariates["nsa_terrcont"].floats(),
            _yes(year, year.values >= COLD_WAR_ENDED),
        ],
        axis=1,
    )


def fifteen(covariates: Covariates) -> Floats:
    """Return the five and what else is coded about rebels, state and helpers [row, 15]."""
    stake, wing = covariates["incompatibility"], covariates["nsa_rebpolwing"]
    more = [
        _yes(stake, ~stake.equals("territory")),
        covariates["nsa_mobcap"].floats(),
        covariates["nsa_armsproc"].floats(),
        covariates["nsa_strengthcent"].floats(),
        _yes(wing, wing.at_least("acknowledged link")),
        covariates["nsa_rebel_support"].floats(),
        covariates["nsa_gov_support"].floats(),
        _log(covariates["gdp_pc_start"]),
        _log(covariates["population_start"]),
        covariates["excluded_share_start"].floats(),
    ]
    return np.concatenate([five(covariates), np.stack(more, axis=1)], axis=1)


def every(covariates: Covariates) -> Floats:
    """Return the fifteen and the rest of what is coded, for methods that choose themselves."""
    more = [
        _log(covariates["nsa_rebestimate"]),
        covariates["nsa_effterrcont"].floats(),
        covariates["nsa_transconstsupp"].floats(),
        covariates["nsa_rebextpart"].floats(),
        covariates["nsa_govextpart"].floats(),
        _log(covariates["cinc_start"]),
        covariates["regime_start"].floats(),
        covariates["start_year"].floats(),
    ]
    return np.concatenate([fifteen(covariates), np.stack(more, axis=1)], axis=1)


def _yes(column: Column, flag: npt.NDArray[np.bool_]) -> Floats:
    return np.where(column.known, flag.astype(np.float64), np.nan)


def _log(column: Column) -> Floats:
    known = column.known & (column.values > 0)
    return np.where(known, np.log(np.where(known, column.values, 1.0)), np.nan)


@dataclass(frozen=True)
class Scale:
    """How features are made comparable: learnt from some rows, used on others.

    A feature that is missing takes the mean of those learnt from, and features that are missing
    often get a flag beside them that says so. Features that do not vary are left out.

    Attributes
    ----------
    mean, sd : float64 [feature]
    kept, flagged : bool [feature]
        Which features vary, and which have a flag.
    """

    mean: Floats
    sd: Floats
    kept: npt.NDArray[np.bool_]
    flagged: npt.NDArray[np.bool_]

    @staticmethod
    def learn(features: Floats) -> Scale:
        """Return the scale of some rows, ``[row, feature]``."""
        there = np.isfinite(features)
        count = np.maximum(there.sum(0), 1)
        mean = np.where(there, features, 0.0).sum(0) / count
        sd = np.sqrt((np.where(there, features - mean, 0.0) ** 2).sum(0) / count)
        missing = 1.0 - there.mean(0)
        return Scale(mean, sd, sd > 0.0, (missing > SELDOM) & (missing < 1.0))

    def apply(self, features: Floats) -> Floats:
        """Return features with mean 0 and spread 1, then the flags, ``[row, column]``."""
        there = np.isfinite(features)
        filled = np.where(there, features - self.mean, 0.0)[:, self.kept] / self.sd[self.kept]
        flags = (~there[:, self.flagged]).astype(np.float64)
        return np.concatenate([filled, flags], axis=1)
