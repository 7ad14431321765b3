"""Findings as JSON and back: the same, or an error."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contingent.analysis.causes.why import Account, Entry
from contingent.analysis.drivers.ranking import Driver
from contingent.analysis.packing import packed, restored

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.builds(Entry, st.text(), st.text(), st.floats(allow_nan=False), st.just(0.25))
)
values = st.recursive(
    leaves,
    lambda parts: st.lists(parts).map(tuple) | st.dictionaries(st.text(), parts),
    max_leaves=20,
)


def through_json(value):
    return restored(json.loads(json.dumps(packed(value), allow_nan=False)))


@given(values)
def test_what_is_read_equals_what_was_written(value):
    again = through_json(value)
    assert again == value
    assert type(again) is type(value)


def test_nested_findings_come_back_with_their_methods():
    entry = Entry("war", "lna", -3.0, float("nan"))
    account = Account("fighters", None, (entry,), (), {"lna": float("inf")}, {})
    again = through_json(account)
    assert isinstance(again, Account)
    assert again.before == account.before
    assert np.isnan(again.entries[0].se)
    assert not again.entries[0].clear


@pytest.mark.parametrize("number", [np.float32(0.1), np.float64(1 / 3), np.int16(-3), np.True_])
def test_numbers_of_numpy_become_pythons(number):
    again = through_json(number)
    assert again == number
    assert type(again) in (float, int, bool)


@pytest.mark.parametrize("value", [[1], {1: 2}, np.zeros(2), Path("x"), object(), {1, 2}])
def test_what_would_come_back_as_something_else_is_refused(value):
    with pytest.raises(TypeError, match="cannot be kept"):
        packed((value,))


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("subprocess:Popen", ValueError),
        ("contingent.cli:main", ValueError),
        ("contingent.analysis.drivers.ranking:rank", ValueError),
        ("contingent.analysis.drivers.ranking:Gone", AttributeError),
        ("contingent.analysis.gone:Driver", ImportError),
        (f"{Driver.__module__}:Driver", TypeError),
    ],
)
def test_nothing_but_dataclasses_of_ours_is_made(kind, error):
    with pytest.raises(error):
        restored({"is": kind, "of": {"args": "true"}})


def test_dates_are_told_from_texts():
    assert through_json((date(2019, 4, 4), "2019-04-04")) == (date(2019, 4, 4), "2019-04-04")
