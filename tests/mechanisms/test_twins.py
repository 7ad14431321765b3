"""Every mechanism agrees with its scalar twin, to nine digits, in many random states."""

from importlib import import_module

import pytest

from contingent.mechanisms import MECHANISMS
from tests.mechanisms import harness

LANES = 12


@pytest.mark.parametrize("days", [7.0, 2.5])
@pytest.mark.parametrize("scenario", ["duel", "libya"])
@pytest.mark.parametrize("name", [m.name for m in MECHANISMS])
def test_mechanism_agrees_with_its_twin(name: str, scenario: str, days: float) -> None:
    twin = getattr(import_module(f"tests.mechanisms.twins.{name}"), name)
    world, parameters = harness.worlds(getattr(harness, scenario)(), LANES)
    state = harness.random_state(world, seed=len(name))
    luck = harness.random_luck(world, seed=len(name) + 1)
    clock = harness.clock(world, state, days)
    after = harness.run(name, world, state, parameters, luck, clock)
    for i in range(LANES):
        expected = twin(
            harness.plain(world, i),
            harness.plain_of(state, i),
            harness.plain_of(parameters[name], i),
            harness.plain_of(luck, i),
            days,
        )
        harness.assert_agree(after, i, expected, state)
