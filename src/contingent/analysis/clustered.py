"""The difference between two sets of runs, with an error over draws.

Runs of one draw share their world, and in two arms their luck too, so draws are what is
independent. With ``y`` the runs of a set, ``n`` their number and ``m`` their mean,

    D   = m_after - m_before
    u_i = sum over runs of draw i of  (y - m_after) / n_after,  less the same of those before
    se² = g / (g - 1)  sum over draws of u_i²                     g = number of draws

the linearised (cluster-robust) variance of a difference of means: Cameron and Miller (2015), "A
practitioner's guide to cluster-robust inference", *Journal of Human Resources* 50(2), §II. Where
both sets have one run of each draw it is the paired error, ``sd(differences) / sqrt(n)``; where
they share no draw, that of two independent means.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def difference(
    before: npt.ArrayLike, after: npt.ArrayLike, draw_before: Ints, draw_after: Ints
) -> tuple[Floats, Floats]:
    """Return the difference of the means of two sets of runs, and its standard error.

    Parameters
    ----------
    before, after : float [run, ...]
        Values of the runs of each set; any axes behind.
    draw_before, draw_after : int [run]
        Draw of each run. Sets with the same draws in the same order are compared run by run.

    Returns
    -------
    difference, se : float [...]
        NaN where a set has no run; the error is NaN where there are fewer than two draws. Both are
        exactly zero where every run has its equal in the other set.
    """
    first, second = (np.asarray(x, np.float64) for x in (before, after))
    if not len(first) or not len(second):
        nothing = np.full(first.shape[1:], np.nan)
        return nothing, nothing
    if np.array_equal(draw_before, draw_after):
        change = second - first
        mean = change.mean(0)
        return mean, _error((change - mean) / len(change), draw_before)
    means = first.mean(0), second.mean(0)
    influence = np.concatenate(
        [(first - means[0]) / -len(first), (second - means[1]) / len(second)]
    )
    return means[1] - means[0], _error(influence, np.concatenate([draw_before, draw_after]))


def _error(influence: Floats, draw: Ints) -> Floats:
    """Return the root of the summed squares of what each draw adds."""
    order = np.argsort(draw, kind="stable")
    starts = np.flatnonzero(np.diff(draw[order], prepend=draw.min() - 1))
    by_draw = np.add.reduceat(influence[order], starts, axis=0)
    count = len(by_draw)
    if count < 2:
        return np.full(influence.shape[1:], np.nan)
    return np.asarray(np.sqrt(count / (count - 1) * (by_draw**2).sum(0)))
