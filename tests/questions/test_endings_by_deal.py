"""Endings that are signed: peace agreements and ceasefires."""

from __future__ import annotations

import pytest

from contingent.questions.endings import ending_classes, standing_endings
from contingent.world.observe import Observation
from tests.questions.made_observations import (
    calendar,
    quiet,
    sign,
    war,
)
from tests.questions.stories import STEPS, chapters, story


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
