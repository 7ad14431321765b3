"""The compiled program: a fixed number of lanes of runs, over all steps, on every device."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Mesh
from jax.sharding import PartitionSpec as Spec
from jaxtyping import Array, Bool, Float, UInt

from contingent.engine.random import luck_of_step, run_key
from contingent.engine.step import full_of, is_sound, opening, step
from contingent.mechanisms import Parameters
from contingent.world.arrays import World
from contingent.world.orders import Orders
from contingent.world.record import observe
from contingent.world.strength import reach_of

LANES = 256
"""Runs that one device plays at once. Never changed by the number of runs, for equal bits."""


Axes = Any
"""A tree with the position of the axis of lanes in each leaf: -1, or None where there is none."""


def play(
    world: World,
    parameters: Parameters,
    seed: UInt[Array, " two"],
    draw: UInt[Array, " lane"],
    replicate: UInt[Array, " lane"],
    days: Float[Array, " step"],
    orders: Orders,
    running: Bool[Array, " mechanism"],
    *,
    detailed: bool,
) -> dict[str, Any]:
    """Play a row of runs from start to end and return their records, step by step.

    With `detailed` the full state and the ledger of causes come along. Lanes are the last axis of
    every array (see `world/lanes.py`).
    """
    world = replace(world, reach=reach_of(world))
    key = run_key((seed[0], seed[1]), draw, replicate)
    state = opening(world, key)
    first = observe(world, state)

    def advance(carry: Any, inputs: Any) -> Any:
        state, seen, well = carry
        number, length, now = inputs
        state, seen, entries = step(
            world,
            parameters,
            state,
            seen=seen,
            luck=luck_of_step(world, key, number),
            days=length,
            orders=now,
            running=running,
        )
        detail = {"full": full_of(state), "ledger": entries} if detailed else {}
        return (state, seen, well & is_sound(state)), (seen, detail)

    numbers = jnp.arange(1, days.shape[0] + 1, dtype=jnp.uint32)
    start = (state, first, is_sound(state))
    (_, _, well), (seen, detail) = jax.lax.scan(advance, start, (numbers, days, orders))
    put_first = partial(jax.tree.map, lambda a, b: jnp.concatenate([a[None], b]))
    record = {"observed": vars(put_first(first, seen)), "sound": well}
    if detailed:
        record["full"] = put_first(full_of(state), detail["full"])
        record["ledger"] = detail["ledger"]
    # outside, runs come first
    return jax.tree.map(lambda x: jnp.moveaxis(x, -1, 0), record)


def compile_program(world_axes: Axes, parameter_axes: Axes, *, detailed: bool) -> Any:
    """Return the program for all local devices.

    Takes world and parameters (drawn leaves with a last axis of ``devices * LANES`` runs, given
    leaves without), seed, draw and replicate numbers, days, orders, and which mechanisms run.
    Returns records with runs as their first axis. All are arguments: changing a number compiles
    nothing.
    """
    mesh = Mesh(np.array(jax.devices()), ("device",))

    def specs(tree: Any, axes: Any) -> Any:
        def spec(axis: int | None, leaf: Any) -> Any:
            return Spec(*[None] * (leaf.ndim - 1), "device") if axis == -1 else Spec()

        return jax.tree.map(spec, axes, tree, is_leaf=lambda x: x is None)

    def on_all(world: World, parameters: Parameters, *rest: Any) -> dict[str, Any]:
        arguments = (world, parameters, *rest)
        in_specs = (
            specs(world, world_axes),
            specs(parameters, parameter_axes),
            Spec(),
            Spec("device"),
            Spec("device"),
            Spec(),
            Spec(),
            Spec(),
        )
        sharded = jax.shard_map(
            partial(play, detailed=detailed),
            mesh=mesh,
            in_specs=in_specs,
            out_specs=Spec("device"),
            check_vma=False,
        )
        return sharded(*arguments)

    return jax.jit(on_all)
