"""One step of one run: luck, then every mechanism in turn, then the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from contingent.engine.random import Key, luck_of_step
from contingent.mechanisms import MECHANISMS, Mechanism, Parameters
from contingent.mechanisms.perception import first_belief
from contingent.world.arrays import World
from contingent.world.lanes import fixed
from contingent.world.luck import Clock, Luck
from contingent.world.observe import Observation
from contingent.world.record import observe
from contingent.world.state import State, initial_state
from contingent.world.strength import log_power, troops_of

ACCOUNTS = ("people", "fighters", "materiel", "treasury", "commitment", "cohesion", "fallen")
"""What the ledger of causes follows: shares and stocks of each faction."""
FULL = ("hold", "fighters", "affinity", "belief", "effort", "foreign", "away", "engaged")
"""State kept step by step for the first draws."""


def accounts(world: World, state: State) -> Float[Array, "account faction lane"]:
    """Return the state of the accounts that the ledger follows."""
    people = (world.places.population / world.places.population.sum(0))[:, None]
    return jnp.stack(
        [
            (people * state.hold).sum(0),
            troops_of(state),
            state.materiel,
            state.treasury,
            state.commitment.astype(state.hold.dtype).sum(0),
            state.cohesion,
            state.fallen,
        ]
    )


def opening(world: World, key: Key) -> State:
    """Return the state on the start date, beliefs included."""
    state = initial_state(world)
    truth = log_power(world, state)
    from dataclasses import replace

    ratio = truth[:, None] - truth[None, :]
    luck = luck_of_step(world, key, jnp.uint32(0))
    return first_belief(world, replace(state, trend=ratio, terms=ratio), luck)


def step(
    world: World,
    parameters: Parameters,
    state: State,
    *,
    seen: Observation,
    luck: Luck,
    days: Float[Array, ""],
    running: Bool[Array, " mechanism"] | None = None,
) -> tuple[State, Observation, Float[Array, "mechanism account faction lane"]]:
    """Run every mechanism once; return the state, its record and what each mechanism changed.

    Where `running` is given, a mechanism that it denies leaves the state as it was.
    """
    clock = Clock(days=days, seen=seen)
    before = accounts(world, state)
    changes = []
    for i, mechanism in enumerate(MECHANISMS):
        apply = _bound(mechanism, world, parameters, luck, clock)
        state = fixed(
            apply(state) if running is None else jax.lax.cond(running[i], apply, _as_it_was, state)
        )
        after = accounts(world, state)
        changes.append(after - before)
        before = after
    return state, observe(world, state), jnp.stack(changes)


def _bound(
    mechanism: Mechanism, world: World, parameters: Parameters, luck: Luck, clock: Clock
) -> Callable[[State], State]:
    """Return a mechanism as a function of the state alone."""
    return lambda state: mechanism.apply(world, state, parameters[mechanism.name], luck, clock)


def _as_it_was(state: State) -> State:
    return state


def full_of(state: State) -> dict[str, Any]:
    """Return the parts of a state that are kept for the first draws."""
    return {name: getattr(state, name) for name in FULL}


def is_sound(state: State) -> Bool[Array, " lane"]:
    """Return whether every number of a state is finite."""
    leaves = [x for x in jax.tree.leaves(state) if jnp.issubdtype(x.dtype, jnp.floating)]
    finite = [jnp.isfinite(x).all(tuple(range(x.ndim - 1))) for x in leaves]
    return jnp.stack(finite).all(0)
