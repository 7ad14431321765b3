"""Chance and worlds: components of variance that are known beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.analysis.drivers.spread import spread


def made(draws: int, replicates: int, worlds: float, chance: float, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, chance**0.5, (draws, replicates))
    return rng.normal(5, worlds**0.5, (draws, 1)) + noise


@pytest.mark.parametrize("replicates", [2, 5])
def test_known_components(replicates: int) -> None:
    y = made(4000, replicates, 2.0, 6.0)
    found = spread(y, np.ones(y.shape, bool))
    assert found.share == pytest.approx(0.25, abs=4 * found.share_se)
    assert found.share_se < 0.02
    assert found.chance == pytest.approx(6.0, rel=0.1)
    assert found.total == pytest.approx(8.0, rel=0.1)


def test_the_error_is_that_of_repeated_ensembles() -> None:
    every = np.ones((300, 2), bool)
    many = [spread(made(300, 2, 1.0, 2.0, s), every, resamples=60) for s in range(200)]
    truth = np.std([s.share for s in many], ddof=1)
    assert np.mean([s.share_se for s in many]) == pytest.approx(truth, rel=0.25)
    # without bias: the mean of many ensembles is right
    mean = np.mean([s.worlds for s in many])
    assert mean == pytest.approx(1.0, abs=4 * np.std([s.worlds for s in many]) / 200**0.5)


def test_pure_chance_has_no_share_for_worlds() -> None:
    y = np.random.default_rng(1).random((2000, 3)) < 0.3
    found = spread(y, np.ones(y.shape, bool))
    assert abs(found.share) < 4 * found.share_se
    # the naive variance of the means would have claimed a third
    assert y.mean(1).var() / y.var() > 0.3


def test_runs_that_do_not_count_are_not_looked_at() -> None:
    y = made(3000, 6, 2.0, 6.0)
    counts = np.random.default_rng(2).random(y.shape) < 0.5
    found = spread(np.where(counts, y, np.nan), counts)
    assert found.share == pytest.approx(0.25, abs=4 * found.share_se)
    assert found.draws == int(counts.any(1).sum())


def test_one_replicate_cannot_tell() -> None:
    with pytest.raises(ValueError, match="two runs"):
        spread(np.ones((10, 1)), np.ones((10, 1), bool))
    with pytest.raises(ValueError, match="finite"):
        spread(np.full((10, 2), np.nan), np.ones((10, 2), bool))
