"""The inputs of an answer, ranked by what each accounts for alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.analysis.drivers.first_order import RESAMPLES, bins_of, first_order
from contingent.analysis.drivers.inputs import Input

Floats = npt.NDArray[np.float64]

FALSE_DISCOVERIES = 0.05
FIFTHS = 5


@dataclass(frozen=True)
class Driver:
    """One input.

    Attributes
    ----------
    path, label, kind, unit : str
    share, se : float
        First-order index: part of the probability's variance between worlds that goes with this
        input alone, and its standard error.
    p_value : float
        Probability of so much if the input did nothing.
    distinguishable : bool
        Whether it stands out from chance when all inputs are looked at together.
    low, high : float
        Mean of the input in its lowest and highest fifth (a claim false and true).
    at_low, at_high : float
        Probability of the event there.
    """

    path: str
    label: str
    kind: str
    unit: str
    share: float
    se: float
    p_value: float
    distinguishable: bool
    low: float
    high: float
    at_low: float
    at_high: float


def rank(
    x: Floats,
    rates: Floats,
    inputs: Sequence[Input],
    *,
    variance: float,
    variance_error: float = 0.0,
    seed: int = 1,
    first: int | None = None,
) -> tuple[Driver, ...]:
    """Return the inputs that vary, those with the largest share first.

    Parameters
    ----------
    x : float64 [draw, input]
    rates : float64 [draw]
        Share of hits of each draw.
    inputs : sequence of Input
    variance, variance_error : float
        Variance of the probability between worlds, and its relative standard error.
    seed : int
        Of the bootstrap.
    first : int, optional
        Return only so many; the bootstrap, which takes most of the time, is then theirs alone.
    """
    varies = np.flatnonzero(np.ptp(x, axis=0) > 0)
    resamples = RESAMPLES if first is None else 0
    found = first_order(x[:, varies], rates, variance=variance, seed=seed, resamples=resamples)
    stands_out = discoveries(found.p_value, FALSE_DISCOVERIES)
    order = np.argsort(-found.index, kind="stable")[:first]
    errors = found.se
    if first is not None:
        errors = errors.copy()
        top = x[:, varies[order]]
        errors[order] = first_order(top, rates, variance=variance, seed=seed).se
    se = np.hypot(errors, found.index * variance_error)
    rows = []
    for k in order:
        each, values = inputs[varies[k]], x[:, varies[k]]
        code = bins_of(values, FIFTHS)
        ends = [code == code.min(), code == code.max()]
        low, high = (float(values[end].mean()) for end in ends)
        at_low, at_high = (float(rates[end].mean()) for end in ends)
        share = (float(found.index[k]), float(se[k]), float(found.p_value[k]))
        rows.append(
            Driver(
                each.path,
                each.label,
                each.kind,
                each.unit,
                *share,
                bool(stands_out[k]),
                low,
                high,
                at_low,
                at_high,
            )
        )
    return tuple(rows)


def discoveries(p_values: Floats, rate: float) -> npt.NDArray[np.bool_]:
    """Return which of many tests stand out, with a rate of false ones among those that do.

    Benjamini & Hochberg (1995, *Controlling the false discovery rate*, Journal of the Royal
    Statistical Society B 57(1), 289-300).
    """
    # not scipy.stats, which takes longer to import than a page to make
    n, ranked = len(p_values), np.sort(p_values)
    passed = np.flatnonzero(ranked <= rate * np.arange(1, n + 1) / max(n, 1))
    return p_values <= ranked[passed[-1]] if len(passed) else np.zeros(n, bool)
