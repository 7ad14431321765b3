"""The machine's own limit: what a run-week cannot do without, and nothing else.

Two things are bound by arithmetic that no rewriting of the model removes: its random numbers, and
its transcendental functions (exp, log, sqrt, …). So the limit is the rate at which the same
devices, with the same jax and lanes side by side just as in the engine, make

* every random number of a run-week by the engine's own `luck_of_step`, all of them written to
  memory, since a number that nobody reads would not be made;
* as many exp, log, … as one step of the model evaluates (`counting.py` counts them from its
  trace), on numbers that differ, all added up.

Additions, products, comparisons, reading and writing the state, storing the record and drawing
worlds come for free here. So an engine with these numbers and these functions stays below the
limit, unless its compiler evaluates a function once where the model asks for it twice.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Mesh
from jax.sharding import PartitionSpec as Spec

from benchmarks.counting import functions_of_step
from benchmarks.ours import weeks_of
from benchmarks.pace import Contender
from contingent.engine.devices import start_jax
from contingent.engine.inputs import world_and_parameters
from contingent.engine.model import Model
from contingent.engine.program import LANES
from contingent.engine.random import luck_of_step, run_key
from contingent.world.lanes import total_of

LOOKUP = {"logistic": jax.nn.sigmoid, "erf_inv": jax.lax.erf_inv, "lgamma": jax.lax.lgamma}
"""Functions that jax.numpy has under no name of its own."""


def limit(model: Model) -> Contender:
    """Return the machine's own limit as a contender."""
    start_jax()
    program = _compiled(model, functions_of_step(model))
    runs = np.arange(LANES * len(jax.devices()), dtype=np.uint32)
    seed = np.array([1, 0], np.uint32)

    def play(seconds: float) -> float:
        began = time.perf_counter()
        played = 0
        while not played or time.perf_counter() - began < seconds:
            jax.block_until_ready(program(runs, seed))
            played += len(runs)
        return played * weeks_of(model)

    return Contender("limit", play)


def numbers_of_step(model: Model) -> int:
    """Return how many random numbers one step of one run uses."""
    world = _world(model)
    words = jax.ShapeDtypeStruct((1,), jnp.uint32)
    luck = jax.eval_shape(luck_of_step, world, (words, words), jax.ShapeDtypeStruct((), jnp.uint32))
    return sum(leaf.size for leaf in jax.tree.leaves(luck))


def _world(model: Model) -> Any:
    """Return the first drawn world; random numbers read the names in it, which all share."""
    drawn, _ = model.worlds(1, 0, 1)
    return world_and_parameters(model.template, drawn, np.zeros(1, np.intp), np.float32)[0]


def _compiled(model: Model, functions: Counter[str]) -> Any:
    """Return a program on every device: run numbers and seed in, numbers and sums out."""
    world = _world(model)
    steps = jnp.arange(1, len(model.template.calendar.days) + 1, dtype=jnp.uint32)

    def play(runs: Any, seed: Any) -> Any:
        key = run_key((seed[0], seed[1]), runs, jnp.zeros_like(runs))
        start = (runs + 1).astype(jnp.float32) * 2.0**-24  # some number of each lane

        def one(total: Any, step: Any) -> Any:
            luck = luck_of_step(world, key, step)
            return total + evaluate(functions, start + step.astype(jnp.float32) * 1e-3), luck

        return jax.lax.scan(one, jnp.zeros_like(start), steps)

    mesh = Mesh(np.array(jax.devices()), ("device",))
    lanes_last = jax.tree.map(
        lambda x: Spec(*[None] * (x.ndim - 1), "device"),
        jax.eval_shape(play, np.zeros(1, np.uint32), np.zeros(2, np.uint32)),
    )
    return jax.jit(
        jax.shard_map(
            play,
            mesh=mesh,
            in_specs=(Spec("device"), Spec()),
            out_specs=lanes_last,
            check_vma=False,
        )
    )


def evaluate(functions: Counter[str], start: Any) -> Any:
    """Evaluate each function as often as asked for, on different numbers; return a sum a lane.

    One loop a function, over rows of lanes, which the compiler makes as wide as the processor
    is. All in one long sum would be a loop so large that `expm1` alone takes eight times as long.
    """
    total = jnp.zeros_like(start)
    for name, number in functions.items():
        function = LOOKUP.get(name) or getattr(jnp, name)
        rows = jnp.linspace(0.1, 0.9, number, dtype=start.dtype)[:, None] + start
        total = total + total_of(_apply(name, function, rows))
    return total


def _apply(name: str, function: Any, x: Any) -> Any:
    return function(x, 1.0 + x) if name == "pow" else function(x)
