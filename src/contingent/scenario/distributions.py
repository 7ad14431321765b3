"""The distributions of uncertain numbers: their arguments, bounds and inverse functions.

The PERT is the beta distribution on low…high with weight 4 on the mode (Malcolm et al. 1959,
doi:10.1287/opre.7.5.646). The central 90 % of a lognormal run from median / factor to
median × factor. A normal or lognormal is cut off at the bounds of its field, and what is left is
scaled up to 1, so that no draw piles up on the bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from contingent.scenario.units import LARGEST

Floats = npt.NDArray[np.float64]
Args = tuple[float, ...]
Cut = tuple[float, float]

Z95 = 1.6448536269514722
"""95 % point of the standard normal distribution."""

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "value": ("value",),
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "pert": ("low", "mode", "high"),
    "normal": ("mean", "sd"),
    "lognormal": ("median", "factor"),
    "beta": ("a", "b"),
    "choice": ("values", "weights"),
}

MEANINGS = {
    "value": "this number in every world",
    "uniform": "anything between, equally likely",
    "triangular": "between low and high, most likely at the mode",
    "pert": "the same, with less weight on the ends",
    "normal": "mean and standard deviation, cut off at the bounds of the number",
    "lognormal": "half above the median; 9 of 10 between median / factor and median x factor",
    "beta": "between 0 and 1, on average a / (a + b)",
    "choice": "one of the values, as often as the weights say",
}
"""What each distribution means."""


def _value(args: Args, _cut: Cut, u: Floats) -> Floats:
    return np.full_like(u, args[0])


def _uniform(args: Args, _cut: Cut, u: Floats) -> Floats:
    low, high = args
    return low + (high - low) * u


def _triangular(args: Args, _cut: Cut, u: Floats) -> Floats:
    low, mode, high = args
    width = high - low
    if width == 0:
        return np.full_like(u, low)
    rising = low + np.sqrt(u * width * (mode - low))
    falling = high - np.sqrt((1 - u) * width * (high - mode))
    return np.where(u * width < mode - low, rising, falling)


def _pert(args: Args, _cut: Cut, u: Floats) -> Floats:
    from scipy.special import betaincinv

    low, mode, high = args
    width = high - low
    if width == 0:
        return np.full_like(u, low)
    a = 1 + 4 * (mode - low) / width
    b = 1 + 4 * (high - mode) / width
    return np.asarray(low + width * betaincinv(a, b, u))


def _beta(args: Args, _cut: Cut, u: Floats) -> Floats:
    from scipy.special import betaincinv

    a, b = args
    return np.asarray(betaincinv(a, b, u))


def _cut_normal(mean: float, sd: float, floor: float, ceiling: float, u: Floats) -> Floats:
    """Invert a normal distribution that is cut off at floor and ceiling."""
    from scipy.special import ndtr, ndtri

    if sd == 0:
        return np.full_like(u, mean)
    below, upto = ndtr((floor - mean) / sd), ndtr((ceiling - mean) / sd)
    return np.asarray(np.clip(mean + sd * ndtri(below + (upto - below) * u), floor, ceiling))


def _normal(args: Args, cut: Cut, u: Floats) -> Floats:
    mean, sd = args
    return _cut_normal(mean, sd, *cut, u)


def _lognormal(args: Args, cut: Cut, u: Floats) -> Floats:
    median, factor = args
    floor = math.log(cut[0]) if cut[0] > 0 else -math.inf
    ceiling = math.log(cut[1]) if cut[1] < math.inf else math.inf
    return np.exp(_cut_normal(math.log(median), math.log(factor) / Z95, floor, ceiling, u))


def _choice(args: Args, _cut: Cut, u: Floats) -> Floats:
    half = len(args) // 2
    values, weights = np.array(args[:half]), np.array(args[half:])
    steps = np.cumsum(weights) / np.sum(weights)
    return np.asarray(values[np.minimum(np.searchsorted(steps, u, side="right"), half - 1)])


_INVERSE: dict[str, Callable[[Args, Cut, Floats], Floats]] = {
    "value": _value,
    "uniform": _uniform,
    "triangular": _triangular,
    "pert": _pert,
    "beta": _beta,
    "normal": _normal,
    "lognormal": _lognormal,
    "choice": _choice,
}


def inverse(dist: str, args: Args, cut: Cut, u: npt.ArrayLike) -> Floats:
    """Return the values of a distribution, cut off at two bounds, at the probabilities `u`."""
    return np.asarray(_INVERSE[dist](args, cut, np.asarray(u, dtype=np.float64)))


def support(dist: str, args: Args) -> tuple[float, float]:
    """Return the least and the greatest value of a distribution before any cut."""
    if dist == "normal":
        return (args[0], args[0]) if args[1] == 0 else (-math.inf, math.inf)
    if dist == "lognormal":
        return (args[0], args[0]) if args[1] == 1 else (0.0, math.inf)
    if dist == "beta":
        return (0.0, 1.0)
    if dist == "choice":
        values = args[: len(args) // 2]
        return (min(values), max(values))
    return (args[0], args[-1])


def fault(dist: str, args: Args) -> str | None:
    """Return what is impossible about a distribution's arguments, or None."""
    for x in args:
        if not math.isfinite(x) or abs(x) > LARGEST:
            return f"{x:.6g} is not a usable number; it must be finite and below 1e15"
    named = dict(zip(ARGUMENTS[dist], args, strict=False))
    if dist in ("uniform", "triangular", "pert"):
        return _fault_of_range(named)
    if dist == "normal" and named["sd"] <= 0:
        return f"sd {named['sd']:.6g} must be above 0"
    if dist == "lognormal" and (named["median"] <= 0 or named["factor"] <= 1):
        return (
            f"median {named['median']:.6g} must be above 0 and factor {named['factor']:.6g} above 1"
        )
    if dist == "beta" and min(args) <= 0:
        return f"a {named['a']:.6g} and b {named['b']:.6g} must be above 0"
    return _fault_of_choice(args) if dist == "choice" else None


def _fault_of_range(named: dict[str, float]) -> str | None:
    low, high = named["low"], named["high"]
    mode = named.get("mode", low)
    if low > high:
        return f"low {low:.6g} is above high {high:.6g}"
    if not low <= mode <= high:
        return f"mode {mode:.6g} does not lie between low {low:.6g} and high {high:.6g}"
    return None


def _fault_of_choice(args: Args) -> str | None:
    half = len(args) // 2
    if half == 0 or len(args) % 2:
        return "values and weights must be as many, and at least one"
    if min(args[half:]) <= 0:
        return f"weight {min(args[half:]):.6g} must be above 0"
    return None


def share_between(dist: str, args: Args, low: float, high: float) -> float:
    """Return how much of a normal or lognormal lies between two bounds."""
    middle, width = args
    if dist == "lognormal":
        middle, width = math.log(middle), math.log(width) / Z95
        low = math.log(low) if low > 0 else -math.inf
        high = math.log(high) if 0 < high < math.inf else math.copysign(math.inf, high)
    # not scipy's: reading a scenario should not wait for scipy to be imported
    below = (0.5 * math.erfc((middle - x) / (width * math.sqrt(2))) for x in (high, low))
    return next(below) - next(below)
