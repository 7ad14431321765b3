"""The difference that a change makes, from runs of the same worlds under the same luck.

Two arms play the same draws with the same random numbers, so that run ``(draw, replicate)`` of one
has its twin in the other, and only the change stands between them. The difference is the mean over
pairs of ``arm - base``, and its error that of a mean over draws: replicates of one draw share
their world and are not independent. Of draw ``i`` let ``m`` pairs count and ``d`` be the sum of
their differences; then

    D   = sum d / sum m
    r   = sum d / (sum m + 2 M)                        M = sum m / n, n = draws with m > 0
    e²  = sum (d - r m)² + M² [ r² + (s - r)² / 2 + (s + r)² / 2 ]
    se² = e² / (sum m + 2 M)²

and the 95 % interval is ``r ± 1.96 se``; for a yes or no it ends at -1 and 1, beyond which no
difference of probabilities can be. The last term of ``e²`` are two draws that were never played,
half of one in each corner of the table (low, high) x (low, high): for a yes or no with one
run a draw this is the interval of Agresti and Min (2005, "Simple improved confidence intervals for
comparing matched proportions", *Statistics in Medicine* 24), which covers as promised where the
usual one collapses to nothing because no pair, or hardly any, differs. For other outcomes ``s``,
the distance from low to high, is the standard deviation of both arms together. Over draws the sums
are those of a ratio estimator (Cochran 1977, *Sampling Techniques*, §6.4).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054
"""Normal quantile of a 95 % interval."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Paired:
    """What a change does to one outcome.

    Attributes
    ----------
    difference : float
        Mean of ``arm - base`` over the pairs that count, in the outcome's unit; NaN if none does.
    se : float
        Monte Carlo standard error over draws, never 0; NaN if no pair counts.
    low, high : float
        95 % interval; infinite if no pair counts.
    turned_on, turned_off : float
        Shares of pairs in which the outcome became yes, or ceased to be (rose, fell).
    unpaired_ratio : float
        How many times more runs a comparison of independent draws would need for the same error.
    n, draws : int
        Pairs that count, and draws in which at least one does.
    identical : bool
        Whether the outcome is the same in both arms of every pair: the difference is exactly zero
        in what was played, and `se` says what that can rule out.
    """

    difference: float
    se: float
    low: float
    high: float
    turned_on: float
    turned_off: float
    unpaired_ratio: float
    n: int
    draws: int
    identical: bool

    @property
    def clear(self) -> bool:
        """Whether the difference is beyond two standard errors."""
        return abs(self.difference) > 2 * self.se


NOTHING = Paired(
    np.nan, np.nan, -np.inf, np.inf, np.nan, np.nan, np.nan, n=0, draws=0, identical=False
)
"""What no pairs say."""


def paired(base: npt.ArrayLike, arm: npt.ArrayLike, counted: npt.ArrayLike | None = None) -> Paired:
    """Compare two arms that played the same draws under the same luck.

    Parameters
    ----------
    base, arm : bool or float [draw] or [draw, replicate]
        Outcome of each run: 0 or 1, or a quantity. A pair with a NaN in either arm is left out.
    counted : bool [draw] or [draw, replicate], optional
        Pairs that count; all by default. For a conditional question those that met the condition
        in both arms, so that the worlds compared stay the same ones; where runs may fail, those
        that failed in neither.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    before, after = _runs(base), _runs(arm)
    wanted = np.ones_like(before) if counted is None else _runs(counted)
    if not before.shape == after.shape == wanted.shape:
        raise ValueError(f"base is {before.shape}; arm and counted must have the same shape")
    kept = (wanted > 0) & np.isfinite(before) & np.isfinite(after)
    rows = kept.any(axis=1)
    return _compare(before[rows], after[rows], kept[rows]) if rows.any() else NOTHING


def _runs(values: npt.ArrayLike) -> Floats:
    """Return outcomes as numbers, [draw, replicate]."""
    array = np.asarray(values, np.float64)
    if array.ndim not in (1, 2):
        raise ValueError(f"outcomes have axes draw and replicate, not {array.ndim} axes")
    return array[:, None] if array.ndim == 1 else array


def _compare(before: Floats, after: Floats, kept: npt.NDArray[np.bool_]) -> Paired:
    """Compare arms in which every draw has a pair that counts."""
    yes_or_no = bool(np.isin(np.concatenate([before[kept], after[kept]]), (0.0, 1.0)).all())
    low, high = (0.0, 1.0) if yes_or_no else _spread(before[kept], after[kept])
    change = np.where(kept, after - before, 0.0)
    m, n = kept.sum(axis=1).astype(np.float64), int(kept.sum())
    centre, se = _mean_over_draws(change.sum(axis=1), m, (0.0, 0.0, high - low, low - high))
    apart = 0.0
    for values in (before, after):
        sums = np.where(kept, values, 0.0).sum(axis=1)
        apart += _mean_over_draws(sums, m, (low, low, high, high))[1] ** 2
    furthest = 1.0 if yes_or_no else np.inf
    return Paired(
        difference=float(change.sum() / n),
        se=se,
        low=max(centre - Z95 * se, -furthest),
        high=min(centre + Z95 * se, furthest),
        turned_on=float((change > 0).sum() / n),
        turned_off=float((change < 0).sum() / n),
        unpaired_ratio=float(apart / se**2),
        n=n,
        draws=len(m),
        identical=not change.any(),
    )


def _spread(before: Floats, after: Floats) -> tuple[float, float]:
    """Return the low and the high of a quantity in the draws that were never played."""
    values = np.concatenate([before, after])
    # an outcome that never varies gives no scale but its own size
    spread = float(values.std()) or abs(float(values[0]))
    middle = float(values.mean())
    return middle - spread / 2, middle + spread / 2


def _mean_over_draws(
    sums: Floats, m: Floats, corners: tuple[float, float, float, float]
) -> tuple[float, float]:
    """Return a mean over runs and its error over draws, with half a draw in each corner.

    Parameters
    ----------
    sums, m : float [draw]
        Sum of the runs of each draw that count, and their number.
    corners : four floats
        Mean outcome of each half draw.
    """
    size = m.mean()
    added = np.asarray(corners)
    total = m.sum() + 2 * size
    r = (sums.sum() + size * added.sum() / 2) / total
    squares = ((sums - r * m) ** 2).sum() + size**2 * ((added - r) ** 2).sum() / 2
    return float(r), float(np.sqrt(squares) / total)
