"""The duel on its first day, and that day with one thing changed, for tests of direction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from contingent.world.arrays import World
from contingent.world.luck import Luck
from contingent.world.state import State, initial_state
from contingent.world.strength import log_power, reach_of
from tests.mechanisms import harness

RED, BLUE = 0, 1
ALPHA, BRAVO, CHARLIE, DELTA = range(4)
"""Capital and town of blue; pass in the hills; oil field; port of red."""
NORTH, ENVOY = 0, 1
WAR, TALKS, CEASEFIRE = range(3)
NONE, DIPLOMATIC, MONEY, ARMS = range(4)


@dataclass(frozen=True)
class Situation:
    """A world, its parameters, a state and the luck of the step that comes."""

    world: World
    parameters: dict[str, Any]
    state: State
    luck: Luck

    def but(self, **changed: Any) -> Situation:
        """Return the situation with fields of the state changed (numbers are spread out)."""
        return replace(self, state=_changed(self.state, changed))

    def where(self, group: str, **changed: Any) -> Situation:
        """Return the situation with fields of one group of the world changed."""
        world = replace(self.world, **{group: _changed(getattr(self.world, group), changed)})
        return replace(self, world=replace(world, reach=reach_of(world)))

    def given(self, mechanism: str, **changed: Any) -> Situation:
        """Return the situation with parameters of a mechanism changed."""
        parameters = {mechanism: _changed(self.parameters[mechanism], changed)}
        return replace(self, parameters=self.parameters | parameters)

    def with_luck(self, **changed: Any) -> Situation:
        return replace(self, luck=_changed(self.luck, changed))

    def after(self, mechanism: str, days: float = 7.0) -> State:
        """Return the state after one step of one mechanism."""
        step = _compiled(mechanism)
        return step(self.world, self.state, self.parameters, self.luck, jnp.asarray(days))


@cache
def _compiled(mechanism: str) -> Callable[..., State]:
    def step(world: World, state: State, parameters: Any, luck: Luck, days: Any) -> State:
        clock = harness.clock(world, state, days)
        return harness.run(mechanism, world, state, parameters, luck, clock)

    return jax.jit(step)


def first_day(worlds: int = 24) -> Situation:
    """Return the first day of so many drawn worlds, with luck in the middle of its range."""
    world, parameters = harness.worlds(harness.duel(), worlds)
    luck = harness.random_luck(world, seed=0)
    middle = {f.name: 0.0 if f.name.endswith("_z") else 0.5 for f in fields(luck)}
    return Situation(world, parameters, _clear(world), _changed(luck, middle))


def many_runs(runs: int, seed: int = 0) -> Situation:
    """Return the first day of one drawn world, many times over, each with its own luck."""
    world, parameters = harness.worlds(harness.duel(), 1)
    start = _clear(world)
    state = jax.tree.map(lambda x: jnp.broadcast_to(x, (*x.shape[:-1], runs)), start)
    return reshuffled(Situation(world, parameters, state, harness.random_luck(world, 0)), seed)


def reshuffled(situation: Situation, seed: int) -> Situation:
    """Return the situation with other random numbers."""
    lanes = jnp.zeros(situation.state.alarm.shape[-1])
    places = replace(situation.world.places, affinity=situation.world.places.affinity + lanes)
    world = replace(situation.world, places=places)
    return replace(situation, luck=harness.random_luck(world, seed))


def _clear(world: World) -> State:
    """Return the first day, with everyone seeing everyone's power as it is."""
    start = initial_state(world)
    power = log_power(world, start)[None]
    return replace(start, belief=jnp.broadcast_to(power, start.belief.shape))


def anywhere(worlds: int = 24) -> Situation:
    """Return worlds and states that differ in everything, with their own luck."""
    world, parameters = harness.worlds(harness.duel(), worlds)
    luck = harness.random_luck(world, seed=2)
    return Situation(world, parameters, harness.random_state(world, seed=1), luck)


def below(smaller: Any, larger: Any) -> None:
    """Assert that one thing is smaller than another in every world."""
    np.testing.assert_array_less(np.asarray(smaller), np.asarray(larger))


def same(one: Any, other: Any) -> None:
    """Assert that two things are equal in every world, up to rounding."""
    np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-9, atol=1e-9)


def _changed(group: Any, changed: dict[str, Any]) -> Any:
    def value(name: str) -> Any:
        old = getattr(group, name)
        return jnp.broadcast_to(jnp.asarray(changed[name], old.dtype), old.shape)

    return replace(group, **{name: value(name) for name in changed})
