"""First-order indices from given data: known answers, nothing where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.analysis.drivers.first_order import bins_of, default_bins, first_order
from tests.analysis.known import ISHIGAMI_FIRST, g_indices, inputs, ishigami, sobol_g


def test_ishigami() -> None:
    u = inputs(3, 6000)
    found = first_order(u.T, ishigami(u), bins=40, resamples=60)
    assert (np.abs(found.index - ISHIGAMI_FIRST) < 4 * found.se + 0.005).all()
    assert (found.se < 0.02).all()
    assert (found.p_value[:2] < 1e-12).all()
    assert found.p_value[2] > 0.001


def test_sobol_g() -> None:
    u = inputs(8, 8000)
    found = first_order(u.T, sobol_g(u), bins=40, resamples=60)
    assert (np.abs(found.index - g_indices()[0]) < 4 * found.se + 0.005).all()


def test_an_idle_input_has_none_on_average_and_its_p_value_is_uniform() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.random((300, 400)), rng.random(300) < 0.3
    found = first_order(x, y.astype(float), resamples=20)
    assert abs(found.index.mean()) < 4 * found.index.std() / 20
    assert 0.02 < (found.p_value < 0.05).mean() < 0.09
    # and without the correction there would be a share for nothing
    assert found.index.mean() + (default_bins(300) - 1) / 300 > 8 * found.index.std() / 20


def test_a_switch_is_taken_value_by_value() -> None:
    rng = np.random.default_rng(1)
    claim = rng.random(4000) < 0.25
    y = np.where(claim, 0.8, 0.4) + rng.normal(0, 0.1, 4000)
    known = 0.4**2 * 0.25 * 0.75
    found = first_order(claim[:, None].astype(float), y)
    assert found.index[0] == pytest.approx(known / (known + 0.01), abs=4 * found.se[0])


def test_noise_of_few_replicates_does_not_shrink_the_index() -> None:
    rng = np.random.default_rng(2)
    u = rng.random(6000)
    rate = 0.2 + 0.6 * u
    y = rng.binomial(2, rate) / 2
    found = first_order(u[:, None], y, variance=float(rate.var()))
    assert found.index[0] == pytest.approx(1.0, abs=0.06)


def test_what_is_not_a_number_is_refused() -> None:
    x, y = np.random.default_rng(0).random((50, 2)), np.arange(50.0)
    bad = x.copy()
    bad[3, 1] = np.nan
    with pytest.raises(ValueError, match="finite"):
        first_order(bad, y)
    with pytest.raises(ValueError, match="finite"):
        first_order(x, np.where(y == 7, np.nan, y))
    with pytest.raises(ValueError, match="too few"):
        first_order(x[:7], y[:7])


def test_bins_are_equal_and_never_split_equal_values() -> None:
    x = np.random.default_rng(4).random(1000)
    assert (np.bincount(bins_of(x, 10)) == 100).all()
    tied = np.round(x, 1)
    code = bins_of(tied, 6)
    assert all(len(np.unique(code[tied == v])) == 1 for v in np.unique(tied))


def test_how_many_resamples_are_looked_at_together_changes_nothing(monkeypatch) -> None:
    u = inputs(3, 500)
    together = first_order(u.T, ishigami(u), resamples=30)
    monkeypatch.setattr("contingent.analysis.drivers.first_order.NUMBERS_AT_ONCE", 1100)
    apart = first_order(u.T, ishigami(u), resamples=30)
    np.testing.assert_allclose(apart.index, together.index, rtol=1e-12)
    np.testing.assert_allclose(apart.se, together.se, rtol=1e-9)
    assert (apart.se > 0).all()
