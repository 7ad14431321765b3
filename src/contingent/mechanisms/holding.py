"""Holding: who is the holder of a place, and what captures do to everyone's mood.

A faction takes a place at a control share of 0.6; the holder loses it below 0.4. Each capture or
loss, weighted by w_p = sqrt(share of the people), moves three memories::

    momentum_f' = momentum_f exp(-dt / memory) + 2 (w of places taken - w of places lost)
    alarm'      = alarm exp(-dt / attention) + 2 (w of all captures)
    stalemate'  = (stalemate + (contact - stalemate)(1 - exp(-dt / patience))) (1 - captured w)

Momentum is kept in -1.5..1.5 and captures of one step count at most 1. Momentum drives bandwagons
and morale; alarm makes patrons look again; stalemate is fighting without movement, which hurts
(Zartman 1989). It would be wrong if lost towns frightened nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.scenario.quantity import lognormal
from contingent.world.arrays import World
from contingent.world.lanes import total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import LOSES_BELOW, TAKES_AT, State, held_by

WEIGHT = 2.0
UTMOST = 1.5


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Holding:
    """Parameters of the memory of captures."""

    memory: Float[Array, " lane"] = prior(
        "how long success and failure are felt",
        lognormal(60.0, 1.7, unit="days", judgement="success and failure are felt for two months"),
    )
    attention: Float[Array, " lane"] = prior(
        "how long capitals look at a crisis",
        lognormal(28.0, 1.6, unit="days", judgement="capitals look at a crisis for about a month"),
    )
    patience: Float[Array, " lane"] = prior(
        "time until deadlock is felt",
        lognormal(200.0, 1.6, unit="days", judgement="deadlock is felt as such after half a year"),
    )


def holding(world: World, state: State, p: Holding, luck: Luck, clock: Clock) -> State:
    """Update holders and the memories of captures."""
    del luck
    index = jnp.arange(state.hold.shape[1], dtype=jnp.int8)[:, None]
    taking = state.hold >= TAKES_AT
    taker = jnp.where(taking, index, -1).max(1)
    was = held_by(state)
    keeps = (was & (state.hold >= LOSES_BELOW)).any(1)
    holder = jnp.where(taking.any(1), taker, jnp.where(keeps, state.holder, -1)).astype(jnp.int8)

    weight = jnp.sqrt(world.places.population / world.places.population.sum(0))[:, None]
    now = holder[:, None] == index
    dtype = state.hold.dtype
    taken = total_of(weight * (now & ~was)).astype(dtype)
    lost = total_of(weight * (was & ~now)).astype(dtype)
    captured = jnp.minimum(1.0, taken.sum(0))
    days = clock.days
    momentum = state.momentum * jnp.exp(-days / p.memory) + WEIGHT * (taken - lost)
    contact = jnp.minimum(1.0, total_of(state.engaged))
    dulled = -jnp.expm1(-days / p.patience)
    return replace(
        state,
        holder=holder,
        momentum=jnp.clip(momentum, -UTMOST, UTMOST),
        alarm=state.alarm * jnp.exp(-days / p.attention) + WEIGHT * captured,
        stalemate=(state.stalemate + (contact - state.stalemate) * dulled) * (1.0 - captured),
    )
