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

from collections.abc import Callable
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from contingent.world.arrays import CONDITION_KINDS, COVERS, Conditions, World
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


def covering(conditions: Conditions, covers: str) -> tuple[slice, tuple[int, ...]]:
    """Return the rows of the conditions that cover one kind of help, and how many each kind has."""
    counts = conditions.counts
    at = COVERS.index(covers)
    first = sum(sum(row) for row in counts[:at])
    return slice(first, first + sum(counts[at])), counts[at]


def table_of(world: World, covers: str) -> Conditions:
    """Return the conditions that cover one kind of help."""
    rows, _ = covering(world.conditions, covers)
    cut: Conditions = jax.tree.map(lambda x: x[rows], world.conditions)
    return cut


def conditions_of(world: World, covers: str) -> Int[Array, "patron part"]:
    """Return which rows of `table_of` are conditions of each patron."""
    return world.patrons.conditions[COVERS.index(covers)]


def condition_met(
    world: World, state: State, seen: Observation, covers: str
) -> Float[Array, "condition faction lane"]:
    """Return how far (0 to 1) each condition that covers one kind of help is met for each faction.

    Rows as in `table_of`.
    """
    rows, counts = covering(world.conditions, covers)
    tests: dict[str, Callable[[slice], Any]] = {
        "event": partial(_event, world, state, seen),
        "offer": partial(_offer, world, state),
        "peaceful_path": lambda _: _peaceful(state)[None],
        "consent_of": partial(_consent, world),
        "rival_below": partial(_rival, world, state),
        "allies_at_least": partial(_allies, world, state),
    }
    of_one = state.momentum.shape
    parts = [jnp.zeros((0, *of_one), state.hold.dtype)]
    first = rows.start
    for kind, number in zip(CONDITION_KINDS, counts, strict=True):
        if number:
            part = tests[kind](slice(first, first + number))
            parts.append(jnp.broadcast_to(part, (number, *of_one)))
        first += number
    return jnp.concatenate(parts)


def shortfall(
    world: World, met: Float[Array, "condition faction lane"], covers: str
) -> tuple[Float[Array, "condition faction lane"], Float[Array, "condition faction lane"]]:
    """Split unmet conditions that cover one kind of help into (required, weighted ±)."""
    c = table_of(world, covers)
    required = c.faction * c.required[:, None] * (1.0 - met)
    weighted = c.faction * (c.weight * (1.0 - c.required))[:, None] * (met - 0.5)
    return required, weighted


def _event(
    world: World, state: State, seen: Observation, rows: slice
) -> Float[Array, "condition 1 lane"]:
    # the record's axes are indexed from the right, as in the store: lanes go first
    record = jax.tree.map(lambda x: jnp.moveaxis(x, -1, 0), seen)
    truth = [
        holds_true(put_back(event, world.events.numbers), record)
        for row, event in world.events.of_condition
        if rows.start <= row < rows.stop
    ]
    return jnp.stack(truth)[:, None].astype(state.hold.dtype)


def _offer(world: World, state: State, rows: slice) -> Float[Array, "condition faction lane"]:
    c = world.conditions
    oil_held = total_of(world.oil.capacity[:, None] * state.hold[world.oil.place])
    based = state.hold[world.graph.airbases].max(0, initial=0.0) >= 0.6
    can_give = jnp.stack([oil_held, based.astype(oil_held.dtype), jnp.ones_like(oil_held)], 1)
    granted = (c.offer[rows][:, None] * (world.factions.offers * (can_give > 0.0))).sum(2)
    return (granted >= c.threshold[rows][:, None]).astype(oil_held.dtype)


def _peaceful(state: State) -> Float[Array, "faction lane"]:
    talking = (state.phase >= TALKS).any(1)
    attacking = state.effort.max(0) > 0.0
    return 1.0 - (talking & attacking).astype(state.hold.dtype)


def _consent(world: World, rows: slice) -> Float[Array, "condition faction lane"]:
    stake = world.patrons.stake
    n = stake.shape[1]
    rest = jnp.where(jnp.eye(n, dtype=bool)[..., None], -jnp.inf, stake[:, None]).max(2)
    agree = jax.nn.sigmoid(FIRMNESS * (stake - rest))
    asked = world.conditions.consulted[rows]
    return mix(asked[..., 0], agree) / jnp.maximum(1.0, asked.sum(1)[:, None])


def _rival(world: World, state: State, rows: slice) -> Float[Array, "condition faction lane"]:
    c = world.conditions
    level = state.commitment.astype(state.hold.dtype)
    n = level.shape[1]
    elsewhere = jnp.where(jnp.eye(n, dtype=bool)[..., None], -jnp.inf, level[:, None]).max(2)
    rung = mix(c.rival[rows][..., 0], jnp.maximum(elsewhere, 0.0))
    return (rung < c.rung[rows][:, None]).astype(rung.dtype)


def _allies(world: World, state: State, rows: slice) -> Float[Array, "condition faction lane"]:
    c = world.conditions
    beside = (state.commitment >= MONEY).astype(state.hold.dtype)
    company = blend(world.patrons.allies, beside)
    present = company[c.patron[rows]]
    return (present >= c.threshold[rows][:, None]).astype(present.dtype)
