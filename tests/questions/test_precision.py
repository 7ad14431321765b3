"""How exactly an ensemble has answered, and what it would take."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.questions.evaluate import Outcomes
from contingent.questions.precision import precision
from contingent.questions.tally import Tally


def tallied(hits, given=None, draws=1000):
    """Return a tally of two questions: hits of the first, and a second under a condition."""
    tally = Tally(["plain", "conditional"], ["over", "ongoing"], draws)
    runs = len(hits)
    met = np.zeros(runs, bool) if given is None else given
    outcomes = Outcomes(
        np.stack([hits, met & hits], 1),
        np.stack([np.ones(runs, bool), met], 1),
        np.ones((runs, 1), np.int8),
    )
    tally.add(np.arange(runs), np.zeros(runs, int), np.zeros(runs, bool), outcomes)
    return tally


def test_the_least_exact_answer_counts_and_the_root_law_says_what_is_needed():
    even = np.arange(400) % 2 == 0
    rare = np.arange(400) % 100 == 0
    found = precision({"baseline": tallied(rare), "arm": tallied(even)}, 400, 0.01)
    assert (found.question, found.arm) == ("plain", "arm")
    assert found.se == pytest.approx(0.025, rel=0.01)
    assert not found.reached
    assert found.needed == pytest.approx(2500, rel=0.02)
    again = precision({"arm": tallied(even)}, 400, 0.03)
    assert again.reached
    assert again.needed <= 400


def test_a_condition_that_was_never_met_is_passed_over_and_named():
    even = np.arange(400) % 2 == 0
    assert precision({"baseline": tallied(even)}, 400, 0.03).never == ("conditional",)
    sometimes = precision({"baseline": tallied(even, even & (np.arange(400) < 20))}, 400, 0.03)
    assert sometimes.never == ()
    assert sometimes.question == "conditional"


def test_only_the_first_draws_are_looked_at():
    hits = np.arange(400) % 2 == 0
    some = precision({"baseline": tallied(hits)}, 100, 0.01)
    assert some.draws == 100
    assert some.se == pytest.approx(0.05, rel=0.02)


def test_no_questions_are_exact_at_once():
    tally = Tally([], ["ongoing"], 10)
    found = precision({"baseline": tally}, 5, 0.01)
    assert found.reached
    assert found.needed == 1
