"""How likely what happened is: the outcome, and the duration as it got onto the record.

An episode is on record by its days with deaths, and 25 deaths in a calendar year make it one. So a
tenth of them, coups apart, are on record for less than two days, while few last weeks: a *flare*, a
single clash of a war that went on unrecorded. Of a recorded war

    P(bin | class) = flares [first bin] + (1 - flares) P(bin of the course | class)

with flares = 0 for coups. Durations weigh `DURATION_WEIGHT` against outcomes: they teach the
clocks, and by them the outcomes, but are what the record knows least.
"""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
from jaxtyping import Array, Float

from contingent.history.clock import bin_of, steps_in_bins
from contingent.history.episodes import Outcomes
from contingent.history.parameters import MEAN, NAMES, SD
from contingent.history.situation import Situation
from contingent.history.war import Course, Luck, Theta, play

DURATION_WEIGHT = 0.3
DOUBT = 0.05
"""Part of every prediction that stands for what the model has not thought of."""
UNTHOUGHT = (0.2, 0.1, 0.2, 0.5)
"""Such wars end as wars do, in round numbers (Kreutz 2010)."""
LEAST = 2e-3
"""Least chance of a bin of duration, so that one odd record does not bend the fit."""


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Happened:
    """What happened, ready for the likelihood.

    Attributes
    ----------
    outcome : int [episode]
        Class.
    duration : int [episode]
        Bin, -1 where not known.
    """

    outcome: npt.NDArray[np.intp]
    duration: npt.NDArray[np.intp]


def happened(outcomes: Outcomes) -> Happened:
    """Return what happened, as classes and bins."""
    known = outcomes.duration.known
    bins = np.where(known, bin_of(outcomes.duration.values.astype(np.float64)), -1)
    return Happened(outcomes.outcome4.astype(np.intp), bins)


def named(vector: Float[Array, " parameter"]) -> Theta:
    """Return shared parameters by name."""
    return dict(zip(NAMES, vector, strict=True))


def chances(course: Course) -> Float[Array, "episode class"]:
    """Return the chance of each class for wars that end, with doubt."""
    ended = course.ends.sum(0).T
    model = ended / ended.sum(-1, keepdims=True)
    return (1.0 - DOUBT) * model + DOUBT * jnp.array(UNTHOUGHT, model.dtype)


def flares(theta: Theta, at: Situation) -> Float[Array, " episode"]:
    """Return the chance that an episode is on record for two days of its war."""
    return jax.nn.sigmoid(theta["flares"]) * (1.0 - at.coup)


def log_likelihood(
    vector: Float[Array, " parameter"], at: Situation, what: Happened, luck: Luck
) -> Float[Array, " episode"]:
    """Return the log of the likelihood of each episode, durations weighted."""
    theta = named(vector)
    course = play(theta, at, luck)
    rows = jnp.arange(len(what.outcome))
    outcome = jnp.log(chances(course)[rows, what.outcome])
    bins = jnp.einsum("kce,kb->ecb", course.ends, jnp.asarray(steps_in_bins(), jnp.float32))
    ending = bins[rows, what.outcome]
    ending = ending / jnp.maximum(ending.sum(-1, keepdims=True), 1e-12)
    short = flares(theta, at)
    recorded = (ending * (1.0 - short)[:, None]).at[:, 0].add(short)
    duration = jnp.log((1.0 - LEAST * recorded.shape[1]) * recorded + LEAST)
    seen = duration[rows, jnp.maximum(what.duration, 0)] * (what.duration >= 0)
    return outcome + DURATION_WEIGHT * seen


def log_prior(vector: Float[Array, " parameter"]) -> Float[Array, ""]:
    """Return the log of the prior, up to a constant."""
    away = (vector - jnp.asarray(MEAN, vector.dtype)) / jnp.asarray(SD, vector.dtype)
    return -0.5 * (away**2).sum()
