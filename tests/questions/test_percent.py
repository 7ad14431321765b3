"""Probabilities in per cent: what none and all of so many draws can say."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contingent.questions.estimate import ratio_over_draws
from contingent.questions.percent import draws_behind, excluded, percent
from contingent.report import words


@pytest.mark.parametrize(
    ("draws", "none", "every"),
    [
        (1, "< 95 %", "> 5 %"),
        (20, "< 14 %", "> 86 %"),
        (100, "< 3 %", "> 97 %"),
        (256, "< 1.2 %", "> 98.8 %"),
        (300, "< 1 %", "> 99 %"),
        (2000, "< 0.2 %", "> 99.8 %"),
        (100_000, "< 0.003 %", "> 99.997 %"),
    ],
)
def test_none_and_all_of_so_many(draws: int, none: str, every: str) -> None:
    for hits, said in ((0, none), (1, every)):
        # three runs a draw know no more of other worlds than one
        for replicates in (1, 3):
            p, se = ratio_over_draws(np.full(draws, hits * replicates), np.full(draws, replicates))
            assert percent(p, se) == said
            assert percent(p, draws=draws) == said


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.25, "25.0 %"),
        (0.0004, "0.04 %"),
        (0.00002, "0.002 %"),
        (0.0006, "0.1 %"),
        (0.9997, "99.97 %"),
        (0.99, "99.0 %"),
    ],
)
def test_what_was_seen_is_never_none_or_all(p: float, said: str) -> None:
    assert percent(p, draws=100_000) == said


def test_shares_with_nothing_behind_them_are_as_they_are() -> None:
    assert percent(0.0) == "0.0 %"
    assert percent(1.0) == "100.0 %"


@given(st.integers(1, 100_000))
def test_the_bound_is_missed_once_in_twenty(draws: int) -> None:
    assert (1 - excluded(draws)) ** draws == pytest.approx(0.05, rel=1e-6)
    _, se = ratio_over_draws(np.zeros(draws, int), np.ones(draws, int))
    assert draws_behind(se) == pytest.approx(draws, rel=1e-6)


@given(st.integers(1, 1_000_000))
def test_a_bound_is_rounded_away_from_certainty_and_not_far(draws: int) -> None:
    none, every = (float(percent(p, draws=draws)[2:-2]) for p in (0.0, 1.0))
    assert none + every == pytest.approx(100)
    assert none >= 100 * excluded(draws) - 1e-5
    assert none <= 100 * excluded(draws) * 2 or none <= 100 * excluded(draws) + 0.1


@given(st.integers(1, 2994))
def test_the_page_says_the_same_bound(draws: int) -> None:
    for p in (0.0, 1.0):
        shown = re.sub(r"\s", " ", words.percent(p, draws))
        assert shown == percent(p, draws=draws)
