"""A two-way map: the counts add up, the cells say what was planted."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.analysis.drivers.grid import grid


def test_cells_hold_what_was_planted() -> None:
    rng = np.random.default_rng(1)
    x, claim = rng.random(8000), (rng.random(8000) < 0.5).astype(float)
    rate = np.where((x > 0.5) & (claim == 1), 0.9, 0.2)
    counted = np.full(8000, 2)
    found = grid(x, claim, rng.binomial(2, rate), counted)
    assert sum(map(sum, found.runs)) == 16000
    assert found.columns == ((0.0, 0.0), (1.0, 1.0))
    for i, row in enumerate(found.probability):
        for j, p in enumerate(row):
            known = 0.9 if i >= 2 and j == 1 else 0.2
            assert p == pytest.approx(known, abs=4 * found.se[i][j])
    assert [low for low, _ in found.rows] == pytest.approx([0, 0.25, 0.5, 0.75], abs=0.02)


def test_a_cell_without_runs_says_nothing() -> None:
    x = np.repeat([0.0, 1.0], 50)
    found = grid(x, x, np.ones(100, int), np.ones(100, int))
    assert found.probability[0][1] is None
    assert found.se[0][1] is None
    assert found.runs == ((50, 0), (0, 50))
    assert found.se[0][0] > 0
