"""One step of one run: luck, then every mechanism in turn, then the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial, reduce
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from contingent.engine.bookkeeping import Entries, book, opened
from contingent.engine.random import Key, luck_of_step
from contingent.mechanisms import MECHANISMS, Parameters
from contingent.mechanisms.perception import first_belief
from contingent.world.arrays import World
from contingent.world.lanes import total_of
from contingent.world.luck import Clock, Luck
from contingent.world.observe import Observation
from contingent.world.orders import Orders, state_under, world_under
from contingent.world.record import observe
from contingent.world.state import State, initial_state
from contingent.world.strength import log_power

CAUSES = (*(mechanism.name for mechanism in MECHANISMS), "orders")
"""What the ledger blames for a change."""
FULL = (
    "hold",
    "fighters",
    "affinity",
    "belief",
    "effort",
    "foreign",
    "away",
    "engaged",
    "killed",
    "blockade",
)
"""State kept step by step for the first draws."""


def opening(world: World, key: Key) -> State:
    """Return the state on the start date, beliefs included."""
    state = initial_state(world)
    truth = log_power(world, state)
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
    orders: Orders,
    running: Bool[Array, " mechanism"],
) -> tuple[State, Observation, Entries]:
    """Obey orders and run every mechanism once; return the state, its record and what changed it.

    A mechanism that `running` denies leaves the state as it was. Causes are the mechanisms and the
    orders (`CAUSES`).
    """
    clock = Clock(days=days, seen=seen)
    world = world_under(orders, world)
    books = opened(world, state)
    state = state_under(orders, state)
    books, entries = book(world, books, state, "orders")
    for i, mechanism in enumerate(MECHANISMS):
        apply = partial(mechanism.apply, world, state, parameters[mechanism.name], luck, clock)
        state = _where(running[i], apply, state)
        books, booked = book(world, books, state, mechanism.name)
        entries |= booked
    return state, observe(world, state), entries


def _where(runs: Bool[Array, ""], apply: Callable[[], State], state: State) -> State:
    """Return the state that a mechanism makes if it runs.

    The branch is also a wall: the compiler merges loops across everything else, and would work out
    the same numbers in many places, bits depending on where.
    """
    changed: list[str] = []

    def on() -> dict[str, Any]:
        after = apply()
        changed[:] = [
            n for n in State.__annotations__ if getattr(after, n) is not getattr(state, n)
        ]
        return {name: getattr(after, name) for name in changed}

    def off() -> dict[str, Any]:  # traced after `on`
        return {name: getattr(state, name) for name in changed}

    return replace(state, **jax.lax.cond(runs, on, off))


def full_of(state: State) -> dict[str, Any]:
    """Return the parts of a state that are kept for the first draws."""
    return {name: getattr(state, name) for name in FULL}


def is_sound(state: State) -> Bool[Array, " lane"]:
    """Return whether every number of a state is finite: then so is their sum."""
    alike: dict[tuple[int, ...], list[Any]] = {}
    for leaf in jax.tree.leaves(state):
        if leaf.size and jnp.issubdtype(leaf.dtype, jnp.floating):
            alike.setdefault(leaf.shape, []).append(leaf)
    sums = [reduce(jnp.add, leaves) for leaves in alike.values()]
    while any(x.ndim > 1 for x in sums):
        sums = [total_of(x) if x.ndim > 1 else x for x in sums]
    return jnp.isfinite(reduce(jnp.add, sums))
