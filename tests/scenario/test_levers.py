"""Levers: how they are written, joined into arms, and refused when they contradict each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from contingent.engine.model import make_model
from contingent.scenario.arms import Arm, arms_of, contradiction
from contingent.scenario.changes import Change
from contingent.scenario.levers import Lever
from contingent.scenario.load import load_scenario
from contingent.scenario.model import Scenario
from contingent.scenario.problems import ScenarioError, UserError
from contingent.scenario.quantity import Origin
from tests.mechanisms.harness import SCENARIOS

PATH = "patrons.north.commitment.red"


@cache
def duel() -> Scenario:
    return load_scenario(SCENARIOS / "duel")


def with_levers(**levers: list[Change]) -> Scenario:
    why = Origin(judgement="for a test")
    made = tuple(
        Lever(id=name, title=name, origin=why, changes=tuple(changes))
        for name, changes in levers.items()
    )
    return replace(duel(), levers=made)


def test_a_lever_is_read_whole():
    lever = {lever.id: lever for lever in duel().levers}["north_strikes"]
    assert lever.title == "The north flies for red from March to August"
    assert lever.origin.judgement == "its squadron stands ready"
    (change,) = lever.changes
    assert (change.quantity, change.operation, change.value) == (PATH, "at_least", "air_strikes")
    assert (change.since, change.until) == (date(2020, 3, 1), date(2020, 8, 31))


def test_arms_are_the_baseline_and_one_for_each_wish():
    arms = arms_of(duel(), ["oil_shut", "red_is_paid+north_stays_out"])
    assert [arm.id for arm in arms] == ["baseline", "oil_shut", "red_is_paid+north_stays_out"]
    assert arms[0].changes == ()
    paths = [change.quantity for change in arms[2].changes]
    assert paths == ["factions.red.treasury", PATH]
    assert arms[2].title == "Red finds 200 million on 1 May; The north does no more than talk"
    by_hand = Arm("mine", "made by hand", (Change("tax", "set", 1.0),))
    assert arms_of(duel(), [by_hand])[1] is by_hand


CLASH = (
    f"north_strikes and north_stays_out contradict each other: {PATH} at_least air_strikes "
    "from 2020-03-01 to 2020-08-31, but at_most diplomatic"
)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (["oil_shot"], 'there is no lever "oil_shot" (did you mean "oil_shut"?)'),
        (["oil_shut+zzz"], 'there is no lever "zzz" (one of: north_strikes'),
        (["oil_shut", "oil_shut"], "is named twice"),
        (["oil_shut+oil_shut"], "names a lever twice"),
        (["baseline"], "baseline is always played"),
        ([""], 'there is no lever ""'),
        (["north_strikes+north_stays_out"], CLASH),
    ],
)
def test_a_wish_that_cannot_be_met_is_one_clear_line(wanted, said):
    with pytest.raises(UserError) as caught:
        arms_of(duel(), wanted)
    assert said in str(caught.value)
    assert str(caught.value).startswith("--with")
    assert "\n" not in str(caught.value)


def test_a_scenario_without_levers_says_so():
    with pytest.raises(UserError, match="has no levers"):
        arms_of(replace(duel(), levers=()), ["oil_shut"])


MAY, JUNE, JULY = (date(2020, month, 1) for month in (5, 6, 7))


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (Change("tax", "set", 1.0), Change("tax", "set", 2.0), True),
        (Change("tax", "set", 1.0), Change("tax", "set", 1.0), False),
        (Change("tax", "set", 1.0), Change("bank.payout", "set", 0.5), False),
        (Change(PATH, "at_least", "troops"), Change(PATH, "at_most", "arms"), True),
        (Change(PATH, "at_least", "arms"), Change(PATH, "at_most", "troops"), False),
        (Change(PATH, "set", "arms"), Change(PATH, "at_most", "money"), True),
        (Change(PATH, "set", "arms", MAY, JUNE), Change(PATH, "set", "money", JULY), False),
        (Change(PATH, "set", "arms", MAY, JULY), Change(PATH, "set", "money", JUNE), True),
        (Change(PATH, "set", "arms", MAY, JUNE), Change(PATH, "set", "money", JUNE), True),
        (Change("tax", "scale", 2.0), Change("tax", "scale", 0.5), False),
        (Change("x", "enable", True), Change("x", "enable", False), True),
    ],
)
def test_contradiction(first, second, clash):
    assert (contradiction([first], [second]) is not None) is clash
    assert (contradiction([first, second]) is not None) is clash


FROM = date(2020, 5, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("patrons.nord.commitment.red", "set", "arms"), f'did you mean "{PATH}"?'),
        (Change("factions.red.blokade", "enable", True), 'did you mean "factions.red.blockade"?'),
        (Change(PATH, "at_least", "armz"), '(did you mean "arms"?)'),
        (Change(PATH, "at_least", 7.0), "7 lies outside 0 to 6 rung"),
        (Change("patrons.envoy.commitment.red", "set", "arms"), "envoy is a mediator"),
        (Change(PATH, "scale", 2.0), "takes set or at_least or at_most, not scale"),
        (Change("factions.red.fighters", "set", 1.0, FROM), "cannot change during a run"),
        (Change("factions.red.fighters", "set", 1.0, FROM), "embargo.enforcement"),
        (Change("factions.red.treasury", "set", 1.0, FROM), "takes add during a run, not set"),
        (Change("factions.red.blockade", "set", 1.0), "takes enable, not set"),
        (Change("factions.red.leader.alive", "enable", False), "needs from: the day"),
        (Change("factions.red.leader.alive", "enable", False, FROM, FROM), "a death has no end"),
        (Change("patrons.north.conditions.company.waived", "enable", False), "remove it"),
        (Change("war.fog", "scale", 0.0, date(2019, 1, 1)), "from 2019-01-01 lies outside"),
        (Change("war.fog", "scale", 0.0, None, date(2021, 1, 1)), "to 2021-01-01 lies outside"),
        (Change("war.fog", "scale", 0.0, date(2020, 12, 31)), "nothing is left to change"),
        (Change("embargo.enforcement", "set", 2.0, FROM), "2 lies outside 0 to 1 share"),
    ],
)
def test_a_change_that_cannot_be_made_is_one_clear_line_with_its_place(change, said):
    with pytest.raises(ScenarioError) as caught:
        make_model(with_levers(north_strikes=[change]))
    line = str(caught.value)
    assert said in line
    assert "scenario.yaml:" in line
    assert "lever north_strikes" in line
    assert "\n" not in line
    with pytest.raises(UserError, match="mine: "):
        make_model(duel()).under(Arm("mine", "", (change,)))


def test_a_lever_that_contradicts_itself_is_refused():
    changes = [Change(PATH, "at_least", "troops"), Change(PATH, "at_most", "arms")]
    with pytest.raises(ScenarioError, match="contradicts itself"):
        make_model(with_levers(north_strikes=changes))
    with pytest.raises(UserError, match="contradicts itself"):
        arms_of(duel(), [Arm("mine", "", tuple(changes))])


WRITTEN = """
levers:
  - id: Bad Id
    title: x
    judgement: y
    changes: [{quantity: tax, set: 1}]
  - id: baseline
    title: x
    judgement: y
    changes: [{quantity: tax, set: 1}]
  - id: groundless
    title: x
    changes: [{quantity: tax, set: 1}]
  - id: empty
    title: x
    judgement: y
    changes: []
  - id: unknown_key
    title: x
    judgement: y
    change: [{quantity: tax, set: 1}]
"""


def test_mistakes_in_writing_name_their_line(tmp_path):
    folder = tmp_path / "duel"
    folder.mkdir()
    for file in (SCENARIOS / "duel").iterdir():
        text = file.read_text("utf-8")
        if file.name == "scenario.yaml":
            text = text[: text.index("\nlevers:")] + WRITTEN
            first = text[: text.index("levers:")].count("\n") + 1
        (folder / file.name).write_text(text, "utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(folder)
    lines = str(caught.value).splitlines()
    for offset, said in (
        (1, "is not an id of a lever"),
        (5, "baseline is the arm without levers"),
        (9, "does not say where it comes from"),
        (15, "has 0 entries; it may have 1 to 200"),
        (19, 'unknown key "change" in a lever (did you mean "changes"?)'),
    ):
        (line,) = (line for line in lines if said in line)
        assert f"scenario.yaml:{first + offset}: " in line
    assert len(lines) == 5


def test_every_lever_of_libya_fits_its_world():
    libya = load_scenario("libya-2019")
    model = make_model(libya)
    assert len(libya.levers) >= 13
    for lever in libya.levers:
        assert model.under(Arm(lever.id, lever.title, lever.changes)).changes is not None
        dates = [day for c in lever.changes for day in (c.since, c.until) if day is not None]
        assert all(day > libya.as_of for day in dates)
    with pytest.raises(UserError, match="contradict each other"):
        arms_of(libya, ["us_backs_lna+joint_2011_coalition"])
