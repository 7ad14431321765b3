from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from contingent.questions.estimate import NEVER_MET, NOTHING_RAN, estimate, ratio_over_draws


def ensemble(rng: np.random.Generator, draws: int, replicates: int, a: float, b: float):
    """Hits of an ensemble whose worlds differ: each draw has its own probability."""
    return rng.random((draws, replicates)) < rng.beta(a, b, (draws, 1))


def plain(hit: np.ndarray) -> tuple[float, float]:
    every = np.ones_like(hit)
    found = estimate(hit, every, every)
    return found.probability, found.se


@pytest.mark.parametrize("runs", [1, 2, 10, 2000])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 1.0])
def test_with_one_run_a_draw_the_error_is_that_of_jeffreys_posterior(
    runs: int, share: float
) -> None:
    k = round(share * runs)
    hit = (np.arange(runs) < k)[:, None]
    probability, se = plain(hit)
    assert probability == k / runs
    assert se == pytest.approx(stats.beta(k + 0.5, runs - k + 0.5).std(), rel=1e-12)


def test_the_error_is_never_0() -> None:
    for runs in (1, 100, 10_000):
        for value in (False, True):
            probability, se = plain(np.full((runs, 1), value))
            assert probability == value
            assert 0.5 / (runs + 2) < se < 1 / runs


def test_runs_that_agree_within_a_draw_count_as_one() -> None:
    rng = np.random.default_rng(0)
    once = rng.random((50, 1)) < 0.3
    probability, se = plain(np.repeat(once, 20, axis=1))
    assert (probability, se) == pytest.approx(plain(once), rel=1e-12)


def test_unanimous_replicates_say_no_more_than_their_draws() -> None:
    assert plain(np.zeros((100, 10), bool))[1] == pytest.approx(
        stats.beta(0.5, 100.5).std(), rel=1e-12
    )


@pytest.mark.parametrize(
    ("draws", "replicates", "a", "b"),
    [(200, 1, 2, 2), (200, 5, 0.5, 2), (400, 20, 5, 1), (400, 3, 0.2, 0.2)],
)
def test_the_error_is_the_spread_of_repeated_ensembles(
    draws: int, replicates: int, a: float, b: float
) -> None:
    rng = np.random.default_rng(7)
    found = np.array([plain(ensemble(rng, draws, replicates, a, b)) for _ in range(3000)])
    assert found[:, 0].mean() == pytest.approx(a / (a + b), abs=0.003)
    assert found[:, 1].mean() == pytest.approx(found[:, 0].std(), rel=0.05)


def test_the_error_of_a_conditional_probability_is_the_spread_of_repeated_ensembles() -> None:
    rng = np.random.default_rng(8)
    found = []
    for _ in range(3000):
        world = rng.normal(size=(300, 1))
        met = rng.normal(size=(300, 4)) + world > 1.0
        hit = rng.normal(size=(300, 4)) + 0.7 * world > 0.5
        result = estimate(hit, met, np.ones_like(met))
        found.append((result.probability, result.se))
    spread, error = np.std([p for p, _ in found]), np.mean([se for _, se in found])
    assert error == pytest.approx(spread, rel=0.05)


def test_intervals_of_two_errors_cover_the_truth() -> None:
    rng = np.random.default_rng(9)
    covered = 0
    for _ in range(1000):
        probability, se = plain(ensemble(rng, 300, 2, 1, 3))
        covered += abs(probability - 0.25) < 1.96 * se
    assert 0.93 < covered / 1000 < 0.97


def test_a_condition_leaves_out_the_runs_that_do_not_meet_it() -> None:
    hit = np.array([[1, 1], [0, 1], [0, 0]], bool)
    met = np.array([[1, 0], [1, 1], [0, 0]], bool)
    found = estimate(hit, met, np.ones_like(met))
    assert (found.hits, found.runs, found.note) == (2, 3, None)
    assert found.probability == pytest.approx(2 / 3)


def test_draws_that_never_meet_the_condition_do_not_narrow_the_error() -> None:
    hit, met = np.array([[1], [0], [1]], bool), np.ones((3, 1), bool)
    few = estimate(hit, met, met)
    more = np.zeros((500, 1), bool)
    many = estimate(np.vstack([hit, more]), np.vstack([met, more]), np.ones((503, 1), bool))
    assert (many.probability, many.se) == (few.probability, few.se)


def test_a_condition_that_never_happened_is_said_and_known_for_nothing() -> None:
    hit = np.ones((2000, 1), bool)
    found = estimate(hit, np.zeros_like(hit), hit)
    assert (found.probability, found.hits, found.runs) == (0.5, 0, 0)
    assert found.se == pytest.approx(stats.beta(0.5, 0.5).std())
    assert found.note == NEVER_MET
    assert found.term == "roughly even chance"


def test_failed_runs_are_in_neither_count_and_are_reported() -> None:
    hit = np.array([[1], [1], [0], [0]], bool)
    valid = np.array([[1], [0], [1], [0]], bool)
    found = estimate(hit, np.ones_like(hit), valid, failed=2)
    alone = estimate(hit[::2], np.ones((2, 1), bool), np.ones((2, 1), bool))
    assert (found.probability, found.se) == (alone.probability, alone.se)
    assert (found.hits, found.runs, found.failed) == (1, 2, 2)


def test_where_every_run_failed_nothing_is_known() -> None:
    hit = np.ones((5, 1), bool)
    found = estimate(hit, hit, ~hit, failed=5)
    assert (found.probability, found.note) == (0.5, NOTHING_RAN)


def test_an_event_and_its_opposite_have_the_same_error() -> None:
    rng = np.random.default_rng(3)
    hit = ensemble(rng, 60, 3, 1, 2)
    (p, se), (q, same) = plain(hit), plain(~hit)
    assert p + q == pytest.approx(1)
    assert se == pytest.approx(same, rel=1e-12)


def test_no_draws_at_all() -> None:
    none = np.zeros(0, int)
    assert ratio_over_draws(none, none) == pytest.approx((0.5, np.sqrt(1 / 8)))
