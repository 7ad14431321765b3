import numpy as np
import pytest

from contingent.scenario.quantity import lognormal, pert
from contingent.world.quantiles import FARTHEST, quantiles

EVENLY = np.linspace(0.0, 1.0, 20_001)[:-1]
TAILS = np.array([1e-15, 1e-9, 1e-6, 5e-6, 1.0 - 5e-6, 1.0 - 1e-6, 1.0 - 1e-9])


@pytest.mark.parametrize("mode", [0.0, 0.01, 0.3, 0.5, 0.85, 1.0])
def test_values_agree_with_the_exact_inverse(mode: float) -> None:
    quantity = pert(0.0, mode, 1.0, unit="share", judgement="test")
    u = np.concatenate([EVENLY, TAILS])
    assert np.abs(quantiles(quantity, u) - quantity.ppf(u)).max() < 1e-10


def test_values_rise_with_the_probability_across_the_outermost_nodes() -> None:
    quantity = pert(-3.0, 1.0, 8.0, unit="points", judgement="test")
    edge = 1.0 / (1.0 + np.exp(FARTHEST))
    u = np.concatenate([np.linspace(0.5, 2.0, 1001) * edge, EVENLY[1:]])
    values = quantiles(quantity, np.sort(u))
    assert (np.diff(values) > 0.0).all()
    assert -3.0 < values[0] < values[-1] < 8.0


def test_a_value_does_not_depend_on_its_company() -> None:
    quantity = pert(0.0, 2.0, 10.0, unit="days", judgement="test")
    together = quantiles(quantity, EVENLY)
    assert together[777] == quantiles(quantity, EVENLY[777:778])[0]


def test_other_distributions_are_inverted_as_ever() -> None:
    quantity = lognormal(2.0, 1.5, unit="days", judgement="test")
    assert np.array_equal(quantiles(quantity, EVENLY[1:]), quantity.ppf(EVENLY[1:]))
