"""Mechanisms and twins agree when rare things happen: turns, deals, splits, ends and returns."""

from dataclasses import replace
from importlib import import_module
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from contingent.world.state import State
from tests.mechanisms import harness

LANES = 30
DAYS = 30.0
OFTEN = 0.002
"""Numbers that decide whether something rare happens are made so much smaller."""
RARE = {
    "alignment": ("hold", ("turning",)),
    "patronage": ("commitment", ("patron_when",)),
    "exhaustion": ("ran_out", ("exhaustion",)),
    "negotiation": ("phase", ("talks_when", "clause_done")),
    "recognition": ("recognition", ("recognition",)),
    "leadership": ("cohesion", ("leader",)),
    "aftermath": ("recruited", ("relapse",)),
}
"""What changes, and the random numbers that decide when."""


def troubled(state: State) -> State:
    """Let a third of the lanes have a beaten side, and a third one that falls apart."""
    lane = jnp.arange(LANES)
    beaten, crumbling = lane % 3 == 0, lane % 3 == 1
    first = (jnp.arange(state.active.shape[0]) == 0)[:, None]
    left = jnp.where(lane % 2 == 0, 1e-4, 1e-2)
    return replace(
        state,
        fighters=jnp.where(beaten & first, state.fighters * left, state.fighters),
        holder=jnp.where(beaten & (state.holder == 0), -1, state.holder).astype(jnp.int8),
        cohesion=jnp.where(crumbling, state.cohesion * 0.2, state.cohesion),
        active=jnp.ones_like(state.active),
    )


@pytest.mark.parametrize("scenario", ["duel", "libya"])
@pytest.mark.parametrize("name", RARE)
def test_mechanism_agrees_with_its_twin_in_rare_events(name: str, scenario: str) -> None:
    changing, when = RARE[name]
    twin = getattr(import_module(f"tests.mechanisms.twins.{name}"), name)
    world, parameters = harness.worlds(getattr(harness, scenario)(), LANES, seed=5)
    state = troubled(harness.random_state(world, seed=11))
    luck = harness.random_luck(world, seed=12)
    luck = replace(luck, **{field: getattr(luck, field) * OFTEN for field in when})
    after = harness.run(name, world, state, parameters, luck, harness.clock(world, state, DAYS))
    changed: Any = np.asarray(getattr(after, changing) != getattr(state, changing))
    assert changed.reshape(-1, LANES).any(0).sum() >= LANES / 6
    for i in range(LANES):
        expected = twin(
            harness.plain(world, i),
            harness.plain_of(state, i),
            harness.plain_of(parameters[name], i),
            harness.plain_of(luck, i),
            DAYS,
        )
        harness.assert_agree(after, i, expected, state)
