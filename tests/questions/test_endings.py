from __future__ import annotations

import numpy as np
import pytest

from contingent.questions.endings import ending_classes, standing_endings
from contingent.world.observe import Observation
from tests.questions.made_observations import (
    FACTIONS,
    calendar,
    kill,
    quiet,
    sign,
    term_of_deal,
    war,
)

CLASSES = ending_classes(FACTIONS)
STEPS = 143


def story(seen: Observation, days: int = 7, run: int = 0) -> list[str]:
    """Name the ending that stands at each time."""
    codes = standing_endings(seen, calendar(seen.national.shape[1] - 1, days))
    return [CLASSES[code] for code in codes[run]]


def chapters(names: list[str]) -> list[tuple[int, str]]:
    """Shorten a story to the steps at which something changes."""
    return [(t, n) for t, n in enumerate(names) if t == 0 or names[t - 1] != n]


@pytest.fixture
def seen() -> Observation:
    """A war that never rests: 30 deaths every week."""
    made = quiet(STEPS)
    war(made, 1, STEPS)
    return made


@pytest.fixture
def calm() -> Observation:
    """Hard fighting for 20 weeks and none afterwards."""
    made = quiet(STEPS)
    war(made, 1, 20)
    return made


def beat(seen: Observation, step: int, faction: int = 1, run: int = 0) -> None:
    """Take the last place of a faction from this state on."""
    holder = seen.holder[run, step:]
    holder[holder == faction] = 1 - faction


def dissolve(seen: Observation, step: int, faction: int = 1, run: int = 0) -> None:
    seen.faction_series("active")[run, step:, faction] = 0
    seen.faction_series("fighters")[run, step:, faction] = 0
    holder = seen.holder[run, step:]
    holder[holder == faction] = -1


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


class TestDeals:
    @pytest.mark.parametrize(
        ("phase", "name"), [("agreement", "peace-agreement"), ("ceasefire", "ceasefire")]
    )
    def test_a_deal_dates_from_signature(self, calm: Observation, phase: str, name: str) -> None:
        sign(calm, 21, phase)
        assert chapters(story(calm)) == [(0, "ongoing"), (20, "low-activity"), (21, name)]

    def test_talks_are_no_deal(self, seen: Observation) -> None:
        sign(seen, 30, "talks")
        assert set(story(seen)) == {"ongoing"}

    def test_a_deal_in_force_at_the_start_stands_from_the_start(self) -> None:
        made = quiet(10)
        sign(made, 0, "ceasefire")
        assert chapters(story(made)) == [(0, "ceasefire")]

    def test_a_deal_that_deaths_undid_must_be_signed_anew(self, seen: Observation) -> None:
        sign(seen, 30, "ceasefire", until=60)
        assert chapters(story(seen)) == [(0, "ongoing"), (30, "ceasefire"), (31, "ongoing")]
        sign(seen, 70, "ceasefire")
        assert chapters(story(seen))[3:] == [(70, "ceasefire"), (71, "ongoing")]

    def test_a_phase_that_lapses_without_deaths_undoes_nothing(self, calm: Observation) -> None:
        sign(calm, 21, "agreement", until=30)
        assert story(calm)[21:] == ["peace-agreement"] * (STEPS - 20)

    def test_an_agreement_supersedes_a_ceasefire_and_not_the_reverse(
        self, calm: Observation
    ) -> None:
        sign(calm, 21, "ceasefire")
        sign(calm, 40, "agreement")
        sign(calm, 50, "ceasefire")
        assert chapters(story(calm))[2:] == [(21, "ceasefire"), (40, "peace-agreement")]

    def test_a_second_ceasefire_after_a_lapsed_agreement_supersedes_it(
        self, calm: Observation
    ) -> None:
        sign(calm, 21, "agreement", until=40)
        sign(calm, 50, "ceasefire")
        assert chapters(story(calm))[2:] == [(21, "peace-agreement"), (50, "ceasefire")]

    def test_every_pair_of_living_factions_must_sign(self) -> None:
        made = quiet(80, factions=3)
        war(made, 1, 80)
        for i, j in ((0, 1), (1, 0)):
            made.phase[0, 10:, i, j] = 2
        classes = ending_classes(("a", "b", "c"))
        codes = standing_endings(made, calendar(80))
        assert {classes[c] for c in codes[0]} == {"ongoing"}
        # the third faction ceases to exist: the other two are bound already
        made.faction_series("active")[0, 40:, 2] = 0
        codes = standing_endings(made, calendar(80))
        assert classes[codes[0, 40]] == "ceasefire"

    def test_one_faction_alone_signs_nothing_and_beats_nobody(self) -> None:
        made = quiet(80, factions=1)
        war(made, 1, 80)
        made.phase[...] = 3
        codes = standing_endings(made, calendar(80))
        assert {ending_classes(("a",))[c] for c in codes[0]} == {"ongoing"}


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


class TestVictory:
    def test_who_takes_the_last_place_has_won(self, calm: Observation) -> None:
        beat(calm, 20)
        assert chapters(story(calm)) == [(0, "ongoing"), (20, "victory:lna")]

    def test_either_side_can_win(self, calm: Observation) -> None:
        beat(calm, 20, faction=0)
        assert story(calm)[20] == "victory:gna"

    @pytest.mark.parametrize(("left", "won"), [(51, False), (49, True)])
    def test_an_opponent_under_5_percent_of_its_first_fighters_is_beaten(
        self, seen: Observation, left: float, won: bool
    ) -> None:
        seen.faction_series("fighters")[0, 50:, 1] = left
        assert (story(seen)[50] == "victory:lna") is won

    def test_the_measure_is_the_opponent_at_the_start_not_at_its_peak(
        self, seen: Observation
    ) -> None:
        seen.faction_series("fighters")[0, 10:50, 1] = 5000
        seen.faction_series("fighters")[0, 50:, 1] = 60
        assert set(story(seen)) == {"ongoing"}

    def test_a_victor_exists_and_holds_a_place(self, calm: Observation) -> None:
        calm.holder[0, 20:] = -1
        assert "victory:lna" not in story(calm)
        assert "victory:gna" not in story(calm)

    def test_two_spent_sides_have_not_both_won(self, calm: Observation) -> None:
        calm.faction_series("fighters")[0, 20:] = 10
        assert chapters(story(calm)) == [(0, "ongoing"), (20, "low-activity")]

    def test_all_opponents_must_be_beaten(self) -> None:
        made = quiet(60, factions=3)
        war(made, 1, 60)
        made.holder[0, 30:, 1] = 0
        classes = ending_classes(("a", "b", "c"))
        assert {classes[c] for c in standing_endings(made, calendar(60))[0]} == {"ongoing"}
        made.holder[0, 40:, 2] = 0
        assert classes[standing_endings(made, calendar(60))[0, 40]] == "victory:a"

    def test_a_mop_up_undoes_a_victory_which_is_dated_anew_at_the_next_step(self) -> None:
        made = quiet(STEPS)
        war(made, 1, 22)
        beat(made, 20)
        assert chapters(story(made)) == [
            (0, "ongoing"),
            (20, "victory:lna"),
            (21, "ongoing"),
            (22, "victory:lna"),
        ]

    def test_after_the_mop_up_the_victory_stands_and_not_low_activity(self) -> None:
        # the last deaths undo it, and the quiet year begins at once
        made = quiet(STEPS)
        war(made, 1, 21)
        beat(made, 20)
        assert chapters(story(made))[2:] == [(21, "ongoing"), (22, "victory:lna")]

    def test_a_victory_whose_condition_is_lost_is_not_dated_anew(self) -> None:
        made = quiet(STEPS)
        war(made, 1, STEPS)
        made.holder[0, 20:30, 1] = 0
        names = story(made)
        assert "victory:lna" in names[20:30]
        assert set(names[31:]) == {"ongoing"}

    def test_a_reversal_of_fortune_is_another_class(self, calm: Observation) -> None:
        beat(calm, 20)
        calm.holder[0, 50:] = 1
        assert chapters(story(calm))[1:] == [(20, "victory:lna"), (50, "victory:gna")]


class TestLowActivity:
    def test_it_is_dated_to_the_start_of_its_52_weeks(self, calm: Observation) -> None:
        assert chapters(story(calm)) == [(0, "ongoing"), (20, "low-activity")]

    @pytest.mark.parametrize(("deaths", "first"), [(24, 20), (25, 40)])
    def test_it_allows_24_deaths(self, calm: Observation, deaths: float, first: int) -> None:
        kill(calm, 40, deaths)
        assert chapters(story(calm)) == [(0, "ongoing"), (first, "low-activity")]

    @pytest.mark.parametrize(("weeks", "seen"), [(52, True), (51, False)])
    def test_it_needs_the_full_52_weeks_before_the_end(self, weeks: int, seen: bool) -> None:
        made = quiet(20 + weeks)
        war(made, 1, 20)
        assert ("low-activity" in story(made)) is seen

    def test_it_needs_full_weeks_when_steps_do_not_divide_them(self) -> None:
        made = quiet(57)
        war(made, 1, 20)
        assert 37 * 10 >= 364
        assert chapters(story(made, days=10)) == [(0, "ongoing"), (20, "low-activity")]
        short = quiet(56)
        war(short, 1, 20)
        assert set(story(short, days=10)) == {"ongoing"}

    def test_it_gives_way_to_a_standing_ending(self, calm: Observation) -> None:
        sign(calm, 20, "agreement")
        assert chapters(story(calm)) == [(0, "ongoing"), (20, "peace-agreement")]

    def test_a_later_deal_supersedes_it(self, calm: Observation) -> None:
        sign(calm, 60, "ceasefire")
        assert chapters(story(calm))[1:] == [(20, "low-activity"), (60, "ceasefire")]

    def test_a_war_that_never_began_is_low_activity_from_the_start(self) -> None:
        assert chapters(story(quiet(STEPS))) == [(0, "low-activity")]

    def test_it_is_final_though_war_returns_in_the_second_year(self, calm: Observation) -> None:
        war(calm, 20 + 53, STEPS, 100)
        assert story(calm)[-1] == "low-activity"


class TestActorCeases:
    def test_dissolution_with_places_in_hand_is_no_victory(self, calm: Observation) -> None:
        dissolve(calm, 20)
        assert chapters(story(calm)) == [(0, "ongoing"), (20, "actor-ceases")]

    def test_dissolution_after_the_last_place_is_lost_is_defeat(self, calm: Observation) -> None:
        beat(calm, 15)
        dissolve(calm, 20)
        assert "actor-ceases" not in story(calm)
        assert story(calm)[-1] == "victory:lna"

    def test_a_merger_ends_the_war(self, calm: Observation) -> None:
        term_of_deal(calm, 15, "merger", "agreed")
        term_of_deal(calm, 20, "merger", "done")
        assert chapters(story(calm)) == [(0, "ongoing"), (20, "actor-ceases")]

    def test_elections_end_nothing(self, seen: Observation) -> None:
        term_of_deal(seen, 20, "elections", "done")
        assert set(story(seen)) == {"ongoing"}

    def test_a_merger_under_a_standing_agreement_changes_nothing(self, calm: Observation) -> None:
        sign(calm, 21, "agreement")
        term_of_deal(calm, 40, "merger", "done")
        assert story(calm)[-1] == "peace-agreement"

    def test_dissolution_under_a_standing_deal_is_neither_end_nor_victory(
        self, calm: Observation
    ) -> None:
        sign(calm, 21, "ceasefire")
        dissolve(calm, 40)
        assert chapters(story(calm))[2:] == [(21, "ceasefire")]

    def test_a_merger_done_before_the_start_is_no_event(self, seen: Observation) -> None:
        term_of_deal(seen, 0, "merger", "done")
        assert set(story(seen)) == {"ongoing"}

    def test_it_is_undone_by_deaths_like_any_ending(self, seen: Observation) -> None:
        term_of_deal(seen, 20, "merger", "done")
        assert chapters(story(seen))[1:3] == [(20, "actor-ceases"), (21, "ongoing")]


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
