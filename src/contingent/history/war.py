"""The generic war: power drifts, activity wanes, and four hazards compete to end it.

With x the log of the rebels' power over the government's, m the margin of activity, tau the tempo
of this war and s = tau t its own time::

    dx = turmoil dW                                    x(0) by codes, with a spread
    dm = -ds + wavers dW'                              log m(0) by codes, with a spread
    government wins    haste exp(g - g_x x)            per year of s
    rebels win         haste exp(r + r_x x)            per year of s
    settlement         exp(c - c_x |x| + c_l log(1 + t) + ...)     per year of t, the calendar's
    fizzle             when m reaches 0

`haste` is large for coups, which are decided in days, and less after the Cold War. Settlement goes
by the calendar, for talks keep their own pace whatever happens at the front. That the margin may
reach 0 between two steps and come back is counted by the Brownian bridge: exp(-2 m m' / (wavers^2
ds)). Hazards are integrated along every path in place of events drawn from them, so chances are
smooth in the parameters and can be fitted by their gradient.

Sources: power as a random walk between defeats: Smith (1998), Slantchev (2003); settlement rising
with rebel strength: Cunningham, Gleditsch & Salehyan (2009); rebels out of reach who last: Buhaug,
Gates & Lujala (2009). Limits: one front, two sides, constant patrons. It would be wrong if
settlements came as the fighting goes and not as years pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
from jaxtyping import Array, Float
from scipy.special import ndtri

from contingent.history.clock import YEAR, edges
from contingent.history.columns import CLASSES
from contingent.history.situation import Situation
from contingent.mechanisms.exhaustion import reaches_zero
from contingent.mechanisms.settlement import log_settlement_rate
from contingent.world.hashing import hash64

Floats32 = npt.NDArray[np.float32]
Theta = Mapping[str, Float[Array, ""]]
"""Shared parameters by name."""

STEPS = len(edges()) - 1
STRONGEST = 8.0
"""Beyond e to the 8th the weaker side is no side."""
LOG_HAZARDS = (-12.0, 5.0)
SURE = 1.0 - 1e-6
"""A hazard must stay finite where the margin is gone."""


class Luck(NamedTuple):
    """Standard normal numbers of some paths.

    Attributes
    ----------
    start : float [3, episode, path]
        Of power, tempo and margin on the start date.
    steps : float [step, 2, episode, path]
        Of power and margin in every step.
    """

    start: Float[Array, "three episode path"]
    steps: Float[Array, "step two episode path"]


class Course(NamedTuple):
    """How wars end.

    Attributes
    ----------
    ends : float [step, class, episode]
        Chance that it ends in this step in this way.
    open : float [episode]
        Chance that it is not over at the horizon.
    """

    ends: Float[Array, "step class episode"]
    open: Float[Array, " episode"]


def luck_of(names: Sequence[str], paths: int, seed: int) -> Luck:
    """Return luck for so many paths of each episode, by its name alone.

    Starts are stratified, and every path has an antithetic twin in its steps: both save paths.
    """
    drawn = [_luck(name, paths, seed) for name in names]
    start, steps = (np.stack(parts, axis=-2) for parts in zip(*drawn, strict=True))
    return Luck(jnp.asarray(start), jnp.asarray(steps))


def _luck(name: str, paths: int, seed: int) -> tuple[Floats32, Floats32]:
    """Return luck of one episode, ``[3, path]`` and ``[step, 2, path]``."""
    key = np.array([seed, hash64(name)], np.uint64)
    random = np.random.Generator(np.random.Philox(key=key))
    cell = np.argsort(random.random((3, paths)), axis=-1)
    start = ndtri((cell + random.random(cell.shape)) / paths)
    half = random.standard_normal((STEPS, 2, paths // 2), dtype=np.float32)
    return start.astype(np.float32), np.concatenate([half, -half], axis=-1)


def play(theta: Theta, at: Situation, luck: Luck) -> Course:
    """Play every episode along its paths.

    Parameters
    ----------
    theta : mapping of name to scalar
        Shared parameters (`history/parameters.py`).
    at : Situation
        What is known of each episode.
    luck : Luck
    """
    tempo = jnp.exp(jnp.exp(theta["tempo_spread"]) * luck.start[1])
    x = by_codes(theta, at, "power")[:, None] + jnp.exp(theta["power_spread"]) * luck.start[0]
    spread = jnp.exp(theta["activity_spread"]) * luck.start[2]
    margin = jnp.exp(by_codes(theta, at, "activity")[:, None] + spread)
    wavers, turmoil = jnp.exp(theta["wavers"]), jnp.exp(theta["turmoil"])

    def step(carry: Any, inputs: Any) -> Any:
        x, margin, alive = carry
        days, years_gone, luck = inputs
        years = tempo * days / YEAR
        later = margin - years + wavers * jnp.sqrt(years) * luck[1]
        hazards = jnp.stack(
            [
                *(rate * years for rate in victories(theta, at, x)),
                settlement(theta, at, x, years_gone) * days / YEAR,
                exhaustion(margin, later, wavers**2 * years),
            ]
        )
        total = hazards.sum(0)
        ends = alive * -jnp.expm1(-total) * hazards / jnp.maximum(total, 1e-12)
        x = jnp.clip(x + turmoil * jnp.sqrt(years) * luck[0], -STRONGEST, STRONGEST)
        return (x, later, alive * jnp.exp(-total)), ends.mean(-1)

    days, middle = _steps()
    start = (x, margin, jnp.ones_like(x))
    (_, _, alive), ends = jax.lax.scan(step, start, (days, middle / YEAR, luck.steps))
    assert ends.shape[1] == len(CLASSES)
    return Course(ends, alive.mean(-1))


def by_codes(theta: Theta, at: Situation, what: str) -> Float[Array, " episode"]:
    """Return a level, and what each thing that is known of an episode adds to it.

    The parameter ``power_strength``, say, is what a step of strength adds to ``power``.
    """
    level = jnp.broadcast_to(theta[what], at.strength.shape)
    for each in fields(at):
        if f"{what}_{each.name}" in theta:
            level = level + theta[f"{what}_{each.name}"] * getattr(at, each.name)
    return level


def victories(
    theta: Theta, at: Situation, x: Float[Array, "episode path"]
) -> tuple[Float[Array, "episode path"], Float[Array, "episode path"]]:
    """Return the hazards of the government's and of the rebels' victory, per year of war's time."""
    haste = jnp.exp(
        theta["coup_haste"] * at.coup
        + theta["victory_mediated"] * at.mediated
        + theta["victory_central"] * at.central
    )[:, None]
    plotters = (theta["coup_rebels"] * at.coup)[:, None]
    trend = (theta["government_decades"] * at.decades)[:, None]
    government = theta["government_wins"] + trend - theta["government_power"] * x
    rebels = theta["rebels_win"] + plotters + theta["rebels_power"] * x
    return haste * _hazard(government), haste * _hazard(rebels)


def settlement(
    theta: Theta,
    at: Situation,
    x: Float[Array, "episode path"],
    years: Float[Array, ""],
) -> Float[Array, "episode path"]:
    """Return the hazard of a settlement, per year of the calendar."""
    known = by_codes(theta, at, "settles")
    parity, learning = theta["settles_power"], theta["settles_learning"]
    return _hazard(log_settlement_rate(known[:, None], parity, learning, x, years))


def exhaustion(
    before: Float[Array, "episode path"],
    after: Float[Array, "episode path"],
    variance: Float[Array, "episode path"],
) -> Float[Array, "episode path"]:
    """Return the hazard, over the step, that the margin reached 0 at some time in it."""
    return -jnp.log1p(-jnp.minimum(reaches_zero(before, after, variance), SURE))


def _hazard(log_rate: Float[Array, "episode path"]) -> Float[Array, "episode path"]:
    return jnp.exp(jnp.clip(log_rate, *LOG_HAZARDS))


def _steps() -> tuple[Float[Array, " step"], Float[Array, " step"]]:
    """Return the length and the middle of every step, days ``[step]``."""
    ends = edges()
    middle = (ends[1:] + ends[:-1]) / 2
    return jnp.asarray(np.diff(ends), jnp.float32), jnp.asarray(middle, jnp.float32)
