"""Boxes in the space of inputs in which an outcome is common: the patient rule induction method.

Friedman & Fisher (1999, *Bump hunting in high-dimensional data*, Statistics and Computing 9,
123-143): start from all draws and peel off, again and again, the thin slice at the end of one
input whose removal raises the mean of the rest most for what it takes away; then paste back what
was peeled in haste. Bryant & Lempert (2010, *Thinking inside the box*, Technological Forecasting
and Social Change 77(1), 34-49) made it scenario discovery: boxes are judged by coverage (the part
of all cases that lies inside), density (the part of what lies inside that is a case) and the
quasi-p-value of each restriction.

Theirs is interactive: an analyst picks a box on the trade-off between coverage and density. Here
the box is the one whose density stands out most from the whole in standard errors, which weighs
the two, with at most so many inputs restricted that a sentence can name them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

PEEL = 0.05
LEAST = 0.05
MOST_INPUTS = 4
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Limit:
    """One input kept between two bounds, infinite where it is open."""

    column: int
    low: float = -np.inf
    high: float = np.inf

    def holds(self, values: Floats) -> Bools:
        """Return which values of the input lie within."""
        return (values >= self.low) & (values <= self.high)


@dataclass(frozen=True)
class Box:
    """Several inputs kept within limits, each input at most once."""

    limits: tuple[Limit, ...] = ()

    def contains(self, x: Floats) -> Bools:
        """Return which draws ``[draw, input]`` lie within all limits."""
        inside = np.ones(len(x), bool)
        for limit in self.limits:
            inside &= limit.holds(x[:, limit.column])
        return inside

    def without(self, column: int) -> Box:
        """Return the box with one input free."""
        return Box(tuple(limit for limit in self.limits if limit.column != column))

    def narrowed(self, column: int, low: float = -np.inf, high: float = np.inf) -> Box:
        """Return the box with tighter bounds on an input."""
        old = next((x for x in self.limits if x.column == column), Limit(column))
        new = replace(old, low=max(old.low, low), high=min(old.high, high))
        return Box((*self.without(column).limits, new))


class Judged(NamedTuple):
    """How good a box is on some draws.

    Attributes
    ----------
    coverage : float
        Part of all cases that lies inside.
    density, density_se : float
        Part of what lies inside that is a case, and its standard error.
    support : float
        Part of all draws that lies inside.
    overall : float
        Part of all draws that is a case.
    quasi_p : tuple of float
        For each limit, the probability of so many cases inside if the limit did nothing.
    """

    coverage: float
    density: float
    density_se: float
    support: float
    overall: float
    quasi_p: tuple[float, ...]


def find_boxes(x: Floats, y: Floats, most: int = 3) -> tuple[Box, ...]:
    """Return boxes one after the other, each found on what the earlier ones leave.

    Parameters
    ----------
    x : float64 [draw, input]
        Drawn inputs.
    y : float64 [draw]
        Share of the runs of each draw that are cases, 0 to 1.
    most : int
        At most so many boxes.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("an input or an outcome is not a finite number")
    found: list[Box] = []
    left = np.ones(len(y), bool)
    for _ in range(most):
        if left.sum() * LEAST < 2 or np.ptp(y[left]) == 0:
            break
        box = find_box(x[left], y[left])
        if not box.limits:
            break
        found.append(box)
        left &= ~box.contains(x)
    return tuple(found)


def find_box(x: Floats, y: Floats) -> Box:
    """Return the box that stands out most; without limits if none does."""
    box = max(_peel(x, y), key=lambda b: _standing(b, x, y))
    box = _paste(box, x, y)
    while box.limits:
        quasi_p = judge(box, x, y).quasi_p
        worst = int(np.argmax(quasi_p))
        if quasi_p[worst] <= SIGNIFICANT:
            break
        box = box.without(box.limits[worst].column)
    return box


def judge(box: Box, x: Floats, y: Floats) -> Judged:
    """Judge a box on draws, best on others than those it was found on.

    The quasi-p-value of a limit is binomial (Bryant & Lempert 2010, eq. 2): draws are cases with
    the density of the box without that limit. Shares of several replicates vary less than single
    cases, so it is on the safe side.
    """
    from scipy.special import bdtrc

    inside = box.contains(x)
    n, cases = int(inside.sum()), float(y[inside].sum())
    quasi_p = []
    for limit in box.limits:
        without = box.without(limit.column).contains(x)
        rate = float(y[without].mean()) if without.any() else 1.0
        quasi_p.append(float(bdtrc(np.floor(cases) - 1, n, rate)) if n else 1.0)
    density = cases / n if n else 0.0
    # Jeffreys' half case and half miss keep the error of a pure box above zero
    spread = (
        ((y[inside] - density) ** 2).sum() + 0.5 * density**2 + 0.5 * (1 - density) ** 2
    ) ** 0.5
    return Judged(
        coverage=cases / y.sum() if y.sum() else 0.0,
        density=density,
        density_se=float(spread / (n + 1)),
        support=n / len(y),
        overall=float(y.mean()),
        quasi_p=tuple(quasi_p),
    )


def _standing(box: Box, x: Floats, y: Floats) -> float:
    """Return how far the density lies above the whole, in standard errors but for a constant."""
    inside = box.contains(x)
    return float(np.sqrt(inside.sum()) * (y[inside].mean() - y.mean())) if inside.any() else -np.inf


def _peel(x: Floats, y: Floats) -> Iterator[Box]:
    """Yield the boxes of the peeling trajectory, the whole first."""
    box = Box()
    while True:
        yield box
        inside = box.contains(x)
        within, here = x[inside], y[inside]
        restricted = [limit.column for limit in box.limits]
        columns = restricted if len(restricted) == MOST_INPUTS else range(x.shape[1])
        best, chosen = 0.0, None
        for column in columns:
            values = within[:, column]
            for candidate in _slices(box, column, values):
                kept = candidate.limits[-1].holds(values)
                n = int(kept.sum())
                if n < LEAST * len(y):
                    continue
                gain = (here[kept].mean() - here.mean()) / (len(here) - n)
                if gain > best:
                    best, chosen = gain, candidate
        if chosen is None:
            return
        box = chosen


def _slices(box: Box, column: int, values: Floats) -> Iterator[Box]:
    """Yield the box without the slice at either end of one input, whose limit comes last."""
    # the nearest quantiles, as `numpy.quantile` has them in four times the time
    ends = np.rint(np.array([PEEL, 1 - PEEL]) * (len(values) - 1)).astype(np.intp)
    low, high = np.partition(values, ends)[ends]
    above, below = values[values > values.min()], values[values < values.max()]
    if len(above):
        yield box.narrowed(column, low=max(low, above.min()))
        yield box.narrowed(column, high=min(high, below.max()))


def _paste(box: Box, x: Floats, y: Floats) -> Box:
    """Give back slices at the bounds as long as the box then stands out more."""
    standing = _standing(box, x, y)
    while True:
        wider = [(_standing(b, x, y), b) for b in _widened(box, x)]
        best, candidate = max(wider, key=lambda pair: pair[0], default=(-np.inf, box))
        if best <= standing:
            return box
        standing, box = best, candidate


def _widened(box: Box, x: Floats) -> Iterator[Box]:
    """Yield the box with one bound moved out by a slice, and with one bound gone."""
    step = max(1, round(PEEL * box.contains(x).sum()))
    for limit in box.limits:
        others = box.without(limit.column)
        values = np.sort(x[others.contains(x), limit.column])
        lower, higher = values[values < limit.low], values[values > limit.high]
        for low in {lower[-step], -np.inf} if len(lower) > step else {-np.inf}:
            if limit.low > -np.inf:
                yield _with(others, replace(limit, low=float(low)))
        for high in {higher[step - 1], np.inf} if len(higher) > step else {np.inf}:
            if limit.high < np.inf:
                yield _with(others, replace(limit, high=float(high)))


def _with(others: Box, limit: Limit) -> Box:
    open_ended = limit.low == -np.inf and limit.high == np.inf
    return others if open_ended else Box((*others.limits, limit))
