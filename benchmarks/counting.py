"""How many transcendental functions one step of one run evaluates, counted and not guessed.

The step is traced, not compiled: every operation of the trace that stands for such a function
counts once for each number it yields. A compiler may merge two of them or repeat one in two fused
loops; the count is of what the model asks for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from contingent.engine.inputs import cast_orders, world_and_parameters
from contingent.engine.model import Model
from contingent.engine.random import luck_of_step, run_key
from contingent.engine.step import opening, step
from contingent.mechanisms import running
from contingent.world.record import observe
from contingent.world.strength import reach_of

FUNCTIONS = (
    "exp",
    "exp2",
    "expm1",
    "log",
    "log1p",
    "logistic",
    "tanh",
    "sqrt",
    "rsqrt",
    "cbrt",
    "pow",
    "erf",
    "erfc",
    "erf_inv",
    "sin",
    "cos",
    "tan",
    "lgamma",
)
"""Names of jax's primitives that count."""
LANES = 8
"""Lanes of the trace: enough to tell an axis of lanes from none."""


def functions_of_step(model: Model) -> Counter[str]:
    """Return how many of each function one step of one run evaluates, its luck left out."""
    drawn, _ = model.worlds(1, 0, LANES)
    world, parameters = world_and_parameters(model.template, drawn, np.arange(LANES), np.float32)
    numbers = jnp.arange(LANES, dtype=jnp.uint32)

    def before(world: Any) -> tuple[Any, ...]:
        world = replace(world, reach=reach_of(world))
        key = run_key((jnp.uint32(1), jnp.uint32(0)), numbers, numbers)
        state = opening(world, key)
        return world, state, observe(world, state), luck_of_step(world, key, jnp.uint32(1))

    world, state, seen, luck = jax.eval_shape(before, world)

    def one(world: Any, parameters: Any, state: Any, seen: Any, luck: Any) -> Any:
        return step(
            world,
            parameters,
            state,
            seen=seen,
            luck=luck,
            days=jnp.float32(7.0),
            **undisturbed(model),
        )

    traced = jax.make_jaxpr(one)(world, parameters, state, seen, luck)
    return Counter({name: round(n / LANES) for name, n in evaluations(traced.jaxpr).items()})


def undisturbed(model: Model, dtype: Any = np.float32) -> dict[str, Any]:
    """Return the orders of a step that command nothing, and that every mechanism runs."""
    orders = jax.tree.map(lambda x: jnp.asarray(x[0]), cast_orders(model.orders, dtype))
    return {"orders": orders, "running": jnp.asarray(running(()))}


def evaluations(jaxpr: Any) -> Counter[str]:
    """Return how many numbers each function of a trace yields, loops and inner traces included.

    Raises
    ------
    NotImplementedError
        For a loop whose length is not in the trace.
    """
    total: Counter[str] = Counter()
    for equation in jaxpr.eqns:
        name = equation.primitive.name
        if name in FUNCTIONS:
            total[name] += int(np.prod(equation.outvars[0].aval.shape))
        if name == "while":
            raise NotImplementedError("a loop of unknown length cannot be counted")
        times = equation.params["length"] if name == "scan" else 1
        inner = [evaluations(part) for part in _inner(equation.params)]
        # of a choice between branches, lanes side by side evaluate all
        for part in inner:
            for function, n in part.items():
                total[function] += times * n
    return total


def _inner(parameters: dict[str, Any]) -> list[Any]:
    """Return the traces that an operation holds."""
    found = []
    for value in parameters.values():
        for item in value if isinstance(value, tuple | list) else (value,):
            trace = getattr(item, "jaxpr", item)
            if hasattr(trace, "eqns"):
                found.append(trace)
    return found
