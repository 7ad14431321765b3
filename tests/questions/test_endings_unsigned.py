"""Endings that nobody signs: victory, low activity, and an actor that ceases to be."""

from __future__ import annotations

import pytest

from contingent.questions.endings import ending_classes, standing_endings
from contingent.world.observe import Observation
from tests.questions.made_observations import (
    calendar,
    kill,
    quiet,
    sign,
    term_of_deal,
    war,
)
from tests.questions.stories import STEPS, beat, chapters, dissolve, story


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
