"""The order in which factions, patrons, places and wells are listed decides nothing.

Every random number follows the hash of names, so each actor keeps its luck to the bit. Sums over
actors are taken in another order and may differ in the last bits of a 64-bit float; a run feeds
them back for thirty steps. Hence whole numbers (rungs, holders, phases, switches) are asserted to
be equal and all others to agree to seven digits: anything that depended on a position would be off
by far more.
"""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import fields

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.engine.layout import dims_of
from contingent.world.state import State
from tests.invariants.conftest import SETTINGS
from tests.invariants.playing import History, play
from tests.invariants.test_every_country import SHAPES
from tests.invariants.worlds import Country, country

SHAPE = SHAPES["four factions, six patrons"]
AXES = {"place": "place", "faction": "faction", "other_faction": "faction", "patron": "patron"}
AXES |= {"field": "field"}


def shuffled(drawn: Country, seed: int) -> Country:
    """Return the country with everything listed in another order."""
    other, luck = deepcopy(drawn), random.Random(seed)
    lists = (other.head["factions"], other.head["patrons"], other.head["routes"]["list"])
    for items in (*lists, other.places, other.fields):
        luck.shuffle(items)
    return other


def names(history: History) -> dict[str, list[str]]:
    roster = history.model.scenario.roster
    wells = [f.id for f in history.model.scenario.fields]
    named = {"faction": roster.factions, "patron": roster.patrons, "place": roster.places}
    return {kind: list(ids) for kind, ids in (named | {"field": wells}).items()}


def in_order_of(first: History, second: History) -> dict[str, np.ndarray]:
    """Return the recorded states of the second history, in the order of the first."""
    wanted, found = names(first), names(second)
    order = {kind: [found[kind].index(name) for name in ids] for kind, ids in wanted.items()}
    states = second.between_steps()
    arranged = {}
    for f in fields(State):
        x = getattr(states, f.name)
        for axis, dim in enumerate(dims_of(State.__annotations__[f.name]), start=1):
            x = np.take(x, order[AXES[dim]], axis) if dim in AXES else x
        arranged[f.name] = x
    position = np.array([*(wanted["faction"].index(name) for name in found["faction"]), -1])
    arranged["holder"] = position[arranged["holder"]]
    return arranged


@settings(SETTINGS, max_examples=6)
@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_the_order_of_lists_decides_nothing(seed: int, order: int) -> None:
    drawn = country(SHAPE, seed)
    first, second = play(drawn), play(shuffled(drawn, order))
    assert names(first) != names(second)
    expected = first.between_steps()
    for name, found in in_order_of(first, second).items():
        due = getattr(expected, name)
        if np.issubdtype(due.dtype, np.integer):
            np.testing.assert_array_equal(found, due, name)
        else:
            np.testing.assert_allclose(found, due, rtol=1e-7, atol=1e-7, err_msg=name)
