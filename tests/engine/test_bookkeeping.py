"""Books of the ledger: an account is worked out anew where, and only where, it can have changed."""

from __future__ import annotations

from dataclasses import replace

import jax.numpy as jnp
import numpy as np
import pytest

from contingent.engine.bookkeeping import HOLDINGS, book, closed, opened
from contingent.world.accounts import ACCOUNTS
from contingent.world.state import State
from tests.mechanisms.harness import duel, random_state, worlds

LANES = 4
FIELDS = tuple(State.__annotations__)


def states() -> tuple:
    world, _ = worlds(duel(), LANES)
    return world, random_state(world, 1), random_state(world, 2)


def test_every_account_has_its_holding_in_order() -> None:
    assert tuple(HOLDINGS) == ACCOUNTS


@pytest.mark.parametrize("name", ACCOUNTS)
def test_an_account_is_made_of_what_it_says_and_of_nothing_else(name: str) -> None:
    world, state, _ = states()
    holding = HOLDINGS[name]
    stands = np.asarray(holding.value(world, state))
    for field in FIELDS:
        moved = replace(state, **{field: getattr(state, field) + 1})
        same = np.array_equal(holding.value(world, moved), stands)
        assert same == (field not in holding.made_of), field


def test_entries_are_made_of_what_was_touched_and_add_up() -> None:
    world, state, other = states()
    paid = replace(state, treasury=state.treasury + 5.0)
    fought = replace(paid, fighters=other.fighters, fallen=other.fallen)
    books, first = book(world, opened(world, state), paid, "revenue")
    books, second = book(world, books, fought, "combat")
    assert set(first) == {"revenue:treasury"}
    assert set(second) == {"combat:fighters", "combat:fallen"}
    assert np.asarray(first["revenue:treasury"]) == pytest.approx(5.0)
    before, after = opened(world, state).balances, opened(world, fought).balances
    for name in ACCOUNTS:
        booked = [e for key, e in (first | second).items() if key.endswith(f":{name}")]
        change = sum(booked, jnp.zeros_like(before[name]))
        assert np.asarray(change) == pytest.approx(np.asarray(after[name] - before[name])), name


def test_the_ledger_of_the_first_runs_begins_with_nothing() -> None:
    runs, steps, factions = 5, 3, 2
    entry = np.arange(1, 1 + runs * steps * factions, dtype=np.float32)
    entry = entry.reshape(runs, steps, factions)
    ledger = closed({"combat:air": entry, "revenue:air": 10 * entry}, 4)
    assert ledger.entries == (("combat", "air"), ("revenue", "air"))
    assert ledger.change.shape == (4, steps + 1, 2, factions)
    assert (ledger.change[:, 0] == 0).all()
    assert np.array_equal(ledger.of("air", "combat")[:, 1:], entry[:4])
    assert np.array_equal(ledger.of("air")[:, 1:], 11 * entry[:4])
    assert (ledger.of("air", "orders") == 0).all()
    assert np.array_equal(ledger.run(2).of("air"), ledger.of("air")[2])
