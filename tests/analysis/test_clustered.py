"""Differences between sets of runs, with errors over draws."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.analysis.clustered import difference

DRAWS = np.arange(400)


def test_with_one_run_a_draw_in_both_it_is_the_paired_error() -> None:
    rng = np.random.default_rng(1)
    before = rng.normal(5.0, 10.0, (400, 3))
    after = before + rng.normal(1.0, 0.5, (400, 3))
    change, se = difference(before, after, DRAWS, DRAWS)
    assert change == pytest.approx((after - before).mean(0))
    assert se == pytest.approx((after - before).std(0, ddof=1) / 20.0)


def test_without_a_common_draw_it_is_that_of_two_means() -> None:
    rng = np.random.default_rng(2)
    before, after = rng.normal(0.0, 1.0, 150), rng.normal(2.0, 3.0, 250)
    change, se = difference(before, after, DRAWS[:150], DRAWS[150:])
    assert change == pytest.approx(after.mean() - before.mean())
    assert se == pytest.approx(np.sqrt(before.var() / 150 + after.var() / 250), rel=0.01)


def test_runs_of_one_draw_that_are_alike_bring_no_more_than_one() -> None:
    rng = np.random.default_rng(3)
    before, after = rng.normal(0.0, 1.0, 200), rng.normal(1.0, 1.0, 200)
    once = difference(before, after, DRAWS[:200], DRAWS[200:])
    thrice = difference(*(np.repeat(x, 3) for x in (before, after, DRAWS[:200], DRAWS[200:])))
    assert thrice == (pytest.approx(once[0]), pytest.approx(once[1]))


def test_the_error_is_what_the_difference_does_when_all_is_drawn_again() -> None:
    rng = np.random.default_rng(4)
    found, errors = [], []
    for _ in range(400):
        world = rng.normal(0.0, 1.0, 60)
        draw = np.repeat(np.arange(60), 2)
        values = np.repeat(world, 2) + rng.normal(0.0, 0.5, 120)
        high = rng.random(120) < 0.5  # one replicate may be in each set
        change, se = difference(values[~high], values[high], draw[~high], draw[high])
        found.append(float(change))
        errors.append(float(se))
    assert np.mean(errors) == pytest.approx(np.std(found), rel=0.15)


def test_equal_runs_differ_by_exactly_nothing() -> None:
    values = np.random.default_rng(5).normal(1e6, 1e3, (400, 2))
    change, se = difference(values, values.copy(), DRAWS, DRAWS)
    assert (change == 0).all()
    assert (se == 0).all()


def test_too_few_runs_have_no_error() -> None:
    change, se = difference([1.0], [3.0], np.array([7]), np.array([7]))
    assert change == 2.0
    assert np.isnan(se)
    assert np.isnan(difference(np.zeros(0), [3.0], np.zeros(0, int), np.array([7]))[0])
