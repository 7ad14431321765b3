"""A planted box is found, and judged honestly."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.analysis.drivers.prim import Box, Limit, find_box, find_boxes, judge


def planted(draws: int, seed: int, inside: float = 0.8, outside: float = 0.1):
    """Cases are common where input 2 is above 0.6 and input 5 below 0.5; eight inputs."""
    rng = np.random.default_rng(seed)
    x = rng.random((draws, 8))
    there = (x[:, 2] > 0.6) & (x[:, 5] < 0.5)
    return x, (rng.random(draws) < np.where(there, inside, outside)).astype(float)


def test_the_planted_box_is_found() -> None:
    x, y = planted(2000, 1)
    box = find_box(x, y)
    limits = {limit.column: limit for limit in box.limits}
    assert set(limits) == {2, 5}
    assert limits[2].low == pytest.approx(0.6, abs=0.04)
    assert limits[5].high == pytest.approx(0.5, abs=0.04)
    assert limits[2].high == np.inf
    assert limits[5].low == -np.inf


def test_it_is_judged_by_what_is_known_of_other_draws() -> None:
    box = Box((Limit(2, low=0.6), Limit(5, high=0.5)))
    found = judge(box, *planted(20000, 2))
    assert found.density == pytest.approx(0.8, abs=4 * found.density_se)
    assert found.support == pytest.approx(0.2, abs=0.012)
    assert found.coverage == pytest.approx(0.16 / 0.24, abs=0.02)
    assert found.overall == pytest.approx(0.24, abs=0.015)
    assert max(found.quasi_p) < 1e-6


def test_an_idle_limit_has_a_quasi_p_value_that_is_not_small() -> None:
    box = Box((Limit(2, low=0.6), Limit(5, high=0.5), Limit(0, high=0.9)))
    assert judge(box, *planted(3000, 3)).quasi_p[2] > 0.05


def test_a_second_box_is_found_in_what_is_left() -> None:
    rng = np.random.default_rng(5)
    x = rng.random((3000, 5))
    y = ((x[:, 0] > 0.8) | (x[:, 1] < 0.2)).astype(float)
    boxes = find_boxes(x, y)
    assert [{limit.column for limit in box.limits} for box in boxes[:2]] in ([{0}, {1}], [{1}, {0}])
    covered = np.any([box.contains(x) for box in boxes[:2]], axis=0)
    assert y[covered].sum() / y.sum() > 0.97


def test_a_switch_can_be_a_limit() -> None:
    rng = np.random.default_rng(6)
    x = np.column_stack([rng.random(2000), rng.random(2000) < 0.3]).astype(float)
    y = (rng.random(2000) < np.where(x[:, 1] == 1, 0.7, 0.2)).astype(float)
    (limit,) = find_box(x, y).limits
    assert limit.column == 1
    assert 0 < limit.low <= 1
    assert limit.high == np.inf


def test_boxes_of_pure_chance_do_not_stand_on_other_draws() -> None:
    rng = np.random.default_rng(7)
    beyond = 0
    for _ in range(20):
        x, y = rng.random((600, 10)), (rng.random(600) < 0.3).astype(float)
        for box in find_boxes(x[:300], y[:300], most=1):
            found = judge(box, x[300:], y[300:])
            beyond += found.density - found.overall > 2.5 * found.density_se
    assert beyond <= 2


def test_nan_is_refused() -> None:
    x, y = planted(100, 1)
    with pytest.raises(ValueError, match="finite"):
        find_boxes(np.where(x == x[3, 3], np.nan, x), y)
