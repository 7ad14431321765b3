"""How a played war stands on record, on observations made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.history.columns import CLASSES
from contingent.history.predictions import HORIZON_DAYS
from contingent.history.stage.foretell import counted, predictions_of
from contingent.history.stage.verdicts import OPEN, Verdicts, class_codes, verdicts
from tests.questions.made_observations import FACTIONS, calendar, kill, quiet, sign, war

GOVERNMENT, REBELS = "gna", "lna"
YEARS, WEEKS = 27, 52
STEPS = YEARS * 13
FOUR_WEEKS = 28
CODES = class_codes(FACTIONS, GOVERNMENT, REBELS)


def verdict(seen):
    found = verdicts(seen, calendar(STEPS, FOUR_WEEKS), CODES)
    outcome = int(found.outcome[0])
    name = "open" if outcome == OPEN else CLASSES[outcome]
    return name, float(found.day[0]), bool(found.recorded[0])


def fought(first, last):
    seen = quiet(STEPS)
    war(seen, first, last)
    return seen


def test_classes_are_those_of_the_record():
    assert [("open" if c == OPEN else CLASSES[c]) for c in CODES] == [
        "settlement",
        "settlement",
        "reb",
        "gov",
        "fizzle",
        "fizzle",
        "open",
    ]


def test_a_war_that_never_rests_is_open_at_the_horizon():
    assert verdict(fought(1, STEPS)) == ("open", HORIZON_DAYS, True)


def test_a_war_that_dies_down_fizzles_on_the_day_it_did():
    name, day, recorded = verdict(fought(1, 20))
    assert (name, recorded) == ("fizzle", True)
    assert abs(day - 20 * FOUR_WEEKS) <= FOUR_WEEKS


@pytest.mark.parametrize("step", [20, 26])
def test_a_ceasefire_signed_in_the_first_quiet_year_settles(step):
    seen = fought(1, 20)
    sign(seen, step, "ceasefire")
    name, day, _ = verdict(seen)
    assert name == "settlement"
    assert abs(day - 20 * FOUR_WEEKS) <= FOUR_WEEKS


def test_one_signed_later_does_not():
    seen = fought(1, 20)
    sign(seen, 40, "ceasefire")
    assert verdict(seen)[0] == "fizzle"


def test_a_deal_that_breaks_within_its_year_counts_for_nothing():
    seen = fought(1, 20)
    war(seen, 27, 60)
    sign(seen, 21, "agreement", until=27)
    assert verdict(seen)[0] == "fizzle"
    assert verdict(seen)[1] > 59 * FOUR_WEEKS


def test_a_deal_that_breaks_after_its_year_has_ended_the_war():
    seen = fought(1, 20)
    sign(seen, 20, "agreement", until=40)
    war(seen, 41, 60)
    assert verdict(seen)[0] == "settlement"


@pytest.mark.parametrize(("loser", "name"), [(1, "reb"), (0, "gov")])
def test_victory_goes_to_the_side_that_is_left(loser, name):
    seen = fought(1, 20)
    seen.holder[0, 20:][seen.holder[0, 20:] == loser] = 1 - loser
    assert verdict(seen)[0] == name


def test_a_war_without_25_deaths_in_its_first_year_is_on_no_record():
    seen = quiet(STEPS)
    kill(seen, 3, 24)
    assert not verdict(seen)[2]
    kill(seen, 4, 1)
    assert verdict(seen)[2]


def test_an_ending_beyond_the_horizon_does_not_count():
    assert verdict(fought(1, 26 * 13))[0] == "open"


def made(outcomes, days, recorded):
    return Verdicts(
        np.array(outcomes, np.int8), np.array(days, np.float64), np.array(recorded, np.bool_)
    )


def test_only_what_is_on_record_and_over_counts():
    found = made([0, 2, OPEN, 3], [10.0, 400.0, HORIZON_DAYS, 5.0], [True, True, True, False])
    counts = counted(found, 4)
    assert counts.of_class.tolist() == [[1, 0, 1, 0]]
    assert counts.open.tolist() == [1]
    assert counts.unrecorded.tolist() == [1]
    assert counts.ends.sum() == 2


def test_no_chance_is_nothing_and_what_is_open_lasts_to_the_horizon():
    found = made([0, OPEN, OPEN, OPEN], [10.0, *[HORIZON_DAYS] * 3], [True] * 4)
    said = predictions_of(("war",), counted(found, 4), np.zeros(1))
    assert (said.chances > 0).all()
    assert said.chances.argmax() == 0
    assert said.open.tolist() == [0.75]
    assert said.quantiles[0, 0] < 30
    assert said.quantiles[0, 2] == HORIZON_DAYS


def test_an_episode_without_a_path_on_record_is_still_predicted():
    said = predictions_of(("war",), counted(made([0], [1.0], [False]), 1), np.zeros(1))
    np.testing.assert_allclose(said.chances.sum(), 1.0)
