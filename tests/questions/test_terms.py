from __future__ import annotations

import math

import pytest

from contingent.questions.terms import BOUNDS, TERMS, term


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.009, "almost no chance"),
        (0.01, "almost no chance"),
        (0.0499, "almost no chance"),
        (0.05, "very unlikely"),
        (0.1999, "very unlikely"),
        (0.20, "unlikely"),
        (0.4499, "unlikely"),
        (0.45, "roughly even chance"),
        (0.5499, "roughly even chance"),
        (0.55, "likely"),
        (0.7999, "likely"),
        (0.80, "very likely"),
        (0.9499, "very likely"),
        (0.95, "almost certain"),
        (0.99, "almost certain"),
        (0.995, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_bands_are_closed_below_and_open_above(probability: float, word: str) -> None:
    assert term(probability) == word


def test_every_bound_belongs_to_the_band_above_it() -> None:
    for i, bound in enumerate(BOUNDS):
        assert term(bound) == TERMS[i + 1]
        assert term(math.nextafter(bound, 0)) == TERMS[i]


@pytest.mark.parametrize("runs", [20, 200, 2000, 10_000])
def test_shares_of_runs_that_equal_a_bound_fall_above_it(runs: int) -> None:
    for i, bound in enumerate(BOUNDS):
        assert term(round(bound * runs) / runs) == TERMS[i + 1]


@pytest.mark.parametrize("value", [-0.001, 1.001, math.nan, math.inf])
def test_what_is_no_probability_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        term(value)
