"""Shapes in signatures and fields really are checked: what is laid out wrongly is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from jaxtyping import TypeCheckError

from contingent.mechanisms.combat import average_enemy
from contingent.mechanisms.retreat import retreat
from contingent.world.strength import against, hostility
from tests.mechanisms import harness
from tests.mechanisms.one_world import random_case

LANES = 12


def test_helper_refuses_a_transposed_array() -> None:
    start = random_case(lanes=LANES)
    world, fighters = start.world, start.state.fighters
    escape = start.parameters["combat"].escape
    retreat(world, start.state.hold, fighters, escape)
    with pytest.raises(TypeCheckError, match="leaving"):
        retreat(world, start.state.hold, fighters.swapaxes(0, 1), escape)


def test_helper_refuses_lanes_that_do_not_fit() -> None:
    state = random_case(lanes=LANES).state
    hostile = hostility(state)
    against(state.fighters, hostile)
    with pytest.raises(TypeCheckError):
        against(state.fighters, hostile[..., :-1])


def test_helper_refuses_an_array_without_its_places() -> None:
    state = random_case(lanes=LANES).state
    with pytest.raises(TypeCheckError):
        average_enemy(state.fighters.sum(0), state.hold, hostility(state))


@pytest.mark.parametrize("name", ["hold", "engaged", "alarm"])
def test_mechanism_in_a_test_refuses_a_state_laid_out_wrongly(name: str) -> None:
    start = random_case(lanes=LANES)
    clock = harness.clock(start.world, start.state)
    wrong = replace(start.state, **{name: getattr(start.state, name).T[..., None]})
    with pytest.raises(AssertionError, match=rf"State\.{name} is"):
        harness.run("holding", start.world, wrong, start.parameters, start.luck, clock)
