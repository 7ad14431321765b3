"""Quantiles over many runs at many times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt


def quantiles(values: npt.NDArray[np.floating[Any]], q: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return quantiles along the first axis, ``[quantile, …]``, as `numpy.quantile` has them.

    Numbers of one time are put beside each other and sorted as a whole, which takes a third of the
    time that `numpy.quantile` takes to part them along another axis.

    Parameters
    ----------
    values : float [run, ...]
        At least one run; a number that is none makes its quantiles none.
    q : sequence of float
        Quantiles, 0 to 1.
    """
    ranked = np.sort(np.ascontiguousarray(np.moveaxis(values, 0, -1)), axis=-1)
    last = ranked.shape[-1] - 1
    at = np.asarray(q, np.float64) * last
    below = np.floor(at).astype(np.intp)
    low, high = (ranked[..., i].astype(np.float64) for i in (below, np.minimum(below + 1, last)))
    found = low + (high - low) * (at - below)
    found[np.isnan(ranked[..., -1])] = np.nan  # sorted to the end
    return np.moveaxis(found, -1, 0)
