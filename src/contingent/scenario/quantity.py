"""A number that matters: a value or a distribution, its unit, and where it comes from.

Draws are made by inverting the distribution function (`Quantity.ppf`), so that a world is a list
of uniform numbers and designs such as Sobol' sequences need nothing else.

Distributions and their arguments, in order::

    value x                     uniform low high            beta a b
    triangular low mode high    pert low mode high          choice values… weights…
    normal mean sd              lognormal median factor
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.scenario.dates import Period
from contingent.scenario.distributions import Floats, fault, inverse, support


@dataclass(frozen=True)
class Origin:
    """Where a number comes from: sources and claims of the ledger, past wars, or a judgement."""

    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    judgement: str = ""
    date: Period | None = None
    fit: str = ""

    @property
    def said(self) -> bool:
        """Whether it says anything."""
        return bool(self.sources or self.claims or self.judgement or self.fit)

    @property
    def omitted(self) -> bool:
        """Whether nobody wrote the number down and it stands at its default."""
        return self == OMITTED

    def __str__(self) -> str:
        parts = [*self.sources]
        parts += [f"claim {claim}" for claim in self.claims]
        if self.fit:
            parts.append(self.fit)
        if self.judgement:
            parts.append("omitted" if self.omitted else f"judgement: {self.judgement}")
        return "; ".join(parts)


OMITTED = Origin(judgement="omitted")
"""Origin of a number that the scenario leaves out."""


@dataclass(frozen=True)
class Quantity:
    """One number, known or uncertain.

    Attributes
    ----------
    dist : str
        A key of `ARGUMENTS`.
    args : tuple of float
        Its arguments in order (of a choice: the values, then their weights).
    unit : str
        Unit of the number.
    origin : Origin
        Where it comes from.
    floor, ceiling : float
        Bounds that a normal or lognormal is cut off at.
    """

    dist: str
    args: tuple[float, ...]
    unit: str
    origin: Origin = OMITTED
    floor: float = -math.inf
    ceiling: float = math.inf

    def ppf(self, u: npt.ArrayLike) -> Floats:
        """Return the values at the probabilities `u` (inverse of the distribution function)."""
        drawn = inverse(self.dist, self.args, (self.floor, self.ceiling), u)
        # a tail that is cut at a bound may begin a rounding error beyond it
        return np.clip(drawn, self.floor, self.ceiling)

    @property
    def central(self) -> float:
        """The median."""
        return self.args[0] if self.fixed else float(self.ppf(0.5))

    @property
    def low(self) -> float:
        """The least value it can take (may be -inf)."""
        return max(self.floor, support(self.dist, self.args)[0])

    @property
    def high(self) -> float:
        """The greatest value it can take (may be inf)."""
        return min(self.ceiling, support(self.dist, self.args)[1])

    @property
    def fixed(self) -> bool:
        """Whether it is the same in every draw."""
        return self.low == self.high

    def __str__(self) -> str:
        if self.dist == "value":
            return f"{self.args[0]:.6g} {self.unit}"
        numbers = " ".join(f"{x:.6g}" for x in self.args)
        return f"{self.dist} {numbers} {self.unit}"


def _make(
    dist: str, args: tuple[float, ...], unit: str, judgement: str, sources: Sequence[str]
) -> Quantity:
    numbers = tuple(float(x) for x in args)
    wrong = fault(dist, numbers)
    if wrong:
        raise ValueError(f"{dist}: {wrong}")
    return Quantity(dist, numbers, unit, Origin(sources=tuple(sources), judgement=judgement))


def value(x: float, unit: str, *, judgement: str = "", sources: Sequence[str] = ()) -> Quantity:
    """Return a number known for certain."""
    return _make("value", (x,), unit, judgement, sources)


def uniform(
    low: float, high: float, unit: str, *, judgement: str = "", sources: Sequence[str] = ()
) -> Quantity:
    """Return a number equally likely anywhere between low and high."""
    return _make("uniform", (low, high), unit, judgement, sources)


def triangular(
    low: float,
    mode: float,
    high: float,
    unit: str,
    *,
    judgement: str = "",
    sources: Sequence[str] = (),
) -> Quantity:
    """Return a number with a triangular density."""
    return _make("triangular", (low, mode, high), unit, judgement, sources)


def pert(
    low: float,
    mode: float,
    high: float,
    unit: str,
    *,
    judgement: str = "",
    sources: Sequence[str] = (),
) -> Quantity:
    """Return a number with a PERT density."""
    return _make("pert", (low, mode, high), unit, judgement, sources)


def normal(
    mean: float, sd: float, unit: str, *, judgement: str = "", sources: Sequence[str] = ()
) -> Quantity:
    """Return a normally distributed number."""
    return _make("normal", (mean, sd), unit, judgement, sources)


def lognormal(
    median: float, factor: float, unit: str, *, judgement: str = "", sources: Sequence[str] = ()
) -> Quantity:
    """Return a lognormal number; its central 90 % run from median / factor to median * factor."""
    return _make("lognormal", (median, factor), unit, judgement, sources)


def beta(
    a: float, b: float, unit: str, *, judgement: str = "", sources: Sequence[str] = ()
) -> Quantity:
    """Return a share with a beta density."""
    return _make("beta", (a, b), unit, judgement, sources)


def choice(
    values: Sequence[float],
    weights: Sequence[float],
    unit: str,
    *,
    judgement: str = "",
    sources: Sequence[str] = (),
) -> Quantity:
    """Return one of several values, by weight."""
    if len(values) != len(weights):
        raise ValueError("choice: values and weights must be as many")
    return _make("choice", (*values, *weights), unit, judgement, sources)
