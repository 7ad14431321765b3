"""Scores: numbers worked out by hand, closed forms, and that honesty is the best policy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from contingent.history.predictions import HORIZON_DAYS, LEVELS
from contingent.history.scores import (
    brier_scores,
    crps_of_quantiles,
    level_weights,
    log_losses,
    scaled,
)

CHANCES = st.lists(st.floats(0.01, 1.0), min_size=4, max_size=4).map(lambda x: np.array(x) / sum(x))


def crps_of_samples(x, samples):
    """Return the CRPS of each row from samples: E|X - x| - E|X - X'| / 2 (their own distribution).

    Parameters
    ----------
    x : float64 [row]
        What came about, on the scale of the score.
    samples : float64 [row, sample]
        What was predicted, on the same scale.
    """
    n = samples.shape[1]
    ordered = np.sort(samples, axis=1)
    # sum of |X_i - X_j| over all pairs, from the order statistics
    spread = (ordered * (2.0 * np.arange(1, n + 1) - n - 1)).sum(1) * 2.0 / n**2
    return np.abs(samples - x[:, None]).mean(1) - spread / 2.0


def test_worked_by_hand() -> None:
    p = np.array([[0.5, 0.25, 0.125, 0.125], [0.1, 0.2, 0.3, 0.4]])
    happened = np.array([0, 3])
    assert log_losses(p, happened) == pytest.approx([np.log(2), -np.log(0.4)])
    assert brier_scores(p, happened) == pytest.approx(
        [0.25 + 0.0625 + 2 * 0.015625, 0.01 + 0.04 + 0.09 + 0.36]
    )
    assert brier_scores(np.eye(4)[[1]], np.array([0])) == pytest.approx([2.0])


@given(CHANCES, CHANCES)
def test_nobody_expects_better_than_by_saying_what_he_believes(
    truth: np.ndarray, said: np.ndarray
) -> None:
    every = np.arange(4)
    for score in (log_losses, brier_scores):
        honest = truth @ score(np.tile(truth, (4, 1)), every)
        other = truth @ score(np.tile(said, (4, 1)), every)
        assert honest <= other + 1e-12
        if np.abs(said - truth).max() > 1e-3:
            assert honest < other


@given(st.integers(0, 10_000), st.lists(st.floats(-2, 2), min_size=5, max_size=5))
def test_true_quantiles_are_the_best_quantiles(seed: int, moved: list[float]) -> None:
    x = np.random.default_rng(seed).normal(size=400)
    true = np.quantile(x, LEVELS, method="inverted_cdf")
    other = np.sort(true + moved)

    def expected(quantiles: np.ndarray) -> float:
        return float(crps_of_quantiles(x, np.tile(quantiles, (len(x), 1))).mean())

    assert expected(true) <= expected(other) + 1e-12


def test_weights_of_levels() -> None:
    assert level_weights() == pytest.approx([0.15, 0.225, 0.25, 0.225, 0.15])
    assert level_weights((0.5,)) == pytest.approx([1.0])


def test_crps_of_five_quantiles_by_hand() -> None:
    # 2 x sum of weight x loss; below the median the loss is (1 - a) times the distance
    quantiles = np.array([[0.0, 1.0, 2.0, 3.0, 4.0]])
    by_hand = 2 * (
        0.15 * 0.05 * 1.5
        + 0.225 * 0.25 * 0.5
        + 0.25 * 0.5 * 0.5
        + 0.225 * 0.25 * 1.5
        + 0.15 * 0.05 * 2.5
    )
    assert crps_of_quantiles(np.array([1.5]), quantiles) == pytest.approx([by_hand])


@pytest.mark.parametrize("x", [-1.7, 0.0, 0.4, 2.5])
def test_crps_against_the_closed_form_and_the_integral(x: float) -> None:
    normal = stats.norm
    closed = x * (2 * normal.cdf(x) - 1) + 2 * normal.pdf(x) - 1 / np.sqrt(np.pi)
    below = integrate.quad(lambda t: normal.cdf(t) ** 2, -12, x)[0]
    above = integrate.quad(lambda t: normal.sf(t) ** 2, x, 12)[0]
    assert below + above == pytest.approx(closed, abs=1e-7)
    levels = (np.arange(20_000) + 0.5) / 20_000
    dense = normal.ppf(levels)[None]
    assert crps_of_quantiles(np.array([x]), dense, levels) == pytest.approx([closed], abs=1e-4)
    assert crps_of_samples(np.array([x]), dense) == pytest.approx([closed], abs=1e-4)


def test_five_levels_come_near_the_integral_on_average() -> None:
    x = stats.norm.ppf((np.arange(4000) + 0.5) / 4000)
    five = crps_of_quantiles(x, np.tile(stats.norm.ppf(np.array(LEVELS)), (4000, 1)))
    # by hand: the loss of a true quantile is the density there
    density = stats.norm.pdf(stats.norm.ppf(np.array(LEVELS)))
    assert five.mean() == pytest.approx(2 * density @ level_weights(), rel=1e-3)
    assert five.mean() == pytest.approx(1 / np.sqrt(np.pi), rel=0.035)


@given(
    st.lists(st.floats(-3, 3), min_size=1, max_size=7),
    st.floats(-4, 4),
)
def test_crps_of_samples_is_its_definition(samples: list[float], x: float) -> None:
    s = np.array(samples)
    by_pairs = np.abs(s - x).mean() - 0.5 * np.abs(s[:, None] - s[None]).mean()
    assert crps_of_samples(np.array([x]), s[None])[0] == pytest.approx(by_pairs, abs=1e-12)
    levels = np.append(np.sort(s), x)
    grid = np.sort(levels)
    steps = np.searchsorted(np.sort(s), grid[:-1], side="right") / len(s)
    integral = (np.diff(grid) * (steps - (grid[:-1] >= x)) ** 2).sum()
    assert by_pairs == pytest.approx(integral, abs=1e-12)


def test_the_scale_of_durations() -> None:
    assert scaled(np.array([0.0, 9.0, 99.0])) == pytest.approx([0.0, 1.0, 2.0])
    assert scaled(np.array([1e6])) == pytest.approx([np.log10(HORIZON_DAYS + 1)])
