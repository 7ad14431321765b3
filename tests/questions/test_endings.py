"""Endings in general: the classes, what undoes one, and which of several counts."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.questions.endings import standing_endings
from contingent.world.observe import Observation
from tests.questions.made_observations import (
    calendar,
    kill,
    quiet,
    sign,
    term_of_deal,
    war,
)
from tests.questions.stories import CLASSES, STEPS, beat, chapters, story


def test_the_classes_are_those_of_the_charter_in_their_order() -> None:
    assert CLASSES == (
        "peace-agreement",
        "ceasefire",
        "victory:lna",
        "victory:gna",
        "low-activity",
        "actor-ceases",
        "ongoing",
    )


def test_a_war_that_never_rests_is_ongoing(seen: Observation) -> None:
    assert chapters(story(seen)) == [(0, "ongoing")]


class TestUndoing:
    @pytest.mark.parametrize(("deaths", "undone"), [(24, False), (25, True), (24.99, False)])
    def test_exactly_25_deaths_undo_an_ending(
        self, calm: Observation, deaths: float, undone: bool
    ) -> None:
        sign(calm, 21, "agreement")
        kill(calm, 60, deaths)
        names = story(calm)
        assert names[59] == "peace-agreement"
        assert names[60] == ("ongoing" if undone else "peace-agreement")

    @pytest.mark.parametrize(("day", "undone"), [(363, True), (364, True), (365, False)])
    def test_the_window_ends_with_day_364(self, day: int, undone: bool) -> None:
        made = quiet(800)
        for step in range(1, 11):
            kill(made, step, 30)
        sign(made, 10, "ceasefire")
        kill(made, 10 + day, 25)
        names = story(made, days=1)
        assert names[10 + day - 1] == "ceasefire"
        assert (names[10 + day] != "ceasefire") is undone

    def test_the_deaths_of_the_step_of_signature_do_not_count(self, calm: Observation) -> None:
        sign(calm, 20, "ceasefire")
        assert story(calm)[20:] == ["ceasefire"] * (STEPS - 19)

    def test_deaths_add_up_over_the_window(self, calm: Observation) -> None:
        sign(calm, 21, "agreement")
        for step in (30, 40, 50, 60, 70):
            kill(calm, step, 5)
        assert story(calm)[69:71] == ["peace-agreement", "ongoing"]

    def test_after_52_weeks_an_ending_is_final(self, calm: Observation) -> None:
        sign(calm, 21, "agreement")
        war(calm, 21 + 53, STEPS, 500)
        assert story(calm)[-1] == "peace-agreement"

    def test_a_final_ending_is_superseded_by_another_class(self, calm: Observation) -> None:
        sign(calm, 21, "agreement")
        war(calm, 21 + 53, 100, 500)
        beat(calm, 100)
        assert chapters(story(calm))[2:] == [(21, "peace-agreement"), (100, "victory:lna")]


class TestPrecedence:
    @pytest.mark.parametrize(
        ("happens", "name"),
        [
            ({"agreement", "merger", "victory", "low"}, "peace-agreement"),
            ({"ceasefire", "merger", "victory", "low"}, "ceasefire"),
            ({"merger", "victory", "low"}, "actor-ceases"),
            ({"victory", "low"}, "victory:lna"),
            ({"low"}, "low-activity"),
        ],
    )
    def test_of_several_onsets_at_one_step_the_first_in_rank_counts(
        self, calm: Observation, happens: set[str], name: str
    ) -> None:
        for phase in happens & {"agreement", "ceasefire"}:
            sign(calm, 20, phase)
        if "merger" in happens:
            term_of_deal(calm, 20, "merger", "done")
        if "victory" in happens:
            beat(calm, 20)
        assert chapters(story(calm)) == [(0, "ongoing"), (20, name)]

    def test_a_deal_signed_on_the_day_an_ending_is_undone_counts_from_that_day(self) -> None:
        made = quiet(STEPS)
        war(made, 1, 30)
        beat(made, 20)
        made.holder[0, 21:, 1] = 1
        sign(made, 21, "ceasefire")
        assert chapters(story(made))[1:3] == [(20, "victory:lna"), (21, "ceasefire")]


def test_runs_do_not_touch_each_other() -> None:
    made = quiet(STEPS, runs=3)
    for run in range(3):
        war(made, 1, 20, run=run)
    sign(made, 20, "agreement", run=1)
    beat(made, 20, run=2)
    together = standing_endings(made, calendar(STEPS))
    assert [CLASSES[c] for c in together[:, -1]] == [
        "low-activity",
        "peace-agreement",
        "victory:lna",
    ]
    for run in range(3):
        assert story(made, run=run) == [CLASSES[c] for c in together[run]]
    assert together.dtype == np.int8


def test_a_failed_run_with_holes_in_its_record_is_classified_without_complaint() -> None:
    made = quiet(STEPS, runs=2)
    made.national[0, 30:] = np.nan
    made.faction[0, 30:] = np.nan
    with np.errstate(all="raise"):
        codes = standing_endings(made, calendar(STEPS))
    assert ((codes >= 0) & (codes < len(CLASSES))).all()
    assert CLASSES[codes[1, -1]] == "low-activity"
