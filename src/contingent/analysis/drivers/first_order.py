"""How much of an answer's spread each input accounts for alone, from draws already made.

The first-order index of an input is Var(E[Y | x]) / Var(Y). Given draws of all inputs at once, the
draws are cut into bins of equal size along one input and the variance between the bins' means is
taken (Plischke, Borgonovo & Smith 2013, *Global sensitivity measures from given data*, European
Journal of Operational Research 226(3), 536-550). With few draws that variance is too large: the
means of M bins differ by chance even if the input does nothing. What chance gives, (M - 1) times
the variance within bins, is taken off, as in the analysis of variance, which also gives the null:
under no effect the ratio of the two mean squares follows F(M - 1, n - M).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.uint16]

MOST_BINS = 20
RESAMPLES = 200
NUMBERS_AT_ONCE = 2**20
"""Weights that are looked at as floating-point numbers at one time."""


@dataclass(frozen=True)
class FirstOrder:
    """Indices of all inputs, arrays ``[input]``.

    Attributes
    ----------
    index : float64
        Share of the variance; unbiased, so it may come out below zero.
    se : float64
        Standard error by bootstrap over draws; NaN without one.
    p_value : float64
        Probability of so much between the bins if the input did nothing.
    """

    index: Floats
    se: Floats
    p_value: Floats


def bins_of(x: Floats, bins: int) -> npt.NDArray[np.intp]:
    """Return the bin of each draw: equal numbers of draws, or one bin for each of few values."""
    ranked = np.sort(x)
    new = np.diff(ranked) > 0
    if new.sum() < bins:
        return np.searchsorted(np.r_[ranked[:1], ranked[1:][new]], x)
    # equal values share a bin, whatever their rank
    edges = ranked[(np.arange(1, bins) * len(x)) // bins]
    return np.searchsorted(np.unique(edges), x, side="right")


def default_bins(draws: int) -> int:
    """Return how many bins so many draws carry: the fourth root, between 4 and 20.

    Few bins leave the test strong where hundreds of inputs are looked at, and lose little: of an
    effect that is linear M bins keep ``1 - 1 / M²``.
    """
    return int(np.clip(round(draws**0.25), 4, MOST_BINS))


def first_order(
    x: Floats,
    y: Floats,
    *,
    variance: float | None = None,
    bins: int | None = None,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> FirstOrder:
    """Return the first-order index of each input.

    Parameters
    ----------
    x : float64 [draw, input]
        Drawn inputs; numbers that take few values are treated value by value.
    y : float64 [draw]
        Outcome of each draw, such as its share of hits.
    variance : float, optional
        What the indices are shares of; by default the variance of `y`. Given the variance of the
        probability without the noise of few replicates, they are shares of that.
    bins : int, optional
        Number of bins; by default the fourth root of the number of draws, 4 to 20.
    resamples, seed : int
        Of the bootstrap, which takes most of the time; 0 leaves it out.

    Raises
    ------
    ValueError
        If some number is not finite, or there are fewer than eight draws.
    """
    from scipy.special import fdtrc  # not scipy.stats, which takes long to import

    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("an input or an outcome is not a finite number")
    n = len(y)
    if n < 8:
        raise ValueError(f"{n} draws are too few for bins")
    bins = bins or default_bins(n)
    rng = np.random.default_rng(seed)
    # row by row in small numbers: hundreds of thousands of draws are resampled hundreds of times
    weights = np.ones((1 + resamples, n), np.uint16)
    for row in weights[1:]:
        row[:] = rng.multinomial(n, np.full(n, 1 / n))
    y = y - y.mean()
    whole = _variance(weights, y) if variance is None else np.full(len(weights), variance)
    found = np.empty((3, x.shape[1]))
    for j, column in enumerate(np.ascontiguousarray(x.T)):
        between, within, freedom = _mean_squares(weights, y, bins_of(column, bins))
        scale = freedom / n / np.where(whole > 0, whole, np.inf)
        index = (between - within) * scale
        ratio = between[0] / within[0] if within[0] > 0 else np.inf * (between[0] > 0)
        rest = n - 1 - freedom[0]
        p_value = fdtrc(freedom[0], rest, ratio) if freedom[0] and rest > 0 else 1.0
        found[:, j] = index[0], index[1:].std(ddof=1) if resamples else np.nan, p_value
    return FirstOrder(*found)


def _variance(weights: Counts, y: Floats) -> Floats:
    def of(w: Floats) -> tuple[Floats, ...]:
        total = w.sum(1)
        mean = w @ y / total
        return ((w @ y**2 / total - mean**2) * total / (total - 1),)

    return _by_rows(weights, of)[0]


def _mean_squares(
    weights: Counts, y: Floats, code: npt.NDArray[np.intp]
) -> tuple[Floats, Floats, Floats]:
    """Return mean squares between and within bins and the bins less one, each ``[resample]``."""

    def of(w: Floats) -> tuple[Floats, ...]:
        count, sums = _by_bin(w, y, code)
        total = count.sum(1)
        filled = np.where(count > 0, count, 1.0)
        explained = (sums**2 / filled).sum(1)
        between = explained - sums.sum(1) ** 2 / total
        within = w @ y**2 - explained
        freedom = (count > 0).sum(1) - 1.0
        rest = np.maximum(total - 1 - freedom, 1.0)
        return between / np.maximum(freedom, 1.0), within / rest, freedom

    between, within, freedom = _by_rows(weights, of)
    return between, within, freedom


def _by_bin(w: Floats, y: Floats, code: npt.NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Return the weight in each bin and the weighted sum of `y` there, ``[resample, bin]``."""
    bins = int(code.max()) + 1
    if len(w) == 1:
        weighed = [np.bincount(code, each, bins) for each in (w[0], w[0] * y)]
        count, sums = np.asarray(weighed, np.float64)[:, None]
        return count, sums
    member = (code[:, None] == np.arange(bins)).astype(np.float64)
    return w @ member, w @ (member * y[:, None])


def _by_rows(weights: Counts, of: Callable[[Floats], tuple[Floats, ...]]) -> list[Floats]:
    """Work something out for a few resamples at a time, and join what comes of them."""
    step = max(1, NUMBERS_AT_ONCE // weights.shape[1])
    parts = [of(weights[i : i + step].astype(np.float64)) for i in range(0, len(weights), step)]
    return [np.concatenate(each) for each in zip(*parts, strict=True)]
