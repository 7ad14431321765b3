"""What fits to other countries' wars say of the mechanisms' parameters, for each path of a war.

These are the parameters whose default priors were fitted or counted (`world/fitted.py`), in the
same forms. The defaults stand on all past wars, those of the country that is predicted included;
here each has its value under one member of an ensemble that saw no war of that country, and what
codes of the war's start add to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from contingent.history.likelihood import flares, named
from contingent.history.situation import Situation
from contingent.history.stage.lots import Lots
from contingent.history.war import Theta, by_codes

Floats = npt.NDArray[np.float64]
Values = dict[tuple[str, str], Floats]
"""Parameters of mechanisms by group and name, ``[run]`` each."""

COUNTED = {
    ("exhaustion", "rekindling"): ("fizzle",),
    ("negotiation", "lapsing"): ("settlement",),
    ("aftermath", "relapse"): ("gov", "reb"),
}
"""Rates that are counted, and the endings after which wars are counted that begin again."""


@dataclass(frozen=True)
class Lesson:
    """What was learnt from the wars of other countries.

    Attributes
    ----------
    vectors : sequence of float64 [parameter]
        Fits of the shared parameters.
    recurrence : mapping of str to tuple of int and float
        Wars fought again, and years at risk, by how they had ended.
    """

    vectors: Sequence[Floats]
    recurrence: Mapping[str, tuple[int, float]]


@dataclass(frozen=True)
class Codes:
    """What the fits make of codes, ``[fit, episode]`` each.

    Attributes
    ----------
    power : float64
        Mean log ratio of the rebels' power over the government's on the first day.
    activity : float64
        Mean log margin of activity between sides of like power.
    settles : float64
        Log hazard of a settlement without a mediator.
    short : float64
        Chance that the war is on record for two days of it.
    """

    power: Floats
    activity: Floats
    settles: Floats
    short: Floats


@dataclass(frozen=True)
class Known:
    """What is known of some episodes, and what was learnt elsewhere.

    Attributes
    ----------
    lesson : Lesson
    thetas : tuple of mapping of name to scalar
        Shared parameters of every fit.
    at : Situation
        What was coded of each start.
    codes : Codes
        What the fits make of that.
    """

    lesson: Lesson
    thetas: tuple[Theta, ...]
    at: Situation
    codes: Codes


def known(lesson: Lesson, at: Situation) -> Known:
    """Return what a lesson makes of the codes of each episode.

    How strength tells on activity is left to the mechanism (``exhaustion.balance``), which knows
    both armies, and what mediators and patrons do to settlements to theirs.
    """
    thetas = tuple(named(jnp.asarray(vector, jnp.float32)) for vector in lesson.vectors)
    found = []
    for theta in thetas:
        activity = by_codes(theta, at, "activity") - theta["activity_strength"] * at.strength
        left = theta["settles_mediated"] * at.mediated + theta["settles_helped"] * at.helped
        settles = by_codes(theta, at, "settles") - left
        found.append((by_codes(theta, at, "power"), activity, settles, flares(theta, at)))
    codes = Codes(*(np.array(part, np.float64) for part in zip(*found, strict=True)))
    return Known(lesson, thetas, at, codes)


def parameters_of(known: Known, row: int, lots: Lots) -> Values:
    """Return the fitted parameters of every path of one episode.

    Parameters
    ----------
    known : Known
    row : int
        Which episode.
    lots : Lots
        Its luck.
    """
    fits = [{name: float(x) for name, x in theta.items()} for theta in known.thetas]
    codes, member = known.codes, lots.member(len(fits))

    def of(name: str) -> Floats:
        return np.array([fit[name] for fit in fits])[member]

    odds = of("rebels_win") + of("coup_rebels") - of("government_wins")
    spread = np.exp(of("activity_spread")) * lots.normal("activity")
    return {
        ("war", "tempo"): np.exp(np.exp(of("tempo_spread")) * lots.normal("tempo")),
        ("exhaustion", "margin"): np.exp(codes.activity[member, row] + spread),
        ("exhaustion", "balance"): of("activity_strength") / of("power_strength"),
        ("exhaustion", "wavers"): np.exp(of("wavers")),
        ("negotiation", "settlement"): np.exp(codes.settles[member, row]),
        ("negotiation", "mediated"): np.exp(of("settles_mediated")),
        ("negotiation", "pressed"): np.exp(of("settles_helped")),
        ("negotiation", "parity"): of("settles_power"),
        ("negotiation", "learning"): of("settles_learning"),
        ("leadership", "plotters"): odds,
        ("leadership", "plotters_power"): of("government_power") + of("rebels_power"),
        **{leaf: _counted(known.lesson, leaf, lots) for leaf in COUNTED},
    }


def _counted(lesson: Lesson, leaf: tuple[str, str], lots: Lots) -> Floats:
    """Return draws of a rate that was counted: log-normal as in `world/fitted.counted_rate`."""
    counts = [lesson.recurrence[how] for how in COUNTED[leaf]]
    again, years = sum(n for n, _ in counts) + 0.5, sum(t for _, t in counts)
    return again / max(years, 0.5) * np.exp(lots.normal(".".join(leaf)) / again**0.5)
