"""Scenario discovery: in which worlds does it happen? Found on half the draws, told of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.analysis.drivers.first_order import first_order
from contingent.analysis.drivers.inputs import CLAIMS, Input
from contingent.analysis.drivers.prim import Box, Judged, Limit, find_boxes, judge
from contingent.analysis.names import amount

Floats = npt.NDArray[np.float64]

SCREENED = 20
"""Boxes are looked for among so many inputs, those that matter most on the first half."""

CONFIRMED = 2.0
"""Standard errors by which the density must exceed the whole on the second half."""


@dataclass(frozen=True)
class Restriction:
    """One input of a region.

    Attributes
    ----------
    path, words : str
    low, high : float or None
        Bounds; None where open.
    quasi_p : float
        Probability of so many cases if this restriction did nothing, on the second half.
    """

    path: str
    words: str
    low: float | None
    high: float | None
    quasi_p: float


@dataclass(frozen=True)
class Region:
    """Worlds in which the answer is unusual; every number is of the half not searched.

    Attributes
    ----------
    words : str
        The region in a sentence.
    happens : bool
        Whether it is the event that is common there, or its absence.
    restrictions : tuple of Restriction
    density, density_se : float
        Probability of the event (or of its absence) inside, and its standard error.
    overall : float
        The same everywhere.
    coverage, support : float
        Part of all cases, and of all worlds, that lies inside.
    """

    words: str
    happens: bool
    restrictions: tuple[Restriction, ...]
    density: float
    density_se: float
    overall: float
    coverage: float
    support: float


def discover(x: Floats, rates: Floats, inputs: Sequence[Input]) -> tuple[Region, ...]:
    """Return the regions that stand on draws they were not found on.

    Parameters
    ----------
    x : float64 [draw, input]
    rates : float64 [draw]
        Share of hits of each draw. The rarer of the event and its absence is looked for.
    inputs : sequence of Input
    """
    happens = bool(rates.mean() <= 0.5)
    y = rates if happens else 1 - rates
    half = np.arange(len(y)) % 2 == 0
    columns = _screened(x[half], y[half])
    if not len(columns):
        return ()
    x = x[:, columns]
    boxes = find_boxes(x[half], y[half])
    named = [inputs[c] for c in columns]
    return tuple(
        _region(box, found, named, happens)
        for box in boxes
        if (found := judge(box, x[~half], y[~half])).density - found.overall
        > CONFIRMED * found.density_se
    )


def _screened(x: Floats, y: Floats) -> npt.NDArray[np.intp]:
    """Return the inputs that boxes may restrict: the strongest of those above chance."""
    found = first_order(x, y, resamples=0)
    ranked = np.argsort(-found.index)[:SCREENED]
    return ranked[found.p_value[ranked] < 0.05]


def _region(box: Box, found: Judged, inputs: Sequence[Input], happens: bool) -> Region:
    restrictions = tuple(
        Restriction(
            inputs[limit.column].path,
            phrase(limit, inputs[limit.column]),
            _bound(limit.low),
            _bound(limit.high),
            quasi_p,
        )
        for limit, quasi_p in zip(box.limits, found.quasi_p, strict=True)
    )
    verb = "it happens" if happens else "it does not happen"
    words = (
        f"where {' and '.join(r.words for r in restrictions)}: {verb} in "
        f"{100 * found.density:.0f} % ± {100 * found.density_se:.0f} "
        f"against {100 * found.overall:.0f} % overall; "
        f"covers {100 * found.coverage:.0f} % of the cases in {100 * found.support:.0f} % "
        "of the worlds"
    )
    return Region(
        words,
        happens,
        restrictions,
        found.density,
        found.density_se,
        found.overall,
        found.coverage,
        found.support,
    )


def _bound(x: float) -> float | None:
    return float(x) if np.isfinite(x) else None


def phrase(limit: Limit, each: Input) -> str:
    """Return a restriction in words."""
    if each.kind == CLAIMS:
        return f"{each.label} is {'true' if limit.low > 0 else 'false'}"
    low, high = (amount(v, each.unit) for v in (limit.low, limit.high))
    if limit.high == np.inf:
        return f"“{each.label}” is {low} or more"
    if limit.low == -np.inf:
        return f"“{each.label}” is {high} or less"
    return f"“{each.label}” is between {amount(limit.low)} and {high}"
