"""Lists of rows in place of matrices of zeros and ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from contingent.world.lanes import mix, sum_at
from contingent.world.numbered import NONE, ROUND, rows_of

SHAPES = array_shapes(min_dims=2, max_dims=2, max_side=6)
MATRICES = arrays(np.bool_, SHAPES, elements=st.booleans())


@given(MATRICES)
def test_lists_name_the_ones_and_are_filled_up(ones):
    rows = rows_of(ones)
    assert rows.shape[1] % ROUND == 0
    assert rows.shape[1] - ROUND < ones.sum(1).max() <= rows.shape[1]
    for row, matrix in zip(rows, ones, strict=True):
        assert set(row[row != NONE]) == set(np.flatnonzero(matrix))


@pytest.mark.parametrize("axes", [(), (2,)])
def test_sums_of_rows_are_products_with_the_matrix(axes):
    rng = np.random.default_rng(7)
    for _ in range(20):
        ones = rng.random((5, 4)) < rng.random()
        x = rng.normal(size=(4, *axes, 3)).astype(np.float32)
        expected = np.einsum("ij,j...->i...", ones.astype(np.float32), x)
        assert np.asarray(sum_at(rows_of(ones), x)) == pytest.approx(expected, abs=1e-5)
        assert np.asarray(mix(ones.astype(np.float32), x)) == pytest.approx(expected, abs=1e-5)


def test_nothing_is_the_sum_of_no_rows():
    assert sum_at(rows_of(np.zeros((2, 0), np.bool_)), np.ones((0, 3), np.float32)).shape == (2, 3)
