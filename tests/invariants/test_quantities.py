"""Distributions: their inverse rises, keeps within bounds and gives the quantiles promised."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.scenario import quantity as q
from contingent.scenario.document import Document
from contingent.scenario.measures import Measure
from contingent.scenario.problems import Problems
from contingent.scenario.spot import Invalid, Setting, Spot
from tests.invariants.conftest import SETTINGS

QUICK = settings(SETTINGS, max_examples=150)
U = np.concatenate([[0.0, 1e-12], np.linspace(0.001, 0.999, 97), [1 - 1e-12, 1.0]])
NUMBERS = st.floats(-1e9, 1e9, allow_subnormal=False)
POSITIVE = st.floats(1e-6, 1e9)


def in_order(count: int) -> st.SearchStrategy[list[float]]:
    return st.lists(NUMBERS, min_size=count, max_size=count).map(sorted)


@st.composite
def choices(draw: st.DrawFn) -> q.Quantity:
    values = draw(st.lists(NUMBERS, min_size=1, max_size=6))
    weights = draw(st.lists(st.floats(1e-3, 1e3), min_size=len(values), max_size=len(values)))
    return q.choice(values, weights, "ratio")


QUANTITIES = st.one_of(
    NUMBERS.map(lambda x: q.value(x, "ratio")),
    in_order(2).map(lambda a: q.uniform(*a, "ratio")),
    in_order(3).map(lambda a: q.triangular(*a, "ratio")),
    in_order(3).map(lambda a: q.pert(*a, "ratio")),
    st.builds(q.normal, NUMBERS, st.floats(1e-6, 1e6), st.just("ratio")),
    st.builds(q.lognormal, POSITIVE, st.floats(1.001, 100), st.just("ratio")),
    st.builds(q.beta, st.floats(0.05, 100), st.floats(0.05, 100), st.just("share")),
    choices(),
)


@QUICK
@given(QUANTITIES)
def test_the_inverse_keeps_within_its_support(made: q.Quantity) -> None:
    drawn = made.ppf(U)
    slack = 1e-12 * max(1.0, np.abs(drawn[np.isfinite(drawn)]).max())
    assert (drawn >= made.low - slack).all()
    assert (drawn <= made.high + slack).all()
    assert made.low <= made.central + slack
    assert made.central <= made.high + slack


@QUICK
@given(QUANTITIES.filter(lambda made: made.dist != "choice"))
def test_the_inverse_rises(made: q.Quantity) -> None:
    inner = made.ppf(U[1:-1])
    slack = 1e-12 * max(1.0, np.abs(inner).max())
    assert (np.diff(inner) >= -slack).all()
    assert made.fixed == (made.low == made.high)
    if made.fixed:
        assert (inner == made.central).all()


@QUICK
@given(POSITIVE, st.floats(1.001, 100))
def test_ninety_per_cent_of_a_lognormal(median: float, factor: float) -> None:
    made = q.lognormal(median, factor, "musd")
    low, middle, high = made.ppf([0.05, 0.5, 0.95])
    assert (low, middle, high) == pytest.approx((median / factor, median, median * factor))


@QUICK
@given(choices())
def test_a_choice_takes_each_value_by_its_weight(made: q.Quantity) -> None:
    half = len(made.args) // 2
    values, weights = np.array(made.args[:half]), np.array(made.args[half:])
    drawn = made.ppf((np.arange(4000) + 0.5) / 4000)
    for value in set(values):
        share = weights[values == value].sum() / weights.sum()
        edges = 2 * (values == value).sum()
        assert abs((drawn == value).mean() - share) <= edges / 4000


@QUICK
@given(
    st.sampled_from(["normal", "lognormal"]),
    st.floats(0.01, 0.99),
    st.floats(0.001, 3.0),
    st.floats(0.0, 0.4),
    st.floats(0.6, 1.0),
)
def test_what_a_file_may_say_never_leaves_the_bounds_of_its_field(
    dist: str, middle: float, width: float, low: float, high: float
) -> None:
    names = ("mean", "sd") if dist == "normal" else ("median", "factor")
    numbers = (middle, width if dist == "normal" else 1.0 + width)
    written = {
        dist: dict(zip(names, numbers, strict=True)),
        "unit": "share",
        "judgement": "drawn by lot",
    }
    problems = Problems()
    spot = Spot.top(Document("made up", written), problems, Setting())
    made = Measure("share", low, high).read(spot)
    if isinstance(made, Invalid):
        assert len(problems) == 1
        return
    drawn = made.ppf(U)
    assert (drawn >= low).all()
    assert (drawn <= high).all()
    inside = np.diff(made.ppf(np.linspace(0, 1, 11)))
    assert (inside >= -1e-12).all()
