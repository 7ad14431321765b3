from __future__ import annotations

from datetime import date

import pytest

from contingent.scenario import events as ev
from contingent.scenario.grammar import parse_event
from contingent.scenario.levels import FACTION_LEVELS, NATIONAL_LEVELS
from contingent.scenario.load import load_scenario
from contingent.scenario.problems import Problems
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES
from tests.scenario.conftest import DUEL

ROSTER = ev.Roster(("red", "blue"), ("north",), ("alpha", "bravo"))
SPAN = (date(2020, 1, 1), date(2020, 12, 31))
LAST = date(2020, 12, 31)
HOLDS = {"holds": {"faction": "red", "place": "bravo"}}
MORE = ev.Comparison(True, 0.5)


def parse(data, dated=True):
    problems = Problems()
    event = parse_event(data, ROSTER, problems, span=SPAN, dated=dated)
    return event, [str(problem) for problem in problems.sorted()]


@pytest.mark.parametrize(
    ("data", "event"),
    [
        (HOLDS, ev.Holds(0, 1)),
        ({"share": {"faction": "blue", "of": "oil", "at_least": 0.5}}, ev.Share(1, "oil", MORE)),
        (
            {"total": {"of": "displaced", "below": 9}},
            ev.Total("displaced", ev.Comparison(False, 9.0)),
        ),
        (
            {"level": {"of": "treasury_musd", "faction": "red", "at_least": 0.5}},
            ev.Level("treasury", 0, MORE),
        ),
        ({"level": {"of": "fighters", "at_least": 0.5}}, ev.Level("fighters", None, MORE)),
        ({"level": {"of": "oil_price", "at_least": 0.5}}, ev.Level("oil_price", None, MORE)),
        (
            {"commitment": {"patron": "north", "faction": "blue", "at_least": "arms"}},
            ev.Commitment(0, 1, 3),
        ),
        ({"phase": {"is": "ceasefire"}}, ev.Phase(2)),
        (
            {"delivered": {"kind": "aircraft", "to": "red", "at_least": 1}},
            ev.Delivered("aircraft", 0, 1.0),
        ),
        ({"clause": {"is": "merger", "state": "done"}}, ev.Clause(1, 2)),
        ({"ended": {"as": ["ceasefire", "victory:blue"]}}, ev.Ended(("ceasefire", "victory:blue"))),
        ({"ended": {"as": "low-activity"}}, ev.Ended(("low-activity",))),
        ({"all_of": [HOLDS, HOLDS]}, ev.AllOf((ev.Holds(0, 1),) * 2)),
        ({"any_of": [HOLDS]}, ev.AnyOf((ev.Holds(0, 1),))),
        ({"not": HOLDS}, ev.Not(ev.Holds(0, 1))),
    ],
)
def test_every_kind(data, event):
    assert parse({**data, "by": "2020-12-31"}) == (ev.Dated(event, "by", LAST), [])
    assert parse(data, dated=False) == (event, [])


def test_the_place_of_the_date_matters():
    outside, _ = parse({"not": HOLDS, "by": "2020-12-31"})
    inside, _ = parse({"not": {**HOLDS, "by": "2020-12-31"}})
    assert outside == ev.Dated(ev.Not(ev.Holds(0, 1)), "by", LAST)
    assert inside == ev.Not(ev.Dated(ev.Holds(0, 1), "by", LAST))


def test_parts_may_have_their_own_dates():
    first, last = {**HOLDS, "on": "2020-01-01"}, {**HOLDS, "by": "2020-12-31"}
    event, said = parse({"all_of": [first, {"not": last}]})
    assert not said
    assert [d.mode for d in ev.dates(event)] == ["on", "by"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HOLDS, "no date"),
        ({"all_of": [{**HOLDS, "on": "2020-01-01"}, HOLDS]}, "no date"),
        ({"not": {**HOLDS, "by": "2020-12-31"}, "by": "2020-12-31"}, "one date governs"),
        ({**HOLDS, "on": "2021-01-01"}, "outside the scenario"),
        ({**HOLDS, "on": "2019-13-45"}, "not a date"),
        ({**HOLDS, "on": None}, "not a date"),
        ({**HOLDS, "on": "2020-01-01", "by": "2020-01-01"}, "not both"),
        ({"on": "2020-01-01"}, "exactly one of"),
        ({**HOLDS, "phase": {"is": "war"}, "on": "2020-01-01"}, "holds and phase"),
        ({}, "exactly one of"),
        (None, "must be an event"),
        ([HOLDS], "must be an event"),
        ("holds", "must be an event"),
        ({"all_of": [], "on": "2020-01-01"}, "at least one event"),
        ({"all_of": HOLDS, "on": "2020-01-01"}, "at least one event"),
        ({"not": [HOLDS], "on": "2020-01-01"}, "must be an event"),
        ({"holds": {"faction": "rde", "place": "alpha"}, "on": "2020-01-01"}, 'did you mean "red"'),
        ({"holds": {"faction": 1, "place": "alpha"}, "on": "2020-01-01"}, "id of a faction"),
        ({"ended": {"as": []}, "by": "2020-01-01"}, "at least one class"),
        ({"ended": {"as": ["ongoing"]}, "by": "2020-01-01"}, "unknown class of ending"),
        ({"ended": {"as": [["x"]]}, "by": "2020-01-01"}, "must be a class of ending"),
        ({"level": {"of": "fighters", "at_least": "many"}, "by": "2020-01-01"}, "a number"),
        ({"level": {"of": "fighters"}, "by": "2020-01-01"}, "either at_least"),
        ({"total": {"of": "displaced", "at_least": -1}, "by": "2020-01-01"}, "below 0"),
        ({"total": {"of": "displaced", "at_least": float("nan")}, "by": "2020-01-01"}, "finite"),
        ({"given": HOLDS, **HOLDS, "by": "2020-01-01"}, 'unknown key "given"'),
    ],
)
def test_mistakes(data, words):
    event, said = parse(data)
    assert event is None
    assert len(said) == 1, said
    assert words in said[0]


def test_given_takes_the_date_of_the_event():
    question = next(q for q in load_scenario(DUEL).questions if q.id == "both-ports")
    assert question.given == ev.Dated(ev.Holds(0, 1), "on", LAST)


GIVEN = "    given: {holds: {faction: red, place: bravo}}\n"
DATED = GIVEN.replace("}}", "}, by: 2020-03-01}")


@pytest.mark.parametrize("new", [DATED, f"  {DATED}"], ids=["beside", "inside"])
def test_given_may_have_its_own_date_and_stand_inside(folder, new):
    folder.edit("scenario.yaml", GIVEN, new)
    question = next(q for q in load_scenario(folder.path).questions if q.id == "both-ports")
    assert question.given == ev.Dated(ev.Holds(0, 1), "by", date(2020, 3, 1))


def test_given_twice_or_without_any_date(folder):
    inside = "      on: 2020-12-31\n      given: {holds: {faction: red, place: bravo}}\n"
    folder.edit("scenario.yaml", "      on: 2020-12-31\n", inside)
    assert "both beside the event and inside" in folder.problems()[0].message


def test_given_without_a_date_beside_an_event_with_several(folder):
    folder.edit("scenario.yaml", "      on: 2020-12-31\n", "")
    folder.edit("scenario.yaml", "place: charlie}\n", "place: charlie}\n          on: 2020-12-31\n")
    folder.edit(
        "scenario.yaml", "        - any_of:\n", "        - by: 2020-12-31\n          any_of:\n"
    )
    (problem,) = folder.problems()
    assert "the event has several" in problem.message


def test_share_of_oil_in_a_country_without(folder):
    head = (folder.path / "oil.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder.path / "oil.csv").write_text(head + "\n", encoding="utf-8")
    assert load_scenario(folder.path).fields == ()
    folder.edit("scenario.yaml", "of: population", "of: oil")
    assert "no oil fields" in folder.problems()[0].message


def test_levels_are_the_series_that_the_engine_keeps():
    assert tuple(FACTION_SERIES) == FACTION_LEVELS
    assert tuple(NATIONAL_SERIES) == NATIONAL_LEVELS
