"""The value of learning whether a claim is true, against answers worked out by hand."""

import numpy as np
import pytest

from contingent.analysis.value import worth


def table(true_hits, true_runs, false_hits, false_runs):
    """Return hit, counted and truth of draws with one run each."""
    groups = ((true_hits, true_runs, True), (false_hits, false_runs, False))
    hit = np.concatenate([np.arange(n) < k for k, n, _ in groups])[:, None]
    truth = np.concatenate([np.full(n, t) for _, n, t in groups])
    return hit, np.ones_like(hit), truth


def entropy(p):
    return -p * np.log2(p) - (1 - p) * np.log2(1 - p)


def test_gain_worked_out_by_hand():
    # 40 worlds with the claim, 30 of them yes; 60 without it, 15 of them yes
    found = worth(*table(30, 40, 15, 60))
    assert (found.true, found.false, found.share) == (0.75, 0.25, 0.4)
    assert found.difference == 0.5
    noise = 0.75 * 0.25 / 39 + 0.25 * 0.75 / 59
    assert found.brier == pytest.approx(0.4 * 0.6 * (0.25 - noise))
    plain = entropy(0.45) - 0.4 * entropy(0.75) - 0.6 * entropy(0.25)
    excess = 0.4 * 0.6 * noise / (2 * 0.45 * 0.55 * np.log(2))
    assert found.bits == pytest.approx(plain - excess)
    assert found.clear


def test_a_claim_that_settles_the_question_is_worth_all_its_doubt():
    found = worth(*table(5000, 5000, 0, 5000))
    assert found.bits == pytest.approx(1.0, abs=1e-3)
    assert found.brier == pytest.approx(0.25, abs=1e-3)


def test_a_claim_that_changes_nothing_is_not_distinguishable():
    found = worth(*table(20, 40, 30, 60))
    assert found.difference == 0
    assert not found.clear
    assert found.bits < 0
    assert found.brier < 0


@pytest.mark.parametrize("hits", [0, 40])
def test_a_question_without_doubt_leaves_nothing_to_learn(hits):
    found = worth(*table(hits, 40, hits, 40))
    assert not found.clear
    assert found.brier == 0
    assert found.bits == 0
    assert found.se > 0


def test_too_few_worlds_on_one_side_say_nothing():
    found = worth(*table(3, 4, 10, 96))
    assert not found.enough
    assert not found.clear
    assert np.isnan(found.bits)
    empty = worth(*table(0, 0, 10, 96))
    assert np.isnan(empty.true)
    assert empty.false == pytest.approx(10 / 96)


def test_runs_that_do_not_count_are_left_out():
    hit, counted, truth = table(30, 40, 15, 60)
    more = np.ones((50, 1), bool)
    found = worth(
        np.concatenate([hit, more]),
        np.concatenate([counted, ~more]),
        np.concatenate([truth, more[:, 0]]),
    )
    assert found == worth(hit, counted, truth)


def test_replicates_of_one_world_count_as_one_world():
    hit, counted, truth = table(30, 40, 15, 60)
    once = worth(hit, counted, truth)
    copied = worth(*(np.repeat(a, 10, axis=1) for a in (hit, counted)), truth)
    assert copied.se == pytest.approx(once.se)
    assert copied.brier == pytest.approx(once.brier)


def many(p1, p0, w=0.3, draws=120, times=3000, replicates=1):
    """Return the worth of a claim in many small ensembles with known probabilities."""
    rng = np.random.default_rng(7)
    found = []
    for _ in range(times):
        truth = rng.random(draws) < w
        p = np.where(truth, p1, p0)[:, None]
        hit = rng.random((draws, replicates)) < p
        found.append(worth(hit, np.ones_like(hit), truth))
    return found


@pytest.mark.parametrize(("p1", "p0"), [(0.4, 0.4), (0.55, 0.35)])
def test_bias_is_taken_off(p1, p0):
    found = many(p1, p0)
    w = 0.3
    brier = w * (1 - w) * (p1 - p0) ** 2
    p = w * p1 + (1 - w) * p0
    bits = entropy(p) - w * entropy(p1) - (1 - w) * entropy(p0)
    mean_brier = np.mean([f.brier for f in found])
    mean_bits = np.mean([f.bits for f in found])
    error = np.std([f.brier for f in found]) / np.sqrt(len(found))
    assert abs(mean_brier - brier) < 4 * error
    # without the correction: larger by w (1 - w) times the variance of the difference
    raw = np.mean([f.share * (1 - f.share) * f.difference**2 for f in found])
    assert raw - brier > 8 * error
    error_bits = np.std([f.bits for f in found]) / np.sqrt(len(found))
    assert abs(mean_bits - bits) < 4 * error_bits + 0.05 * bits


def test_claims_without_effect_stand_out_as_often_as_two_errors_allow():
    assert np.mean([f.clear for f in many(0.4, 0.4, draws=800)]) < 0.06


def test_a_real_difference_is_found_and_its_error_is_honest():
    found = many(0.6, 0.3)
    spread = np.std([f.difference for f in found])
    assert np.mean([f.se for f in found]) == pytest.approx(spread, rel=0.06)
    assert np.mean([f.clear for f in found]) > 0.75
