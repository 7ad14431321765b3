"""The design gives the published indices of functions that are known."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.analysis.drivers.totals import Totals, analyse, draws_needed, totals
from tests.analysis.known import (
    ISHIGAMI_FIRST,
    ISHIGAMI_TOTAL,
    g_indices,
    ishigami,
    player,
    sobol_g,
)

DRAWS = 4000


def close(found: np.ndarray, se: np.ndarray, known: np.ndarray) -> bool:
    """Return whether all lie within four standard errors, and the errors say something."""
    assert (se < 0.08).all()
    return bool((np.abs(found - known) < 4 * se + 1e-3).all())


def check(found: Totals, first: np.ndarray, total: np.ndarray) -> None:
    assert close(found.alone, found.alone_se, first)
    assert close(found.total, found.total_se, total)


def test_ishigami() -> None:
    found = totals(player(ishigami, 3, DRAWS), ["0", "1", "2"], resamples=100)
    check(found, ISHIGAMI_FIRST, ISHIGAMI_TOTAL)
    assert found.chance == 0
    assert found.draws == DRAWS


def test_sobol_g() -> None:
    found = totals(player(sobol_g, 8, DRAWS), [str(i) for i in range(8)], resamples=100)
    check(found, *g_indices())


def test_chance_does_not_blur_what_is_said_of_the_mean() -> None:
    found = totals(player(ishigami, 3, DRAWS, noise=3.0), ["0", "1", "2"], resamples=100)
    check(found, ISHIGAMI_FIRST, ISHIGAMI_TOTAL)
    variance = 13.8446  # of Ishigami's function
    noise = 9.0 * (1 + 0.3**2)
    assert found.chance == pytest.approx(noise / (noise + variance), abs=4 * found.chance_se)
    assert 0 < found.chance_se < 0.02


def test_groups_may_hold_several_inputs() -> None:
    play = player(ishigami, 3, DRAWS)
    pairs = {"first and third": frozenset("02"), "second": frozenset("1")}
    found = totals(lambda on, n: play(frozenset().union(*(pairs[g] for g in on)), n), list(pairs))
    # Ishigami's function is additive over these two groups
    known = np.array([0.5576, 0.4424])
    check(found, known, known)


def test_draws_with_a_failed_run_are_left_out() -> None:
    play = player(ishigami, 3, 400)

    def failing(on: frozenset[str], rolls: int) -> np.ndarray:
        y = play(on, rolls)
        y[3 + len(on)] = np.nan
        return y

    assert totals(failing, ["0", "1", "2"]).draws == 400 - 3


def test_nothing_to_decompose_is_refused() -> None:
    with pytest.raises(ValueError, match="always the same"):
        analyse(np.ones((50, 6)), ("x", "y"), 10, 1)
    with pytest.raises(ValueError, match="too few"):
        analyse(np.eye(5, 6), ("x", "y"), 10, 1)


def test_the_draws_needed_are_enough() -> None:
    """For outcomes 0 and 1 the error that was planned for is kept."""

    def function(u: np.ndarray) -> np.ndarray:
        return np.asarray(u[0] * u[1] > 0.4, float)

    def play(draws: int):
        inner = player(function, 2, draws)

        def rolled(on: frozenset[str], rolls: int) -> np.ndarray:
            y = np.clip(0.1 + 0.8 * inner(on, rolls), 0, 1)
            luck = np.random.default_rng(5).random((draws, 2))[:, :rolls]
            return np.asarray(luck < y, float)

        return rolled

    variance_of_p, p = 0.64 * 0.2335 * 0.7665, 0.1 + 0.8 * 0.2335
    draws = draws_needed(p * (1 - p), variance_of_p, 0.05)
    found = totals(play(draws), ["0", "1"])
    assert (found.total_se < 0.05).all()
    assert draws < 4 * draws_needed(p * (1 - p), variance_of_p, 0.1) + 4
