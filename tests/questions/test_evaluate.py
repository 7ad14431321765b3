"""The meaning of dates: on, by, not, never, given and ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from contingent.questions.evaluate import answer
from contingent.scenario.events import Dated, Holds, Not, Roster
from contingent.scenario.grammar import parse_event
from contingent.scenario.problems import Problems
from contingent.scenario.questions import Question
from contingent.world.observe import Observation
from tests.questions.made_observations import (
    FACTIONS,
    PATRONS,
    PLACES,
    START,
    calendar,
    day,
    quiet,
    sign,
    war,
)

ROSTER = Roster(FACTIONS, PATRONS, PLACES)
STEPS = 100
END = day(STEPS) + timedelta(days=3)

LNA_TRIPOLI = {"holds": {"faction": "lna", "place": "tripoli"}}
GNA_TRIPOLI = {"holds": {"faction": "gna", "place": "tripoli"}}
LNA_SIRTE = {"holds": {"faction": "lna", "place": "sirte"}}


def event(data: dict[str, Any]) -> Any:
    problems = Problems()
    found = parse_event(data, ROSTER, problems, span=(START, END))
    problems.raise_if_any()
    return found


def ask(seen: Observation, data: dict[str, Any], given: dict[str, Any] | None = None) -> Any:
    """Return whether the event happened in each run, and whether the condition was met."""
    question = Question("q", "?", event(data), event(given) if given else None)
    out = answer([question], seen, calendar(STEPS), END, FACTIONS)
    return out.hit[:, 0].tolist(), out.given[:, 0].tolist()


def happened(seen: Observation, data: dict[str, Any]) -> list[bool]:
    hit, given = ask(seen, data)
    assert given == [True] * len(hit)
    return hit


def iso(step: int, more: int = 0) -> str:
    return (day(step) + timedelta(days=more)).isoformat()


@pytest.fixture
def seen() -> Observation:
    """Run 0: Tripoli is the LNA's throughout. Run 1: it is the GNA's. Run 2: it falls to the GNA
    in step 10 and is retaken in step 20."""
    made = quiet(STEPS, runs=3)
    made.holder[1, :, 0] = 1
    made.holder[2, 10:20, 0] = 1
    return made


class TestOn:
    def test_the_start_state(self, seen: Observation) -> None:
        assert happened(seen, {**LNA_TRIPOLI, "on": START.isoformat()}) == [True, False, True]

    @pytest.mark.parametrize(
        ("when", "third"),
        [
            (iso(10, -1), True),
            (iso(10), False),
            (iso(15), False),
            (iso(20, -1), False),
            (iso(20), True),
            (END.isoformat(), True),
        ],
    )
    def test_the_last_step_ending_on_or_before_the_date(
        self, seen: Observation, when: str, third: bool
    ) -> None:
        assert happened(seen, {**LNA_TRIPOLI, "on": when}) == [True, False, third]

    def test_not_on_a_date_is_the_opposite(self, seen: Observation) -> None:
        for step in (0, 12, 30):
            yes = happened(seen, {**LNA_TRIPOLI, "on": iso(step)})
            assert happened(seen, {"not": LNA_TRIPOLI, "on": iso(step)}) == [not y for y in yes]


class TestBy:
    def test_the_start_state_is_included(self, seen: Observation) -> None:
        assert happened(seen, {**LNA_TRIPOLI, "by": START.isoformat()}) == [True, False, True]

    @pytest.mark.parametrize(("when", "third"), [(iso(10, -1), False), (iso(10), True)])
    def test_any_step_to_the_date(self, seen: Observation, when: str, third: bool) -> None:
        assert happened(seen, {**GNA_TRIPOLI, "by": when}) == [False, True, third]

    def test_what_has_happened_by_a_date_has_happened_by_later_ones(
        self, seen: Observation
    ) -> None:
        assert happened(seen, {**GNA_TRIPOLI, "by": iso(50)}) == [False, True, True]

    def test_not_by_means_some_step_without(self, seen: Observation) -> None:
        assert happened(seen, {"not": LNA_TRIPOLI, "by": iso(50)}) == [False, True, True]
        assert happened(seen, {"not": LNA_TRIPOLI, "by": iso(9)}) == [False, True, False]

    def test_never_has_the_date_inside(self, seen: Observation) -> None:
        assert happened(seen, {"not": {**LNA_TRIPOLI, "by": iso(50)}}) == [False, True, False]
        assert happened(seen, {"not": {**GNA_TRIPOLI, "by": iso(50)}}) == [True, False, False]

    def test_one_date_over_several_combines_them_step_by_step(self, seen: Observation) -> None:
        seen.holder[:, :, 2] = -1
        seen.holder[2, 5:15, 2] = 0  # the LNA holds Sirte from before the fall to before the return
        both = {"all_of": [LNA_TRIPOLI, LNA_SIRTE]}
        assert happened(seen, {**both, "by": iso(50)}) == [False, False, True]  # steps 5 to 9
        seen.holder[2, 5:10, 2] = -1
        assert happened(seen, {**both, "by": iso(50)}) == [False, False, False]
        # each by itself happened, if each has its own date
        apart = {"all_of": [{**LNA_TRIPOLI, "by": iso(50)}, {**LNA_SIRTE, "by": iso(50)}]}
        assert happened(seen, apart) == [False, False, True]

    def test_either_of_several(self, seen: Observation) -> None:
        either = {"any_of": [LNA_TRIPOLI, GNA_TRIPOLI], "by": iso(0)}
        assert happened(seen, either) == [True, True, True]

    def test_dates_may_differ(self, seen: Observation) -> None:
        lost_and_retaken = {
            "all_of": [{**GNA_TRIPOLI, "by": iso(15)}, {**LNA_TRIPOLI, "on": iso(30)}]
        }
        assert happened(seen, lost_and_retaken) == [False, False, True]


class TestEnded:
    @pytest.fixture
    def signed(self) -> Observation:
        """Ceasefires of step 20: one lasts, one is broken in step 40, one becomes an agreement."""
        made = quiet(STEPS, runs=3)
        for run in range(3):
            war(made, 1, 20, run=run)
            sign(made, 20, "ceasefire", run=run)
        war(made, 40, STEPS, run=1)
        sign(made, 60, "agreement", run=2)
        return made

    @staticmethod
    def ended(*classes: str) -> dict[str, Any]:
        return {"ended": {"as": list(classes)}}

    def test_by_means_that_it_stands_on_the_date(self, signed: Observation) -> None:
        ceasefire = self.ended("ceasefire")
        assert happened(signed, {**ceasefire, "by": iso(20, -1)}) == [False, False, False]
        assert happened(signed, {**ceasefire, "by": iso(20)}) == [True, True, True]
        assert happened(signed, {**ceasefire, "by": iso(39)}) == [True, True, True]
        assert happened(signed, {**ceasefire, "by": iso(40)}) == [True, False, True]
        assert happened(signed, {**ceasefire, "by": iso(60)}) == [True, False, False]

    def test_on_means_the_same(self, signed: Observation) -> None:
        for step in (10, 20, 40, 60, 100):
            data = self.ended("ceasefire")
            assert happened(signed, {**data, "on": iso(step)}) == happened(
                signed, {**data, "by": iso(step)}
            )

    def test_several_classes(self, signed: Observation) -> None:
        deal = self.ended("ceasefire", "peace-agreement")
        assert happened(signed, {**deal, "by": iso(60)}) == [True, False, True]

    def test_never_ended_has_the_date_inside(self, signed: Observation) -> None:
        deal = self.ended("ceasefire", "peace-agreement")
        assert happened(signed, {"not": {**deal, "by": iso(60)}}) == [False, True, False]

    def test_under_a_shared_date_it_is_combined_step_by_step(self, signed: Observation) -> None:
        signed.holder[1, 30:35, 2] = 0
        both = {"all_of": [self.ended("ceasefire"), LNA_SIRTE], "by": iso(60)}
        assert happened(signed, both) == [False, True, False]

    def test_low_activity_is_known_though_its_weeks_are_not_over_on_the_date(self) -> None:
        made = quiet(STEPS, runs=1)
        war(made, 1, 20)
        low = self.ended("low-activity")
        assert happened(made, {**low, "by": iso(19)}) == [False]
        assert happened(made, {**low, "by": iso(20)}) == [True]

    def test_victory_names_its_faction(self) -> None:
        made = quiet(STEPS, runs=2)
        made.holder[0, 20:, 1] = 0
        made.holder[1, 20:, 0] = 1
        assert happened(made, {**self.ended("victory:lna"), "by": iso(20)}) == [True, False]
        assert happened(made, {**self.ended("victory:gna"), "by": iso(20)}) == [False, True]


class TestGiven:
    def test_the_condition_is_kept_apart_from_the_event(self, seen: Observation) -> None:
        hit, given = ask(seen, {**LNA_TRIPOLI, "on": iso(30)}, given={**GNA_TRIPOLI, "by": iso(15)})
        assert hit == [True, False, True]
        assert given == [False, True, True]

    def test_the_condition_may_come_after_the_event(self, seen: Observation) -> None:
        _, given = ask(seen, {**LNA_TRIPOLI, "on": iso(5)}, given={**GNA_TRIPOLI, "on": iso(15)})
        assert given == [False, True, True]

    def test_a_condition_may_be_that_the_war_has_ended(self) -> None:
        made = quiet(STEPS, runs=2)
        war(made, 1, 20, run=0)
        war(made, 1, 20, run=1)
        made.holder[0, 20:, 1] = 0
        _, given = ask(
            made,
            {"share": {"faction": "lna", "of": "population", "at_least": 0.5}, "on": iso(90)},
            given={"ended": {"as": ["victory:lna"]}, "by": iso(40)},
        )
        assert given == [True, False]


def test_many_questions_are_answered_at_once_and_in_order(seen: Observation) -> None:
    events = [{**LNA_TRIPOLI, "on": iso(s)} for s in (0, 10, 20)]
    questions = [Question(str(i), "?", event(e)) for i, e in enumerate(events)]
    out = answer(questions, seen, calendar(STEPS), END, FACTIONS)
    assert out.hit.shape == out.given.shape == (3, 3)
    assert out.standing.shape == (3, STEPS + 1)
    assert out.hit[2].tolist() == [True, False, True]
    for i, each in enumerate(events):
        assert out.hit[:, i].tolist() == happened(seen, each)


def test_no_questions_at_all(seen: Observation) -> None:
    assert answer([], seen, calendar(STEPS), END, FACTIONS).hit.shape == (3, 0)


def test_the_record_is_left_as_it_was(seen: Observation) -> None:
    before = seen.holder.copy()
    for array in (seen.holder, seen.phase, seen.faction, seen.national, seen.clause, seen.rung):
        array.flags.writeable = False
    happened(seen, {"not": LNA_TRIPOLI, "by": iso(50)})
    np.testing.assert_array_equal(seen.holder, before)


def test_a_date_outside_the_scenario_is_an_error(seen: Observation) -> None:
    question = Question("q", "?", Dated(Holds(0, 0), "on", date(2031, 1, 1)))
    with pytest.raises(ValueError, match="outside the scenario"):
        answer([question], seen, calendar(STEPS), END, FACTIONS)


def test_an_event_without_a_date_is_an_error(seen: Observation) -> None:
    with pytest.raises(TypeError, match="without a date"):
        answer([Question("q", "?", Not(Holds(0, 0)))], seen, calendar(STEPS), END, FACTIONS)
