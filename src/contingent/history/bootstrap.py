"""Intervals by resampling conflicts.

Episodes of one conflict resemble each other, so whole conflicts are drawn with replacement (Field
& Welsh 2007, *Journal of the Royal Statistical Society B* 69). All scores of a table share the
same resamples, so that a difference between two of them is measured pair by pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RESAMPLES = 2000
COVERAGE = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean with the interval that holds it with 95 %.

    Attributes
    ----------
    value, low, high : float
    rows : int
        Episodes that it is a mean of.
    """

    value: float
    low: float
    high: float
    rows: int

    @property
    def clear(self) -> bool:
        """Whether zero lies outside."""
        return self.low > 0.0 or self.high < 0.0

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True)
class Bootstrap:
    """Resamples of the conflicts that rows belong to.

    Attributes
    ----------
    conflicts : tuple of str
        Conflict of each row.
    resamples, seed : int
    """

    conflicts: tuple[str, ...]
    resamples: int = RESAMPLES
    seed: int = 1

    @cached_property
    def _cluster(self) -> npt.NDArray[np.intp]:
        return np.unique(np.array(self.conflicts), return_inverse=True)[1]

    @cached_property
    def _weights(self) -> npt.NDArray[np.int64]:
        """How often each resample holds each conflict, ``[resample, conflict]``."""
        count = int(self._cluster.max()) + 1
        luck = np.random.default_rng(self.seed)
        return luck.multinomial(count, np.full(count, 1 / count), size=self.resamples)

    def interval(self, values: Floats, rows: npt.NDArray[np.bool_] | None = None) -> Interval:
        """Return the mean of some rows' values with its interval.

        Parameters
        ----------
        values : float64 [row]
            Looked at only where `rows` says so.
        rows : bool [row], optional
            Rows that count; all by default.
        """
        counts = np.ones(len(values), bool) if rows is None else rows
        held = np.bincount(self._cluster, weights=counts)
        sums = np.bincount(self._cluster, weights=np.where(counts, values, 0.0))
        drawn = self._weights @ held
        means = (self._weights @ sums)[drawn > 0] / drawn[drawn > 0]
        tail = 100 * (1 - COVERAGE) / 2
        low, high = np.percentile(means, [tail, 100 - tail])
        return Interval(float(sums.sum() / held.sum()), float(low), float(high), int(counts.sum()))


def conflicts_of(keys: Sequence[str], rows: npt.NDArray[np.bool_] | None = None) -> int:
    """Return how many conflicts some rows belong to."""
    return len(set(keys if rows is None else np.array(keys)[rows]))
