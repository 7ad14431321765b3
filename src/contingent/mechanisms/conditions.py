"""Which typed conditions of patrons are met (charter §6, **Conditions**).

event           the event holds now
offer           the faction grants at least the threshold and has it to give: an oil share
                counts with the oil it holds, basing with an air base it holds
peaceful_path   the faction does not attack while talks are open
consent_of      the consulted patrons agree: their mean consent, where
                consent_j = 1 / (1 + exp(-firmness (stake_j,f - best stake_j in an opponent)))
rival_below     the named rival's commitment to any opponent is below the rung
allies_at_least weights of its allies that stand at `money` or above beside the faction
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.world.arrays import COVERS, World
from contingent.world.events import holds_true
from contingent.world.lanes import blend, mix, total_of
from contingent.world.observe import Observation
from contingent.world.state import State
from contingent.world.thresholds import put_back

FIRMNESS = 0.5
"""Per point: a partner two points closer to the other side agrees once in four times."""
MONEY = 2
"""Below this rung a patron is no ally in deeds."""
TALKS = 1


def condition_met(
    world: World, state: State, seen: Observation
) -> Float[Array, "condition faction lane"]:
    """Return how far (0 to 1) each condition is met for each faction."""
    c = world.conditions
    parts = (
        _event(world, state, seen),
        _offer(world, state),
        _peaceful(state)[None],
        _consent(world),
        _rival(world, state),
        _allies(world, state),
    )
    return sum(
        (c.kind[:, i][:, None] * part for i, part in enumerate(parts)),
        start=jnp.zeros((*c.faction.shape[:2], *state.momentum.shape[1:]), state.hold.dtype),
    )


def shortfall(
    world: World, met: Float[Array, "condition faction lane"], covers: str
) -> tuple[Float[Array, "condition faction lane"], Float[Array, "condition faction lane"]]:
    """Split unmet conditions that cover one kind of help into (required, weighted ±)."""
    c = world.conditions
    relevant = c.faction * c.covers[:, COVERS.index(covers)][:, None]
    required = relevant * c.required[:, None] * (1.0 - met)
    weighted = relevant * (c.weight * (1.0 - c.required))[:, None] * (met - 0.5)
    return required, weighted


def _event(world: World, state: State, seen: Observation) -> Float[Array, "condition 1 lane"]:
    dtype = state.hold.dtype
    rows: list[Any] = [jnp.zeros_like(state.alarm)] * world.conditions.from_rung.shape[0]
    # the record's axes are indexed from the right, as in the store: lanes go first
    record = jax.tree.map(lambda x: jnp.moveaxis(x, -1, 0), seen)
    for row, event in world.events.of_condition:
        rows[row] = holds_true(put_back(event, world.events.numbers), record).astype(dtype)
    return jnp.stack(rows)[:, None] if rows else jnp.zeros((0, 1, 1), dtype)


def _offer(world: World, state: State) -> Float[Array, "condition faction lane"]:
    c = world.conditions
    oil_held = total_of(world.oil.capacity[:, None] * mix(world.oil.at, state.hold))
    based = state.hold[world.graph.airbases].max(0, initial=0.0) >= 0.6
    can_give = jnp.stack([oil_held, based.astype(oil_held.dtype), jnp.ones_like(oil_held)], 1)
    granted = (c.offer[:, None] * (world.factions.offers * (can_give > 0.0))).sum(2)
    return (granted >= c.threshold[:, None]).astype(oil_held.dtype)


def _peaceful(state: State) -> Float[Array, "faction lane"]:
    talking = (state.phase >= TALKS).any(1)
    attacking = state.effort.max(0) > 0.0
    return 1.0 - (talking & attacking).astype(state.hold.dtype)


def _consent(world: World) -> Float[Array, "condition faction lane"]:
    stake = world.patrons.stake
    n = stake.shape[1]
    rest = jnp.where(jnp.eye(n, dtype=bool)[..., None], -jnp.inf, stake[:, None]).max(2)
    agree = jax.nn.sigmoid(FIRMNESS * (stake - rest))
    asked = world.conditions.consulted
    return mix(asked[..., 0], agree) / jnp.maximum(1.0, asked.sum(1)[:, None])


def _rival(world: World, state: State) -> Float[Array, "condition faction lane"]:
    c = world.conditions
    level = state.commitment.astype(state.hold.dtype)
    n = level.shape[1]
    elsewhere = jnp.where(jnp.eye(n, dtype=bool)[..., None], -jnp.inf, level[:, None]).max(2)
    rung = mix(c.rival[..., 0], jnp.maximum(elsewhere, 0.0))
    return (rung < c.rung[:, None]).astype(rung.dtype)


def _allies(world: World, state: State) -> Float[Array, "condition faction lane"]:
    c = world.conditions
    beside = (state.commitment >= MONEY).astype(state.hold.dtype)
    company = blend(world.patrons.allies, beside)
    present = mix(c.patron[..., 0], company)
    return (present >= c.threshold[:, None]).astype(present.dtype)
