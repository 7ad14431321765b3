"""Differences between paired arms: known answers, and what must hold for any outcome."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from contingent.analysis.paired import paired


def table(both: int, on: int, off: int, neither: int) -> tuple[np.ndarray, np.ndarray]:
    """Return base and arm of a two-by-two table of pairs."""
    base = np.repeat([1, 0, 1, 0], [both, on, off, neither])
    arm = np.repeat([1, 1, 0, 0], [both, on, off, neither])
    return base, arm


def test_interval_is_that_of_agresti_and_min() -> None:
    # written out for b = 12 pairs turned on and c = 4 turned off among 60
    b, c, n = 12, 4, 60
    found = paired(*table(20, b, c, 24))
    centre = (b - c) / (n + 2)
    se = np.sqrt((b + c + 1) - (b - c) ** 2 / (n + 2)) / (n + 2)
    assert found.difference == pytest.approx(8 / 60)
    assert found.se == pytest.approx(se)
    assert (found.low, found.high) == pytest.approx(
        (centre - 1.959964 * se, centre + 1.959964 * se)
    )
    assert (found.turned_on, found.turned_off) == (12 / 60, 4 / 60)
    assert (found.n, found.draws, found.identical) == (60, 60, False)


def test_arms_that_agree_everywhere_still_have_an_error() -> None:
    found = paired(*table(30, 0, 0, 70))
    assert found.identical
    assert found.difference == 0.0
    assert found.se == pytest.approx(1 / 102)
    assert found.low == -found.high < 0


def test_quantities_that_agree_everywhere_still_have_an_error() -> None:
    deaths = np.array([100.0, 400.0, 250.0])
    found = paired(deaths, deaths)
    assert found.identical
    assert found.se == pytest.approx(deaths.std() / 5)
    assert paired([7.0, 7.0], [7.0, 7.0]).se > 0


def test_many_pairs_give_the_usual_error_of_a_mean() -> None:
    rng = np.random.default_rng(1)
    base = rng.lognormal(8, 1, 5000)
    arm = base * 1.2 + rng.normal(0, 100, 5000)
    found = paired(base, arm)
    change = arm - base
    assert found.difference == pytest.approx(change.mean())
    # the two draws that were never played weigh one standard deviation of the arms in 5,000
    usual = change.var() / 5000 + np.concatenate([base, arm]).var() / 5000**2
    assert found.se == pytest.approx(np.sqrt(usual), rel=1e-3)
    assert found.unpaired_ratio == pytest.approx((base.var() + arm.var()) / 5000 / usual, rel=1e-3)
    assert found.clear


def test_replicates_that_repeat_each_other_add_nothing() -> None:
    base, arm = table(40, 15, 5, 40)
    once = paired(base, arm)
    thrice = paired(np.repeat(base[:, None], 3, 1), np.repeat(arm[:, None], 3, 1))
    assert thrice.se == pytest.approx(once.se)
    assert thrice.low == pytest.approx(once.low)
    assert thrice.unpaired_ratio == pytest.approx(once.unpaired_ratio)
    assert (thrice.n, thrice.draws) == (300, 100)


def test_independent_replicates_shrink_the_error() -> None:
    rng = np.random.default_rng(2)
    base = rng.random((400, 8)) < 0.5
    arm = rng.random((400, 8)) < 0.6
    ratio = paired(base[:, 0], arm[:, 0]).se / paired(base, arm).se
    assert ratio == pytest.approx(np.sqrt(8), rel=0.1)


def test_independent_arms_gain_nothing_by_pairing() -> None:
    rng = np.random.default_rng(3)
    found = paired(rng.random(20_000) < 0.4, rng.random(20_000) < 0.4)
    assert found.unpaired_ratio == pytest.approx(1.0, abs=0.05)


def test_pairs_with_a_failure_in_either_arm_are_left_out() -> None:
    base = np.array([0.0, 1.0, np.nan, 1.0, 0.0, 1.0])
    arm = np.array([1.0, np.nan, 0.0, 1.0, 0.0, 0.0])
    counted = np.array([True, True, True, True, True, False])
    assert paired(base, arm, counted) == paired([0, 1, 0], [1, 1, 0])


def test_no_pairs_say_nothing() -> None:
    found = paired([0, 1], [1, 1], [False, False])
    assert np.isnan(found.difference)
    assert (found.low, found.high, found.n) == (-np.inf, np.inf, 0)
    assert not found.identical
    assert not found.clear


def test_no_probability_changes_by_more_than_all_of_it() -> None:
    # by the formula alone 4 pairs turned on out of 4 would reach from 0.18 to 1.15
    found = paired(*table(0, 4, 0, 0))
    assert found.high == 1.0
    assert 0.1 < found.low < 0.3
    assert paired(*table(0, 0, 4, 0)).low == -1.0
    # a quantity has no such bound
    assert paired([0.0, 500.0], [800.0, 2000.0]).high > 1.0


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="same shape"):
        paired([0, 1], [1, 1, 0])
    with pytest.raises(ValueError, match="same shape"):
        paired([0, 1], [1, 1], [True])
    with pytest.raises(ValueError, match="3 axes"):
        paired(np.zeros((2, 2, 2)), np.zeros((2, 2, 2)))


@pytest.mark.parametrize(("on", "off"), [(0.02, 0.02), (0.2, 0.1), (0.0, 0.01)])
def test_interval_covers(on: float, off: float) -> None:
    # the share of 800 intervals that covers has a standard error of 0.8 points
    rng = np.random.default_rng(4)
    covers = 0
    for _ in range(800):
        kind = rng.random(100)
        base = (kind >= on) & (kind < 0.5)
        arm = (kind < on) | ((kind >= on + off) & (kind < 0.5))
        found = paired(base, arm)
        covers += found.low <= on - off <= found.high
    assert covers / 800 > 0.925


SHAPES = st.tuples(st.integers(1, 12), st.integers(1, 3))


@st.composite
def arms(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    shape = draw(SHAPES)
    elements = draw(st.sampled_from([st.integers(0, 1), st.integers(-5000, 5000)]))
    kind = arrays.arrays(np.int64, shape, elements=elements)
    return draw(kind), draw(kind)


@settings(max_examples=80, deadline=None)
@given(arms())
def test_what_holds_for_any_outcome(pair: tuple[np.ndarray, np.ndarray]) -> None:
    base, arm = pair
    found, back = paired(base, arm), paired(arm, base)
    assert found.se > 0
    assert found.low < found.high
    assert found.unpaired_ratio > 0
    assert found.difference == pytest.approx(arm.mean() - base.mean(), abs=1e-9)
    assert found.identical == (base == arm).all()
    # exchanging the arms turns the sign and nothing else
    assert back.difference == -found.difference
    assert back.se == pytest.approx(found.se)
    assert (back.low, back.high) == pytest.approx((-found.high, -found.low), abs=1e-9)
    assert (back.turned_on, back.turned_off) == (found.turned_off, found.turned_on)
    # and the order of draws is nothing to it
    assert paired(base[::-1], arm[::-1]).se == pytest.approx(found.se)
