from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from contingent.scenario import quantity as q
from contingent.scenario.distributions import Z95

U = np.linspace(0.001, 0.999, 101)


def frozen(made: q.Quantity):
    a = made.args
    if made.dist == "uniform":
        return stats.uniform(a[0], a[1] - a[0])
    if made.dist == "triangular":
        return stats.triang((a[1] - a[0]) / (a[2] - a[0]), a[0], a[2] - a[0])
    if made.dist == "pert":
        wide = a[2] - a[0]
        return stats.beta(1 + 4 * (a[1] - a[0]) / wide, 1 + 4 * (a[2] - a[1]) / wide, a[0], wide)
    if made.dist == "normal":
        return stats.norm(*a)
    if made.dist == "lognormal":
        return stats.lognorm(math.log(a[1]) / Z95, scale=a[0])
    return stats.beta(*a)


@pytest.mark.parametrize(
    "made",
    [
        q.uniform(2, 5, "ratio"),
        q.triangular(0, 1, 4, "ratio"),
        q.triangular(0, 0, 4, "ratio"),
        q.triangular(0, 4, 4, "ratio"),
        q.pert(3, 5, 11, "ratio"),
        q.pert(3, 3, 11, "ratio"),
        q.normal(-1, 2, "ratio"),
        q.lognormal(300, 2, "musd"),
        q.beta(2, 5, "share"),
    ],
    ids=str,
)
def test_inverse_agrees_with_scipy(made):
    np.testing.assert_allclose(made.ppf(U), frozen(made).ppf(U), rtol=1e-9, atol=1e-12)
    assert made.central == pytest.approx(frozen(made).median())
    assert (made.low, made.high) == pytest.approx(frozen(made).support())
    assert not made.fixed


def test_value_and_choice():
    fixed = q.value(3, "ratio")
    assert (fixed.fixed, fixed.central, fixed.low, fixed.high) == (True, 3, 3, 3)
    assert list(fixed.ppf([0.1, 0.9])) == [3, 3]
    made = q.choice([0.02, 0.1], [7, 3], "per_year")
    assert list(made.ppf([0.0, 0.69, 0.71, 1.0])) == [0.02, 0.02, 0.1, 0.1]
    assert (made.central, made.low, made.high) == (0.02, 0.02, 0.1)


def test_lognormal_factor_spans_the_central_90_percent():
    made = q.lognormal(300, 2, "musd")
    assert made.ppf([0.05, 0.5, 0.95]) == pytest.approx([150, 300, 600])


@pytest.mark.parametrize(
    "made", [q.uniform(2, 2, "ratio"), q.triangular(2, 2, 2, "ratio"), q.pert(2, 2, 2, "ratio")]
)
def test_ranges_without_width_are_fixed(made):
    assert made.fixed
    assert list(made.ppf([0.0, 0.5, 1.0])) == [2, 2, 2]


def test_tails_are_cut_off_at_the_bounds_of_the_field():
    cut = q.Quantity("normal", (0.5, 0.3), "share", floor=0.0, ceiling=1.0)
    draws = cut.ppf(np.linspace(0, 1, 1001))
    assert draws.min() == 0
    assert draws.max() == 1
    expected = stats.truncnorm(-0.5 / 0.3, 0.5 / 0.3, 0.5, 0.3).ppf(U)
    np.testing.assert_allclose(cut.ppf(U), expected, rtol=1e-9)
    log = q.Quantity("lognormal", (0.5, 3.0), "share", floor=0.0, ceiling=1.0)
    assert log.ppf(np.linspace(0, 1, 101)).max() == pytest.approx(1.0)
    assert (log.low, log.high) == (0.0, 1.0)


@pytest.mark.parametrize(
    "make",
    [
        lambda: q.value(math.nan, "ratio"),
        lambda: q.value(math.inf, "ratio"),
        lambda: q.value(1e300, "ratio"),
        lambda: q.uniform(2, 1, "ratio"),
        lambda: q.pert(1, 5, 3, "ratio"),
        lambda: q.normal(0, 0, "ratio"),
        lambda: q.lognormal(-1, 2, "ratio"),
        lambda: q.lognormal(1, 1, "ratio"),
        lambda: q.beta(0, 1, "share"),
        lambda: q.choice([1], [], "ratio"),
        lambda: q.choice([], [], "ratio"),
        lambda: q.choice([1], [0], "ratio"),
    ],
)
def test_impossible_numbers_are_refused(make):
    with pytest.raises(ValueError, match=r"."):
        make()


def test_words():
    assert str(q.lognormal(300, 2, "musd")) == "lognormal 300 2 musd"
    assert str(q.value(3, "musd")) == "3 musd"
    assert str(q.Origin(("a", "b"), "c", "why")) == "a; b; claim c; judgement: why"
    assert str(q.OMITTED) == "omitted"
