"""Reliability: true forecasts stay in their bands, others do not."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.history.reliability import reliability


def drawn(luck: np.random.Generator, p: np.ndarray) -> np.ndarray:
    return (luck.random(len(p))[:, None] > p.cumsum(1)[:, :-1]).sum(1)


def forecasts(luck: np.random.Generator, rows: int = 300) -> np.ndarray:
    return luck.dirichlet([1.0, 0.6, 0.8, 1.4], rows)


def test_true_forecasts_stay_in_their_bands() -> None:
    luck = np.random.default_rng(1)
    ps, inside, bins = [], 0, 0
    for seed in range(40):
        p = forecasts(luck)
        found = reliability(p, drawn(luck, p), draws=400, seed=seed)
        ps.append(found.p)
        inside += found.inside
        bins += len(found.bins)
    # 800 bins at 95 %, alike within a table: between nine tenths and all but one in a hundred
    assert 0.92 < inside / bins < 0.99
    assert 0.35 < np.mean(ps) < 0.65
    assert min(ps) < 0.25
    assert max(ps) > 0.75


def test_overconfidence_is_seen() -> None:
    luck = np.random.default_rng(2)
    p = forecasts(luck)
    bold = p**2.5 / (p**2.5).sum(1, keepdims=True)
    found = reliability(bold, drawn(luck, p))
    assert found.p < 0.01
    assert found.error > 1.5 * found.expected
    assert found.inside < len(found.bins) - 3
    top = max(found.bins, key=lambda b: b.forecast)
    assert top.share < top.forecast


def test_bins_hold_all_rows_and_their_means() -> None:
    luck = np.random.default_rng(3)
    p = forecasts(luck, 101)
    happened = drawn(luck, p)
    found = reliability(p, happened)
    for c, name in enumerate(("gov", "reb", "settlement", "fizzle")):
        bins = [b for b in found.bins if b.outcome == name]
        rows = np.array([b.rows for b in bins])
        assert rows.sum() == 101
        assert rows.max() - rows.min() <= 2
        assert np.average([b.forecast for b in bins], weights=rows) == pytest.approx(p[:, c].mean())
        hit = np.average([b.share for b in bins], weights=rows)
        assert hit == pytest.approx((happened == c).mean())


def test_equal_forecasts_share_a_bin() -> None:
    p = np.tile([0.4, 0.3, 0.2, 0.1], (50, 1))
    found = reliability(p, np.zeros(50, int))
    assert [(b.outcome, b.rows) for b in found.bins] == [
        ("gov", 50),
        ("reb", 50),
        ("settlement", 50),
        ("fizzle", 50),
    ]
    assert found.error == pytest.approx(np.mean([0.6, 0.3, 0.2, 0.1]))
    assert not found.inside
