"""One drawn world of the duel, run in many lanes: what does one change do, all else equal?

Lanes differ only in luck. `evenly()` spreads a uniform number over them, so that the share of lanes
in which something happens is its chance, to one part in `LANES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from contingent.world.arrays import World
from contingent.world.luck import Luck
from contingent.world.state import State, initial_state
from contingent.world.strength import log_power, reach_of
from tests.mechanisms import harness

LANES = 400
RED, BLUE = range(2)
ALPHA, BRAVO, CHARLIE, DELTA = range(4)
"""Alpha is blue's capital, charlie and delta are red's, bravo lies between and is nobody's."""
NORTH, ENVOY = range(2)
"""A patron of red, and a mediator."""
NONE, DIPLOMATIC, MONEY, ARMS, ADVISERS, AIR_STRIKES, TROOPS = range(7)
WAR, TALKS, CEASEFIRE, AGREEMENT = range(4)


def put(array: Any, *changes: tuple[Any, Any]) -> Any:
    """Return the array with (index, value) pairs put in, in every lane."""
    array = jnp.asarray(array)
    for index, value in changes:
        array = array.at[index].set(value)
    return array


def pair(array: Any, value: Any) -> Any:
    """Put a value in for red and blue, both ways."""
    return put(array, ((RED, BLUE), value), ((BLUE, RED), value))


def evenly(like: Any) -> Any:
    """Return uniform numbers spread evenly over the lanes, the same in every row."""
    return jnp.broadcast_to((jnp.arange(LANES) + 0.5) / LANES, like.shape)


def never(like: Any) -> Any:
    """Return numbers with which no hazard strikes."""
    return jnp.ones_like(like)


def always(like: Any) -> Any:
    """Return numbers with which every hazard above zero strikes."""
    return jnp.zeros_like(like)


@dataclass(frozen=True)
class Case:
    """A world, a state, parameters and luck; each method returns a case with one thing changed."""

    world: World
    state: State
    parameters: dict[str, Any]
    luck: Luck

    def given(self, **changes: Any) -> Case:
        """Change the state. Functions are applied to the field, numbers fill it."""
        return replace(self, state=_changed(self.state, changes))

    def where(self, group: str, **changes: Any) -> Case:
        """Change a group of the world."""
        new = _changed(getattr(self.world, group), changes)
        world = replace(self.world, **{group: new})
        return replace(self, world=replace(world, reach=reach_of(world)))

    def tuned(self, mechanism: str, **changes: Any) -> Case:
        """Change parameters of a mechanism."""
        new = _changed(self.parameters[mechanism], changes)
        return replace(self, parameters={**self.parameters, mechanism: new})

    def lucky(self, **changes: Any) -> Case:
        """Change random numbers."""
        return replace(self, luck=_changed(self.luck, changes))

    def after(self, mechanism: str, days: float = 7.0) -> State:
        """Run one mechanism once."""
        clock = harness.clock(self.world, self.state, days)
        return harness.run(mechanism, self.world, self.state, self.parameters, self.luck, clock)

    def then(self, mechanism: str, days: float = 7.0) -> Case:
        """Run one mechanism once and go on from there."""
        return replace(self, state=self.after(mechanism, days))


def _changed(group: Any, changes: dict[str, Any]) -> Any:
    values = {}
    for name, change in changes.items():
        old = getattr(group, name)
        values[name] = change(old) if callable(change) else jnp.full_like(old, change)
    return replace(group, **values)


def case() -> Case:
    """Return the duel as it starts, with true beliefs, in lanes of random luck."""
    world, parameters = harness.worlds(harness.duel(), 1)
    state = initial_state(world)
    power = log_power(world, state)
    ratio = power[:, None] - power[None]
    state = replace(
        state, belief=jnp.broadcast_to(power, state.belief.shape), terms=ratio, trend=ratio
    )
    state = _in_lanes(state)
    luck = harness.random_luck(replace(world, places=_in_lanes(world.places)), seed=7)
    return Case(world, state, parameters, luck)


def _in_lanes(group: Any) -> Any:
    return replace(
        group,
        **{
            f.name: jnp.repeat(jnp.asarray(getattr(group, f.name)), LANES, axis=-1)
            for f in fields(group)
        },
    )


def random_case(seed: int = 3, lanes: int = 40) -> Case:
    """Return the duel in random states and worlds, one a lane."""
    world, parameters = harness.worlds(harness.duel(), lanes, seed)
    state = harness.random_state(world, seed)
    return Case(world, state, parameters, harness.random_luck(world, seed + 1))


def share(happened: Any) -> float:
    """Return the share of lanes in which something happened."""
    return float(np.mean(np.asarray(happened)))


def assert_half_steps_agree(
    start: Case, mechanism: str, happened: Callable[[State], Any], days: float
) -> None:
    """Assert that two half steps give something the same chance as one step."""
    one = share(happened(start.after(mechanism, days)))
    half = share(happened(start.after(mechanism, days / 2)))
    assert 0.05 < one < 0.95
    assert one == pytest.approx(1.0 - (1.0 - half) ** 2, abs=3.0 / LANES)
