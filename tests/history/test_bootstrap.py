"""Intervals over conflicts: known widths, whole conflicts, pairs."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.history.bootstrap import Bootstrap, conflicts_of


def test_alone_rows_give_the_usual_interval() -> None:
    x = np.random.default_rng(1).normal(3.0, 2.0, 400)
    found = Bootstrap(tuple(map(str, range(400)))).interval(x)
    se = x.std() / 20
    assert found.value == pytest.approx(x.mean())
    assert found.high - found.low == pytest.approx(2 * 1.96 * se, rel=0.08)
    assert found.rows == 400


def test_rows_of_one_conflict_are_no_independent_witnesses() -> None:
    x = np.random.default_rng(2).normal(0.0, 1.0, 60)
    alone = Bootstrap(tuple(map(str, range(60)))).interval(x)
    copied = Bootstrap(tuple(str(i // 4) for i in range(240))).interval(np.repeat(x, 4))
    width = alone.high - alone.low
    assert copied.high - copied.low == pytest.approx(width, rel=0.1)
    naive = Bootstrap(tuple(map(str, range(240)))).interval(np.repeat(x, 4))
    assert naive.high - naive.low == pytest.approx(width / 2, rel=0.1)


def test_only_the_rows_that_count_count() -> None:
    rows = np.array([True, True, False, False])
    boot = Bootstrap(("a", "b", "a", "c"))
    found = boot.interval(np.array([1.0, 1.0, 50.0, np.nan]), rows)
    assert (found.value, found.low, found.high, found.rows) == (1.0, 1.0, 1.0, 2)
    assert conflicts_of(boot.conflicts, rows) == 2


def test_the_same_table_gives_the_same_interval_and_pairs_cancel() -> None:
    keys = tuple(str(i % 30) for i in range(90))
    x = np.random.default_rng(4).normal(size=90)
    boot = Bootstrap(keys)
    assert boot.interval(x) == Bootstrap(keys).interval(x)
    shifted = boot.interval((x + 0.25) - x)
    assert (shifted.low, shifted.high) == pytest.approx((0.25, 0.25))
    assert shifted.clear
    assert not boot.interval(x - x.mean()).clear
