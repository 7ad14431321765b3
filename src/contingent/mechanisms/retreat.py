"""Where a beaten or turned-out garrison goes: to neighbouring places its side holds, or away."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.world.arrays import World
from contingent.world.lanes import sum_at
from contingent.world.state import LOSES_BELOW


def retreat(
    world: World,
    hold: Float[Array, "place faction lane"],
    leaving: Float[Array, "place faction lane"],
    escape: Float[Array, " #lane"],
) -> tuple[Float[Array, "place faction lane"], Float[Array, "place faction lane"]]:
    """Split those who leave into arrivals next door and men lost to the force.

    Arrivals spread evenly over the neighbouring places held by their side; where there is none,
    all are lost. ``arrivals.sum() + lost.sum() == leaving.sum()``.
    """
    refuge = (hold >= LOSES_BELOW).astype(hold.dtype)
    ways = sum_at(world.graph.next_door, refuge)
    escaping = jnp.where(ways > 0.0, escape * leaving, 0.0)
    arrivals = refuge * sum_at(world.graph.next_door, escaping / jnp.maximum(ways, 1.0))
    return arrivals, leaving - escaping
