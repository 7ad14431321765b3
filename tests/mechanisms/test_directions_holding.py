"""Holding: the band between taking and losing, and what captures are remembered for."""

import numpy as np
import pytest

from tests.mechanisms.one_world import ALPHA, BLUE, BRAVO, RED, case, put, random_case

NOBODY = -1


def with_shares(start, place, red, blue):
    return start.given(hold=lambda h: put(h, ((place, RED), red), ((place, BLUE), blue)))


@pytest.mark.parametrize(("red", "holder"), [(0.59, NOBODY), (0.61, RED)])
def test_a_place_is_taken_at_six_tenths(red, holder):
    after = with_shares(case(), BRAVO, red, 0.2).after("holding")
    assert (after.holder[BRAVO] == holder).all()


@pytest.mark.parametrize(("blue", "holder"), [(0.41, BLUE), (0.39, NOBODY)])
def test_a_holder_loses_the_place_below_four_tenths(blue, holder):
    after = with_shares(case(), ALPHA, 0.5, blue).after("holding")
    assert (after.holder[ALPHA] == holder).all()


def test_captures_raise_momentum_and_alarm_and_break_stalemate():
    start = case().given(stalemate=0.8)
    quiet = start.after("holding")
    taken = with_shares(start, ALPHA, 0.9, 0.1).after("holding")
    assert (taken.momentum[RED] > quiet.momentum[RED]).all()
    assert (taken.momentum[BLUE] < quiet.momentum[BLUE]).all()
    assert (taken.alarm > quiet.alarm).all()
    assert (taken.stalemate < quiet.stalemate).all()


def test_the_fall_of_a_large_town_is_felt_more():
    small, large = (with_shares(case(), x, 0.9, 0.1).after("holding") for x in (BRAVO, ALPHA))
    assert (large.alarm > small.alarm).all()
    assert (large.momentum[RED] > small.momentum[RED]).all()


def test_fighting_without_movement_becomes_a_stalemate():
    quiet, fought = (case().given(engaged=x).after("holding") for x in (0.0, 0.3))
    assert (fought.stalemate > quiet.stalemate).all()


def test_memories_fade_at_the_same_pace_in_two_half_steps():
    start = case().given(momentum=0.5, alarm=1.0, stalemate=0.5, engaged=0.2).then("holding")
    one = start.after("holding", 14.0)
    two = start.then("holding", 7.0).after("holding", 7.0)
    for name in ("momentum", "alarm", "stalemate"):
        np.testing.assert_allclose(getattr(two, name), getattr(one, name))


def test_memories_stay_within_bounds_and_holders_hold():
    start = random_case()
    after = start.after("holding")
    assert (np.abs(after.momentum) <= 1.5).all()
    assert ((after.stalemate >= 0.0) & (after.stalemate <= 1.0)).all()
    held = np.take_along_axis(
        np.asarray(after.hold), np.maximum(0, after.holder)[:, None].astype(int), 1
    )[:, 0]
    assert (held[np.asarray(after.holder) >= 0] >= 0.4).all()
