"""Priors of mechanisms that past wars have taught (`history/`), in place of judgement.

The generic war that is fitted to past episodes and the mechanisms share the forms named in
`docs/validity.md`. What the fits say of such a parameter, or of an expression of several, becomes
its prior here: the mean of the ensemble, spread as its members are. The wars that taught
them had all ended before any shipped scenario begins.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from contingent.scenario.distributions import Z95
from contingent.scenario.quantity import Origin, Quantity
from contingent.world.learnt import packaged

Floats = npt.NDArray[np.float64]
Shared = Mapping[str, Floats]
"""The parameters that all wars share, by name, ``[fit]`` each."""
Form = Callable[[Shared], Floats]
"""Takes the shared parameters and returns what is wanted ``[fit]``."""


def fitted(form: Form, unit: str, says: str, *, least: float = -math.inf) -> Quantity:
    """Return a number that the fits found, normal as far as its fits differ.

    Parameters
    ----------
    form : callable
    unit : str
    says : str
        Which of the fitted numbers it is.
    least : float
        Where its distribution is cut off.
    """
    found = form(packaged().earlier.parameters)
    args = (float(found.mean()), float(found.std(ddof=1)))
    return Quantity("normal", args, unit, _origin(says), floor=least)


def fitted_rate(form: Form, unit: str, says: str) -> Quantity:
    """Return a positive number whose logarithm the fits found."""
    found = form(packaged().earlier.parameters)
    return _lognormal(float(found.mean()), float(found.std(ddof=1)), unit, says)


def fitted_spread(spread: Form, unit: str, says: str, *, level: Form | None = None) -> Quantity:
    """Return a positive number that differs from war to war: log-normal about a fitted level.

    Parameters
    ----------
    spread : callable
        The logarithm of the standard deviation of its logarithm over wars.
    unit, says : str
    level : callable, optional
        The mean of its logarithm; the median is 1 where none is given.
    """
    parameters = packaged().earlier.parameters
    deviations = np.exp(spread(parameters))
    found = np.zeros_like(deviations) if level is None else level(parameters)
    variance = float(np.mean(deviations**2) + found.var(ddof=1))
    return _lognormal(float(found.mean()), variance**0.5, unit, says)


def counted_rate(endings: Sequence[str], says: str) -> Quantity:
    """Return how readily wars that ended in certain ways are fought again, per year.

    The logarithm of a rate that was counted is about normal, with mean log((n + 1/2) / years) and
    standard deviation 1 / sqrt(n + 1/2): the Jeffreys posterior of a Poisson rate.

    Parameters
    ----------
    endings : sequence of str
        Classes of endings.
    says : str
    """
    counts = [packaged().earlier.recurrence[how] for how in endings]
    again, years = sum(n for n, _ in counts), sum(t for _, t in counts)
    counted = f"{says}: {again} in {years:,.0f} years at risk"
    return _lognormal(math.log((again + 0.5) / years), (again + 0.5) ** -0.5, "per_year", counted)


def _lognormal(mean: float, sd: float, unit: str, says: str) -> Quantity:
    return Quantity(
        "lognormal", (np.exp(mean).item(), np.exp(Z95 * sd).item()), unit, _origin(says)
    )


def _origin(says: str) -> Origin:
    taught = packaged().earlier
    wars = f"{taught.episodes} episodes that had ended before {taught.ended_before}"
    return Origin(fit=f"{says}; fitted to {wars}")
