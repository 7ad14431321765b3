"""What a group of inputs accounts for alone, and in all that it takes part in.

A design in the manner of Saltelli et al. (2010, *Variance based sensitivity analysis of model
output*, Computer Physics Communications 181(2), 259-270): worlds ``a`` and ``b`` are drawn
independently, and ``a_i`` is ``a`` with the inputs of group ``i`` taken from ``b``. SALib turns
the outcomes into indices.

The outcome of a world is rolled by chance, which is one more independent input, and is treated as
such. Let ``(a, 0)`` be world ``a`` under roll 0. SALib is asked twice about the same runs:

    base (a, 1), mixed (a_i, 0) and (a, 0), other (b, 0): totals of a group together with chance,
        T(i and chance), and of chance, T(chance)
    base (a, 0), mixed (a_i, 0), other (b, 1): first-order indices S(i); what `other` shares with
        `mixed` is the group and nothing else

As shares of the variance of the *probability* from world to world, which is the part
``1 - T(chance)`` of the variance of the outcome,

    alone(i) = S(i) / (1 - T(chance))
    total(i) = (T(i and chance) - T(chance)) / (1 - T(chance))

``total`` counts every interaction among inputs but none with the roll of the dice. For a function
without chance both are the usual indices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RESAMPLES = 400

Play = Callable[[frozenset[str], int], npt.NDArray[Any]]
"""Given the groups whose inputs come from world ``b`` and a number of rolls, return outcomes
``[draw, roll]``, NaN where a run does not count."""


@dataclass(frozen=True)
class Totals:
    """Indices of groups as shares of the probability's variance, arrays ``[group]``.

    Attributes
    ----------
    groups : tuple of str
    alone, alone_se : float64
        First-order index and its standard error, by bootstrap over draws.
    total, total_se : float64
        Total index and its standard error.
    chance, chance_se : float
        Share of the outcome's whole variance that is chance.
    draws : int
        Draws of which every run counts.
    """

    groups: tuple[str, ...]
    alone: Floats
    alone_se: Floats
    total: Floats
    total_se: Floats
    chance: float
    chance_se: float
    draws: int


def totals(
    play: Play,
    groups: Sequence[str],
    *,
    base: npt.NDArray[Any] | None = None,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> Totals:
    """Play the design and return the indices of every group.

    Parameters
    ----------
    play : callable
        Plays all draws with some groups taken from the other world.
    groups : sequence of str
        Names of the groups; they may overlap.
    base : float64 [draw, roll], optional
        Outcomes of world ``a`` if they have been played already, at least two rolls.
    resamples, seed : int
        Of the bootstrap.
    """
    a = (play(frozenset(), 2) if base is None else base)[:, :2]
    b = play(frozenset(groups), 2)
    mixed = [play(frozenset([group]), 1)[:, :1] for group in groups]
    values = np.concatenate([a, b, *mixed], axis=1).astype(np.float64)
    return analyse(values[np.isfinite(values).all(1)], tuple(groups), resamples, seed)


def analyse(values: Floats, groups: tuple[str, ...], resamples: int, seed: int) -> Totals:
    """Return the indices from outcomes ``[draw, column]``: a twice, b twice, each group once.

    Raises
    ------
    ValueError
        If there are fewer than eight draws, or all outcomes are equal.
    """
    if len(values) < 8:
        raise ValueError(f"{len(values)} draws are too few")
    if np.ptp(values) == 0:
        raise ValueError("the outcome is always the same")
    (a0, a1, b0, b1), mixed = values[:, :4].T, values[:, 4:].T
    with_chance = _sobol([a1, *mixed, a0, b0], "ST", resamples, seed)
    alone = _sobol([a0, *mixed, b1], "S1", resamples, seed)
    # first row: the estimate; the others: the same draws sampled again, in both alike
    chance = with_chance[:, -1]
    worlds = np.where(1 - chance > 0, 1 - chance, np.nan)[:, None]
    alone = alone / worlds
    total = (with_chance[:, :-1] - chance[:, None]) / worlds
    return Totals(
        groups,
        alone[0],
        np.nanstd(alone[1:], axis=0, ddof=1),
        total[0],
        np.nanstd(total[1:], axis=0, ddof=1),
        float(chance[0]),
        float(np.nanstd(chance[1:], ddof=1)),
        len(values),
    )


def _sobol(columns: list[Floats], which: str, resamples: int, seed: int) -> Floats:
    """Return one kind of index from SALib, ``[1 + resample, group]``, the estimate first."""
    from SALib.analyze import sobol

    names = [str(i) for i in range(len(columns) - 2)]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
    found = sobol.analyze(
        problem,
        np.stack(columns, axis=1).ravel(),
        calc_second_order=False,
        num_resamples=resamples,
        keep_resamples=True,
        seed=seed,
    )
    return np.concatenate([found[which][None], found[f"{which}_conf_all"]])


def draws_needed(variance: float, worlds: float, precision: float) -> int:
    """Return the draws that make every total index as precise as wanted, at the worst.

    Of ``((y_1 - y_i)² - (y_1 - y_0)²) / 2`` for outcomes 0 and 1, whose mean is the numerator of
    a total index, the variance is at most ``P(y_i differs from y_0) / 4``, and two runs differ in
    no more than ``2 Var(Y)`` of all cases if they are not opposed.

    Parameters
    ----------
    variance, worlds : float
        Variance of the outcome, and of the probability between worlds.
    precision : float
        Standard error wanted, as a share of the probability's variance.
    """
    return int(np.ceil(variance / 2 / (worlds * precision) ** 2))
