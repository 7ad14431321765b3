"""The ladder of commitment: what each rung secures, how it exposes a patron, what it sends."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int8

from contingent.scenario.vocabulary import RUNGS
from contingent.world.arrays import World
from contingent.world.lanes import total_of
from contingent.world.state import State

DIPLOMATIC, MONEY, ARMS, ADVISERS, AIR_STRIKES, TROOPS = range(1, len(RUNGS))
GAIN = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""How much of a stake each rung can secure, when the patron can deliver on it."""
MILITARY = (0.0, 0.0, 0.0, 0.25, 0.5, 1.0, 1.0)
"""How far each rung exposes a patron to its rivals, and deters them."""


def table(values: tuple[float, ...], like: Float[Array, ...]) -> Float[Array, "rung 1"]:
    """Return numbers by rung, in the float type of an array they will meet."""
    return jnp.asarray(values, like.dtype)[:, None]


def military(commitment: Int8[Array, "*axes lane"]) -> Float[Array, "*axes lane"]:
    """Return how far each commitment exposes a patron: `MILITARY`, by rung."""
    # as a formula, so that no table is looked up inside the loop
    rung = commitment.astype(jnp.result_type(float))
    return jnp.where(rung >= AIR_STRIKES, 1.0, jnp.maximum(0.0, rung - MONEY) / 4.0)


def gain_of(world: World) -> Float[Array, "patron rung lane"]:
    """Return what each rung secures: nothing more where a patron has nothing to send."""
    pt = world.patrons
    sends = jnp.stack(
        [
            jnp.ones_like(pt.cash),
            jnp.ones_like(pt.cash),
            pt.cash,
            pt.arms + pt.aircraft + pt.air_defence,
            pt.men,
            pt.strikes,
            pt.troops,
        ],
        1,
    )
    step = jnp.asarray(np.diff(GAIN, prepend=0.0), pt.cash.dtype)[:, None]
    return jnp.cumsum((sends > 0.0) * step, 1)


def arriving(
    world: World,
    state: State,
    delay: Float[Array, " #lane"],
    days: Float[Array, ""],
    commitment: Int8[Array, "patron faction lane"],
) -> Float[Array, "faction help lane"]:
    """Return the help in the country: it relaxes to what patrons have committed."""
    pt = world.patrons
    dtype = state.hold.dtype
    strikes = (commitment >= AIR_STRIKES).astype(dtype) * pt.strikes[:, None]
    target = jnp.stack(
        [
            total_of((commitment >= ADVISERS).astype(dtype) * pt.men[:, None]),
            total_of((commitment >= TROOPS).astype(dtype) * pt.troops[:, None]),
            total_of(strikes * (1.0 - pt.own_bases[:, None])),
            total_of(strikes * pt.own_bases[:, None]),
        ],
        1,
    )
    lag = jnp.exp(-days / delay)
    return (target + (state.foreign - target) * lag) * state.active[:, None]
