"""What must not matter: names, their order, and the length of a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES
from tests.situations.plays import ERRORS, Play, assert_within, excess, play
from tests.situations.theatre import PATRONS, PLACES, RUNGS, SIDES, swapped, theatre

EVENTFUL = {
    "red": {"fighters": 11_000, "air": 6, "leader_hazard": 0.3, "oil_split": 0.02},
    "blue": {"recognised": True, "oil_split": 0.05, "air_defence": 2, "cohesion": 0.5},
    "backer": {
        "stake": {"red": 6, "blue": 2},
        "cost": dict(zip(RUNGS, (0, 0.3, 0.8, 1.5, 4, 8), strict=True)),
        "cash": 40,
        "arms": 80,
        "men": 500,
        "strikes": 8,
        "aircraft": 4,
        "rivals": {"rival": 0.6},
    },
    "rival": {
        "stake": {"blue": 5},
        "cost": dict(zip(RUNGS, (0, 0.3, 0.8, 1.5, 4, 8), strict=True)),
        "arms": 60,
        "men": 400,
        "air_defence": 3,
    },
}
"""A war in which every mechanism has something to do."""


def _in_either_order() -> tuple[Play, Play]:
    return play(theatre(**EVENTFUL)), play(theatre(**EVENTFUL), order=SIDES[::-1])


def _numbers(found: Play) -> Iterator[tuple[str, np.ndarray]]:
    """Yield every number that is recorded of a play, by what it is called."""
    for name in NATIONAL_SERIES:
        yield name, found.national(name)
    for side in SIDES:
        for name in FACTION_SERIES:
            yield f"{name} of {side}", found.series(name, side)


def test_the_order_of_the_sides_changes_no_history() -> None:
    """No faction is special: luck follows names, so that a side which stands first in one file
    and second in the other lives through the same events on the same days."""
    one, other = _in_either_order()
    for side in SIDES:
        for place in PLACES:
            np.testing.assert_array_equal(one.held(place, side), other.held(place, side), place)
        for patron in PATRONS:
            np.testing.assert_array_equal(one.rung(patron, side), other.rung(patron, side), patron)
    np.testing.assert_array_equal(one.observed.phase, other.observed.phase)
    np.testing.assert_array_equal(one.observed.clause, other.observed.clause)
    np.testing.assert_array_equal(one.standing, other.standing)
    for (name, a), (_, b) in zip(_numbers(one), _numbers(other), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-4, err_msg=name)  # 32-bit rounding
    assert one.national("battle_deaths")[:, -1].mean() > 100.0


def test_the_order_of_the_sides_changes_no_last_bit() -> None:
    """As above, in every number to the bit."""
    one, other = _in_either_order()
    for (name, a), (_, b) in zip(_numbers(one), _numbers(other), strict=True):
        np.testing.assert_array_equal(a, b, name)


def test_a_name_carries_no_favour() -> None:
    """Give each side the other's means, ground and friends: it has the other's chances."""
    one, other = play(theatre(**EVENTFUL), 4096), play(swapped(theatre(**EVENTFUL)), 4096)
    for side, opponent in (SIDES, SIDES[::-1]):
        for place in ("west", "middle", "port"):
            held = one.held(place, side)[:, -1] * 1.0 - other.held(place, opponent)[:, -1]
            assert_within(held, 0.08)
        people = [f.series("share_population", s) for f, s in ((one, side), (other, opponent))]
        assert_within(people[0][:, -1] - people[1][:, -1], 0.06)
        losses = [f.series("fighters", s) for f, s in ((one, side), (other, opponent))]
        assert_within(np.log(losses[0][:, -1] + 100) - np.log(losses[1][:, -1] + 100), 0.2)
    assert_within(_log_deaths(one, 104) - _log_deaths(other, 104), 0.2)


def _log_deaths(found: Play, step: int) -> np.ndarray:
    return np.log1p(found.national("battle_deaths")[:, step])


OUTPUTS: dict[str, tuple[Callable[[Play, int], np.ndarray], float]] = {
    "log battle deaths": (_log_deaths, 0.2),
    "log displaced": (lambda f, t: np.log1p(f.national("displaced")[:, t]), 0.2),
    "share of people": (lambda f, t: f.series("share_population", "red")[:, t], 0.03),
    "middle taken": (lambda f, t: f.held("middle", "red")[:, t] * 1.0, 0.08),
    "deal": (lambda f, t: (f.phase("ceasefire") | f.phase("agreement"))[:, t] * 1.0, 0.06),
    "cohesion": (lambda f, t: f.series("cohesion", "blue")[:, t], 0.01),
    "fighters": (lambda f, t: f.series("fighters", "blue")[:, t] / 8000, 0.04),
    "treasury": (lambda f, t: f.series("treasury", "blue")[:, t] / 500, 0.04),
    "arms delivered": (lambda f, t: f.series("delivered_materiel", "blue")[:, t] / 50, 0.1),
    "rung": (lambda f, t: f.rung("backer", "red")[:, t] * 1.0, 0.25),
    "oil output": (lambda f, t: f.national("oil_output_kbd")[:, t] / 200, 0.05),
}
"""What is compared after the same time, and how far off is too far."""


@cache
def _whole_and_half() -> tuple[Play, Play]:
    """Play 52 steps of eight days, and 104 of four (the first goes on for as long again)."""
    start = date.fromisoformat(theatre()["war"]["start"])

    def steps_of(days: int) -> Play:
        end = str(start + timedelta(days=104 * days))
        return play(theatre(war={"end": end, "step": f"{days} days"}, **EVENTFUL), 2048)

    return steps_of(8), steps_of(4)


@pytest.mark.parametrize("name", OUTPUTS)
def test_halving_the_step_changes_nothing_beyond_error(name: str) -> None:
    """Rates are per day; the step is a choice of arithmetic (charter)."""
    whole, half = _whole_and_half()
    read, bound = OUTPUTS[name]
    a, b = read(whole, 52), read(half, 104)
    assert abs(excess(a, b)) < ERRORS
    assert_within(a - b, bound)
