"""The probability of an answer over the values of two inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.drivers.first_order import bins_of
from contingent.questions.estimate import ratio_over_draws

CELLS = 4


@dataclass(frozen=True)
class Grid:
    """A two-way map; rows are bins of the first input, columns of the second.

    Attributes
    ----------
    rows, columns : tuple of (float, float)
        Least and greatest value in each bin.
    probability, se : tuple of tuple of float or None
        Estimate of each cell and its standard error over draws; None where no run counts.
    runs : tuple of tuple of int
        Runs that count in each cell.
    """

    rows: tuple[tuple[float, float], ...]
    columns: tuple[tuple[float, float], ...]
    probability: tuple[tuple[float | None, ...], ...]
    se: tuple[tuple[float | None, ...], ...]
    runs: tuple[tuple[int, ...], ...]


def grid(
    first: npt.NDArray[np.float64],
    second: npt.NDArray[np.float64],
    hits: npt.NDArray[np.integer[Any]],
    counted: npt.NDArray[np.integer[Any]],
    cells: int = CELLS,
) -> Grid:
    """Cut two inputs at their quantiles and estimate the probability in every cell.

    Parameters
    ----------
    first, second : float64 [draw]
        Values of the two inputs; one that takes few values is cut between them.
    hits, counted : integers [draw]
        Runs of each draw that are hits, and that count.
    cells : int
        Bins of each input.
    """
    codes = [bins_of(x, cells) for x in (first, second)]
    bounds = [
        tuple((float(x[code == c].min()), float(x[code == c].max())) for c in np.unique(code))
        for x, code in zip((first, second), codes, strict=True)
    ]
    table = [
        [_cell(hits, counted, (codes[0] == r) & (codes[1] == c)) for c in np.unique(codes[1])]
        for r in np.unique(codes[0])
    ]
    return Grid(
        bounds[0],
        bounds[1],
        tuple(tuple(cell[0] for cell in row) for row in table),
        tuple(tuple(cell[1] for cell in row) for row in table),
        tuple(tuple(cell[2] for cell in row) for row in table),
    )


def _cell(
    hits: npt.NDArray[np.integer[Any]],
    counted: npt.NDArray[np.integer[Any]],
    here: npt.NDArray[np.bool_],
) -> tuple[float | None, float | None, int]:
    runs = int(counted[here].sum())
    if not runs:
        return None, None, 0
    return (*ratio_over_draws(hits[here], counted[here]), runs)
