"""The ladder of commitment: what each rung secures, how it exposes a patron, what it sends."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int8, Shaped

from contingent.scenario.vocabulary import RUNGS
from contingent.world.arrays import World
from contingent.world.foreign import committed_help
from contingent.world.state import State

DIPLOMATIC, MONEY, ARMS, ADVISERS, AIR_STRIKES, TROOPS = range(1, len(RUNGS))
GAIN = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""How much of a stake each rung can secure, when the patron can deliver on it."""
SENDS = ("", "", "cash", "arms aircraft air_defence", "men", "strikes", "troops")
"""What a patron must have to send for each rung to secure more than the one below."""


def military(rung: Shaped[Array, "*axes lane"]) -> Float[Array, "*axes lane"]:
    """Return how far a rung exposes a patron to its rivals, and deters them.

    Nothing up to money, then 1/4 arms, 1/2 advisers, 1 air strikes and troops; as a formula, so
    that no table is looked up inside the loop.
    """
    rung = rung.astype(jnp.result_type(float))
    return jnp.where(rung >= AIR_STRIKES, 1.0, jnp.maximum(0.0, rung - MONEY) / 4.0)


def at_rung(
    by_rung: Float[Array, "patron rung #lane"], rung: Float[Array, "patron faction lane"]
) -> Float[Array, "patron faction lane"]:
    """Look up a patron's table at its rung for each faction."""
    found = jnp.zeros_like(rung)
    for r in range(by_rung.shape[1]):
        found = jnp.where(rung == r, by_rung[:, r, None], found)
    return found


def gain_at(
    world: World, rung: Float[Array, "patron faction lane"]
) -> Float[Array, "patron faction lane"]:
    """Return what a rung secures: nothing more where a patron has nothing to send."""
    gain = jnp.zeros_like(rung)
    for r, (secured, sends) in enumerate(zip(np.diff(GAIN, prepend=0.0), SENDS, strict=True)):
        has = sum((getattr(world.patrons, name) for name in sends.split()), start=jnp.zeros(()))
        able = (has > 0.0)[:, None] if sends else True
        gain = gain + secured.astype(rung.dtype) * ((rung >= r) & able)
    return gain


def arriving(
    world: World,
    state: State,
    delay: Float[Array, " #lane"],
    days: Float[Array, ""],
    commitment: Int8[Array, "patron faction lane"],
) -> Float[Array, "faction help lane"]:
    """Return the help in the country: it relaxes to what patrons have committed."""
    target = committed_help(world.patrons, commitment)
    lag = jnp.exp(-days / delay)
    return (target + (state.foreign - target) * lag) * state.active[:, None]
