"""Matrices of zeros and ones as lists of numbers: for each row, the columns that have a one."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

NONE = -1
"""Stands where a list is shorter than the longest."""
ROUND = 3
"""Lists are as long as a multiple of this: countries of like size then share a compiled program."""


def rows_of(ones: npt.NDArray[np.bool_]) -> npt.NDArray[Any]:
    """Return the columns of the ones in each row, int32 ``[row, part]``, filled up with `NONE`.

    Examples
    --------
    >>> rows_of(np.array([[True, False, True], [False, True, False]])).tolist()
    [[0, 2, -1], [1, -1, -1]]
    """
    longest = int(ones.sum(1).max(initial=0))
    listed = np.full((len(ones), -(-longest // ROUND) * ROUND), NONE, np.int32)
    for row, found in zip(listed, ones, strict=True):
        row[: found.sum()] = np.flatnonzero(found)
    return listed
