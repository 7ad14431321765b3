"""How much a sign that is seen or not tells of an answer that is yes or no.

The mutual information of two such variables, within strata of what is known already. Estimated
from counts it is too large by about ``(1 / 2 n ln 2)`` bits for every stratum in which both vary
(Miller 1955, *Note on the bias of information estimates*), which is taken off. Under independence
``2 n ln 2`` times the raw estimate follows chi-squared with one degree of freedom a stratum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Information:
    """What signs tell, arrays ``[sign]``.

    Attributes
    ----------
    bits : float64
        Mutual information with the answer, corrected; may come out below zero.
    p_value : float64
        Probability of so much if sign and answer were independent.
    """

    bits: Floats
    p_value: Floats


def information(
    seen: npt.NDArray[np.bool_],
    hit: npt.NDArray[np.bool_],
    strata: npt.NDArray[np.intp],
    independent: float = 1.0,
) -> Information:
    """Return what each sign tells of the answer beyond the strata.

    Parameters
    ----------
    seen : bool [sign, run]
    hit : bool [run]
    strata : int [run]
        Number of the stratum of each run, from 0.
    independent : float
        Independent cases for each run: 1, or less where several runs share a world.
    """
    from scipy.special import chdtrc

    count = int(strata.max()) + 1 if len(strata) else 1
    cells = np.zeros((len(hit), 2 * count))
    cells[np.arange(len(hit)), 2 * strata + hit] = 1.0
    both = (seen.astype(np.float64) @ cells).reshape(len(seen), count, 2)
    whole = np.broadcast_to(cells.sum(0).reshape(count, 2), both.shape)
    table = np.stack([whole - both, both], axis=-2)  # [sign, stratum, seen, hit]
    n = table.sum((-1, -2), keepdims=True)
    rows, columns = table.sum(-1, keepdims=True), table.sum(-2, keepdims=True)
    expected = np.divide(rows * columns, n, out=np.ones_like(table), where=n > 0)
    ratio = np.divide(table, expected, out=np.ones_like(table), where=(expected > 0) & (table > 0))
    raw = (table * np.log2(ratio)).sum((-1, -2, -3))
    vary = ((rows > 0).all(-2) & (columns > 0).all(-1))[..., 0].sum(-1)
    runs = max(1, len(hit))
    g = 2 * np.log(2) * raw * independent
    bits = raw / runs - vary / (2 * np.log(2) * runs * independent)
    return Information(
        bits, np.where(vary > 0, chdtrc(np.maximum(vary, 1), np.maximum(g, 0.0)), 1.0)
    )
