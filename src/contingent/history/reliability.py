"""Reliability: whether 30 % happens of what was given a chance of 30 %.

Forecasts of each class are parted into bins of about as many each. A dot that strays from the
diagonal may do so by chance, so outcomes are drawn anew from the forecasts themselves, many times:
the **consistency band** of a bin holds 95 % of the shares that then come about (Bröcker & Smith
2007, *Weather and Forecasting* 22). Distances over all bins make one number, the mean of |share -
forecast| weighted by rows; its `p` is the part of those drawn tables that stray as far or farther.
Draws are independent, episodes of one conflict are not quite, so the bands are a little narrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.history.columns import CLASSES

Floats = npt.NDArray[np.float64]

BINS = 5
DRAWS = 2000


@dataclass(frozen=True)
class Bin:
    """Forecasts of one class that are near each other.

    Attributes
    ----------
    outcome : str
        The class.
    forecast : float
        Mean of the forecasts.
    share : float
        Share of the rows in which the class came about.
    low, high : float
        Consistency band.
    rows : int
    """

    outcome: str
    forecast: float
    share: float
    low: float
    high: float
    rows: int

    @property
    def inside(self) -> bool:
        """Whether the share lies in the band."""
        return self.low <= self.share <= self.high


@dataclass(frozen=True)
class Reliability:
    """How far chances can be taken at their word.

    Attributes
    ----------
    bins : tuple of Bin
    error : float
        Mean distance between share and forecast.
    expected : float
        What it would be on average if the forecasts were true.
    p : float
        Share of tables drawn from the forecasts with an error as large or larger.
    """

    bins: tuple[Bin, ...]
    error: float
    expected: float
    p: float

    @property
    def inside(self) -> int:
        """Number of bins that lie in their bands."""
        return sum(each.inside for each in self.bins)


def reliability_of(plain: Mapping[str, Any]) -> Reliability:
    """Return what `dataclasses.asdict` made plain."""
    return Reliability(**{**plain, "bins": tuple(Bin(**each) for each in plain["bins"])})


def reliability(
    chances: Floats,
    happened: npt.NDArray[np.integer[Any]],
    bins: int = BINS,
    draws: int = DRAWS,
    seed: int = 1,
) -> Reliability:
    """Return the reliability of forecasts.

    Parameters
    ----------
    chances : float64 [row, class]
        Predicted chances.
    happened : int [row]
        Position of the class that came about.
    bins : int
        Bins of each class, at most.
    draws, seed : int
        Tables drawn from the forecasts, and the seed of the drawing.
    """
    classes = chances.shape[1]
    luck = np.random.default_rng(seed).random((draws, len(happened)))
    drawn = (luck[..., None] > chances.cumsum(1)[:, :-1]).sum(-1)
    found: list[Bin] = []
    distances, rows = [], []
    for c in range(classes):
        for part in _parts(chances[:, c], bins):
            forecast, share = chances[part, c].mean(), (happened[part] == c).mean()
            shares = (drawn[:, part] == c).mean(1)
            low, high = np.percentile(shares, [2.5, 97.5])
            numbers = float(forecast), float(share), float(low), float(high)
            found.append(Bin(CLASSES[c], *numbers, rows=len(part)))
            distances.append(np.abs(np.append(shares, share) - forecast))
            rows.append(len(part))
    errors = np.average(np.stack(distances), axis=0, weights=rows)
    by_chance, error = errors[:-1], float(errors[-1])
    p = (1.0 + (by_chance >= error).sum()) / (1.0 + draws)
    return Reliability(tuple(found), error, float(by_chance.mean()), float(p))


def _parts(forecast: Floats, bins: int) -> list[npt.NDArray[np.intp]]:
    """Part rows by forecast into bins of about as many each; equal forecasts stay together."""
    inner = np.quantile(forecast, np.arange(1, bins) / bins)
    at = np.searchsorted(np.unique(inner), forecast, side="left")
    return [np.flatnonzero(at == k) for k in np.unique(at)]
