"""From changes to orders: which steps, which numbers, and in what order."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.scenario.changes import Change
from contingent.world.ordering import CERTAIN, Course, course_of, in_force
from contingent.world.orders import NO_WORD, no_orders
from tests.mechanisms.harness import duel

START, END = date(2020, 1, 6), date(2020, 12, 31)
RED, BLUE = 0, 1
NORTH = 0
FOG = "war.fog"


def course(*changes: Change) -> Course:
    model = duel()
    made, wrong = course_of(model.scenario, model.template, changes)
    assert not wrong
    return made


def differs(orders: Any, name: str) -> Any:
    """Return where an array of orders is not neutral."""
    return np.argwhere(getattr(orders, name) != getattr(no_orders(duel().template), name))


def test_without_changes_nothing_is_ordered():
    made = course()
    assert made.changes == ()
    for name in ("least", "most", "waived", "paid", "blockade"):
        assert not len(differs(made.orders, name))
    for shift in made.orders.shifts.values():
        assert (shift.scale == 1).all()
        assert (shift.add == 0).all()
        assert np.isneginf(shift.low).all()
        assert np.isposinf(shift.high).all()


@pytest.mark.parametrize(
    ("since", "until", "steps"),
    [
        (None, None, range(52)),
        (START, None, range(52)),
        (START, START, [0]),
        (date(2020, 1, 12), date(2020, 1, 12), [0]),  # the last day of the first step
        (date(2020, 1, 13), date(2020, 1, 13), [1]),  # the first day of the second one
        (date(2020, 1, 12), date(2020, 1, 13), [0, 1]),
        (None, date(2020, 1, 19), [0, 1]),
        (date(2020, 12, 30), None, [51]),
        (date(2020, 12, 28), END, [51]),
    ],
)
def test_an_order_is_in_force_in_every_step_that_has_one_of_its_days(since, until, steps):
    found = in_force(duel().template.calendar, since, until)
    assert np.flatnonzero(found).tolist() == list(steps)


def test_a_commitment_is_bound_and_without_dates_its_start_as_well():
    path = "patrons.north.commitment.red"
    dated = course(Change(path, "set", "arms", date(2020, 1, 13), date(2020, 1, 19)))
    assert dated.changes == ()
    assert differs(dated.orders, "least").tolist() == [[1, NORTH, RED, 0]]
    assert dated.orders.least[1, NORTH, RED, 0] == 3
    assert dated.orders.most[1, NORTH, RED, 0] == 3
    standing = course(Change(path, "at_most", "diplomatic"))
    assert [(c.quantity, c.value) for c in standing.changes] == [(path, 1.0)]
    assert (standing.orders.most[:, NORTH, RED] == 1).all()
    assert not len(differs(standing.orders, "least"))


def test_a_sum_is_paid_once_or_spread_over_its_days():
    path = "factions.blue.treasury"
    once = course(Change(path, "add", 90.0, date(2020, 1, 15))).orders
    assert differs(once, "paid").tolist() == [[1, BLUE, 0]]
    assert once.paid.sum() == pytest.approx(90)
    spread = course(Change(path, "add", 90.0, date(2020, 1, 11), date(2020, 1, 19))).orders
    assert spread.paid[:3, BLUE, 0] == pytest.approx([20, 70, 0])  # two days, then seven
    to_the_end = course(Change(path, "add", -30.0, date(2020, 12, 1), END)).orders
    assert to_the_end.paid.sum() == pytest.approx(-30)
    at_once = course(Change(path, "add", 90.0))
    assert not len(differs(at_once.orders, "paid"))
    assert [c.quantity for c in at_once.changes] == [path]


def test_switches():
    orders = course(
        Change("factions.red.blockade", "enable", True, date(2020, 1, 13)),
        Change("factions.blue.blockade", "enable", False),
        Change("patrons.north.conditions.no-rival.waived", "enable", True),
        Change("factions.red.leader.alive", "enable", False, date(2020, 1, 20)),
        Change("factions.blue.leader.alive", "enable", True),
    ).orders
    assert orders.blockade[0, RED, 0] == NO_WORD
    assert (orders.blockade[1:, RED] == 1).all()
    assert (orders.blockade[:, BLUE] == 0).all()
    assert orders.waived[0, :, 0].tolist() == [0, 0, 0, 1, 0, 0]
    hazard = orders.shifts["factions.leader_hazard"]
    assert np.flatnonzero(hazard.add[:, RED, 0]).tolist() == [2]
    assert hazard.add[2, RED, 0] == CERTAIN
    assert (hazard.scale[:, BLUE] == 0).all()


changes_of_fog = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.floats(0, 2)),
        st.tuples(st.just("scale"), st.floats(0, 3)),
        st.tuples(st.just("add"), st.floats(-2, 2)),
        st.tuples(st.just("at_least"), st.floats(0, 2)),
        st.tuples(st.just("at_most"), st.floats(0, 2)),
    ),
    max_size=6,
)
DO = {
    "set": lambda _, v: v,
    "scale": lambda x, v: x * v,
    "add": lambda x, v: x + v,
    "at_least": max,
    "at_most": min,
}


@given(changes_of_fog, st.floats(0.0, 1.0), st.sampled_from([FOG, "embargo.enforcement"]))
@settings(max_examples=200, deadline=None)
def test_a_shift_does_what_its_changes_do_one_after_the_other(changes, x, path):
    low, high = duel().template.slots[path].bounds
    changes = [(word, min(v, high) if word in ("set", "at_least", "at_most") else v)
               for word, v in changes]  # fmt: skip
    made = course(*(Change(path, word, v, START, END) for word, v in changes))
    assert made.changes == ()
    shift = made.orders.shifts[path]
    got = np.clip(shift.scale[7] * x + shift.add[7], shift.low[7], shift.high[7])
    expected = x
    for word, v in changes:
        expected = min(max(DO[word](expected, v), low), high)
    assert float(got[0]) == pytest.approx(expected, rel=1e-9, abs=1e-9)
