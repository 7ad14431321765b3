"""Gathering outcomes: whatever the chunks, the same answers to the bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.questions.endings import ending_classes
from contingent.questions.estimate import Estimate
from contingent.questions.evaluate import Outcomes
from contingent.questions.tally import Tally

CLASSES = ending_classes(("lna", "gna"))
QUESTIONS = ("q1", "q2", "q3")
DRAWS, REPLICATES = 40, 3
RUNS = DRAWS * REPLICATES

rng = np.random.default_rng(11)
HIT = rng.random((RUNS, 3)) < 0.4
GIVEN = rng.random((RUNS, 3)) < (1, 1, 0.5)
STANDING = rng.integers(0, len(CLASSES), (RUNS, 5), dtype=np.int8)
FAILED = rng.random(RUNS) < 0.1


def gather(chunks: list[np.ndarray]) -> Tally:
    """Tally the runs chunk by chunk."""
    tally = Tally(QUESTIONS, CLASSES, DRAWS, REPLICATES)
    for runs in chunks:
        outcomes = Outcomes(HIT[runs], GIVEN[runs], STANDING[runs])
        tally.add(runs // REPLICATES, runs % REPLICATES, FAILED[runs], outcomes)
    return tally


def all_of(tally: Tally) -> tuple[dict[str, Estimate], dict[str, Estimate]]:
    return tally.estimates(), tally.endings()


WHOLE = all_of(gather([np.arange(RUNS)]))


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(RUNS)), width=st.integers(1, RUNS))
def test_the_answers_do_not_depend_on_the_size_or_order_of_the_chunks(
    order: list[int], width: int
) -> None:
    runs = np.array(order)
    chunks = [runs[i : i + width] for i in range(0, RUNS, width)]
    assert all_of(gather(chunks)) == WHOLE


def test_a_chunk_that_comes_twice_counts_once() -> None:
    assert all_of(gather([np.arange(RUNS), np.arange(30, 60)])) == WHOLE


def test_probabilities_are_shares_of_the_runs_that_did_not_fail() -> None:
    estimates, endings = WHOLE
    assert estimates["q1"].probability == HIT[~FAILED, 0].mean()
    assert estimates["q3"].probability == HIT[~FAILED & GIVEN[:, 2], 2].mean()
    assert estimates["q3"].runs == (~FAILED & GIVEN[:, 2]).sum()
    assert estimates["q1"].failed == FAILED.sum()
    for code, name in enumerate(CLASSES):
        assert endings[name].probability == (STANDING[~FAILED, -1] == code).mean()


def test_every_class_of_ending_is_listed_and_they_sum_to_1() -> None:
    _, endings = WHOLE
    assert tuple(endings) == CLASSES
    assert sum(e.probability for e in endings.values()) == pytest.approx(1)


def test_an_interrupted_ensemble_is_estimated_from_what_came_in() -> None:
    tally = gather([np.arange(60)])
    assert tally.valid.sum() == (~FAILED[:60]).sum()
    assert tally.failed_runs == FAILED[:60].sum()
    assert tally.estimates()["q1"].probability == HIT[:60][~FAILED[:60], 0].mean()


def test_memory_is_two_flags_a_run_and_question() -> None:
    tally = Tally([f"q{i}" for i in range(20)], CLASSES, 1000)
    size = sum(v.nbytes for v in vars(tally).values() if isinstance(v, np.ndarray))
    assert size == 1000 * (2 * 20 + 3)
