"""Playing a country with the state kept after every mechanism, so that a breach has a culprit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from contingent.engine.inputs import world_and_parameters
from contingent.engine.model import Model, make_model
from contingent.engine.random import luck_of_step, run_key
from contingent.engine.step import opening
from contingent.mechanisms import MECHANISMS
from contingent.scenario.changes import Change
from contingent.world.arrays import World
from contingent.world.luck import Clock
from contingent.world.record import observe
from contingent.world.state import State
from contingent.world.strength import reach_of
from tests.invariants.worlds import Country

LANES = 8
"""Draws of each country that are played."""
NAMES = tuple(m.name for m in MECHANISMS)


@dataclass(frozen=True)
class History:
    """All states of some runs: the first one, then one after each mechanism of each step.

    Attributes
    ----------
    model : Model
    world, parameters : World, dict
        Numpy arrays, one lane a draw.
    states : State
        Numpy arrays with an axis of states in front.
    days : float64 [step]
    """

    model: Model
    world: World
    parameters: dict[str, Any]
    states: State
    days: np.ndarray

    def after(self, mechanism: str) -> State:
        """Return the states right after a mechanism, one a step."""
        first = NAMES.index(mechanism) + 1
        return jax.tree.map(lambda x: x[first :: len(NAMES)], self.states)

    def before(self, mechanism: str) -> State:
        """Return the states right before a mechanism, one a step."""
        first = NAMES.index(mechanism)
        return jax.tree.map(lambda x: x[first : -1 : len(NAMES)], self.states)

    def between_steps(self) -> State:
        """Return the states that are recorded."""
        return jax.tree.map(lambda x: x[:: len(NAMES)], self.states)


@jax.jit
def _all_states(world: World, parameters: Any, draw: Any, days: Any) -> tuple[State, State]:
    world = replace(world, reach=reach_of(world))
    key = run_key((jnp.uint32(1), jnp.uint32(0)), draw, jnp.zeros_like(draw))
    numbers = jnp.arange(1, days.shape[0] + 1, dtype=jnp.uint32)
    luck = jax.vmap(lambda number: luck_of_step(world, key, number))(numbers)
    start = opening(world, key)

    def advance(carry: Any, inputs: Any) -> Any:
        state, seen = carry
        clock = Clock(days=inputs[1], seen=seen)
        passed = []
        for mechanism in MECHANISMS:
            state = mechanism.apply(world, state, parameters[mechanism.name], inputs[0], clock)
            passed.append(state)
        return (state, observe(world, state)), jax.tree.map(lambda *x: jnp.stack(x), *passed)

    _, states = jax.lax.scan(advance, (start, observe(world, start)), (luck, days))
    return start, states


def play(country: Country) -> History:
    """Write, load, draw and play a country in 64-bit floats, which must be enabled."""
    changes = [Change(path, "set", number) for path, number in country.changes.items()]
    model = make_model(country.load(), changes)
    draws, _ = model.worlds(1, 0, LANES)
    world, parameters = world_and_parameters(model.template, draws, np.arange(LANES), np.float64)
    days = model.template.calendar.days
    start, states = _all_states(world, parameters, np.arange(LANES, dtype=np.uint32), days)

    def in_a_row(first: Any, rest: Any) -> np.ndarray:
        rest = np.asarray(rest)
        rows = rest.reshape(len(days) * len(NAMES), *rest.shape[2:])
        return np.concatenate([np.asarray(first)[None], rows])

    return History(model, world, parameters, jax.tree.map(in_a_row, start, states), days)
