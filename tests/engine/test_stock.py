"""Worlds drawn together: each is what it would be alone."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.engine import stock as shelf
from contingent.engine.ensemble import simulate
from contingent.engine.stock import stock
from tests.mechanisms.harness import duel


def test_a_stock_holds_what_is_asked_and_no_more_than_there_is() -> None:
    model = duel()
    assert stock([model], 1, 3, 9, 12).draws == range(3, 12)
    assert stock([model], 1, 3, 9, 10**6).draws == range(3, 3 + shelf.LEAST)
    assert stock([model], 1, 3, 3 + shelf.LEAST, 10**6).draws == range(3, 4 + shelf.LEAST)


def test_a_world_is_the_same_in_any_company() -> None:
    model = duel()
    (few, many) = (stock([model], 1, first, 9, 12) for first in (8, 2))
    rows = np.array([0, 1])
    for path, values in few.design(rows).items():
        assert np.array_equal(values, many.design(rows + 6)[path]), path
    assert np.array_equal(few.claims, many.claims[6:])


def test_runs_do_not_depend_on_how_many_worlds_are_drawn_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def played() -> np.ndarray:
        chunks = simulate(duel(), 1100)
        return np.concatenate([chunk.observed.faction for chunk in chunks])

    together = played()
    monkeypatch.setattr(shelf, "LEAST", 1)
    assert np.array_equal(played(), together)
