"""Probabilities in per cent, no more exact than the draws behind them.

What happened in none of ``n`` draws may still happen: at 95 % confidence its probability is below
``1 - 0.05**(1 / n)``, about ``3 / n`` (the rule of three: Hanley and Lippman-Hand 1983, "If nothing
goes wrong, is everything all right?", *JAMA* 249). What happened in all is the same turned round.
"""

from __future__ import annotations

import math

LEGEND = (
    "< and >: seen in none, or in all, of the runs that count; after so many its probability is "
    "below, or above, that number (95 % sure, by the rule of three)."
)
"""Said under a table in which such a bound stands."""

_MOST = 1e12


def percent(p: float, se: float | None = None, draws: float | None = None) -> str:
    """Return a probability in per cent, or what the draws can say of it where it is 0 or 1.

    Parameters
    ----------
    p : float
        Share of the runs that count.
    se : float, optional
        Its standard error, as `questions.estimate` makes it, from which the draws follow.
    draws : float, optional
        Draws that count, where there is no such error. With neither, 0 and 1 are shares of runs.

    Examples
    --------
    >>> percent(0.25), percent(0.0, draws=300), percent(1.0, draws=256), percent(0.0002)
    ('25.0 %', '< 1 %', '> 98.8 %', '0.02 %')
    """
    n = draws_behind(se) if se is not None else draws
    if p in (0.0, 1.0) and n:
        none, every = bounds(n)
        return f"< {none} %" if p == 0.0 else f"> {every} %"
    if 0.0 < p < 0.0005:
        return f"{_digits(100 * p)} %"
    if 0.9995 < p < 1.0:
        return f"{_from_all(_digits(100 * (1 - p)))} %"
    return f"{100 * p:.1f} %"


def excluded(draws: float) -> float:
    """Return the probability above which none in so many draws would be seen once in twenty."""
    return float(1 - 0.05 ** (1 / draws))


def bounds(draws: float) -> tuple[str, str]:
    """Return what none and what all of so many draws leave possible, in per cent.

    Rounded away from certainty: to a whole per cent from ten on, to a tenth below that, and to the
    first digit that is not 0 below a tenth.

    Examples
    --------
    >>> bounds(20), bounds(300), bounds(2000), bounds(100_000)
    (('14', '86'), ('1', '99'), ('0.2', '99.8'), ('0.003', '99.997'))
    """
    most = 100 * excluded(draws)
    places = 0 if most >= 10 else max(1, math.ceil(-math.log10(most)))
    none = math.ceil(most * 10**places - 1e-6) / 10**places
    text = f"{none:.{places}f}"
    text = text.rstrip("0").rstrip(".") if places else text
    return text, _from_all(text)


def draws_behind(se: float) -> float:
    """Return the draws, all alike, that leave this standard error (Jeffreys'): none or all hits."""
    low, high = 1.0, _MOST
    for _ in range(100):
        middle = (low * high) ** 0.5
        larger = (middle + 0.5) / (2 * (middle + 1) ** 2 * (middle + 2)) > se**2
        low, high = (middle, high) if larger else (low, middle)
    return low


def _digits(x: float) -> str:
    """Return a number with two digits that tell, without an exponent."""
    return f"{float(f'{x:.2g}'):.12f}".rstrip("0").rstrip(".")


def _from_all(text: str) -> str:
    """Return a percentage taken from 100, with as many digits."""
    places = len(text.partition(".")[2])
    return f"{100 - float(text):.{places}f}"
