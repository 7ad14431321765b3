"""The hindcast: described as of its day, sound, playable, and answered by the record."""

from __future__ import annotations

import re
import shutil
from datetime import date
from functools import cache

import numpy as np

from contingent.engine.ensemble import Chunk, simulate
from contingent.engine.model import Model, make_model
from contingent.questions.endings import ending_classes, standing_endings
from contingent.questions.evaluate import answer
from contingent.questions.persistence import at_start
from contingent.questions.resolved import FILE, load_resolved
from contingent.scenario.load import load_scenario
from contingent.studies.check import check
from contingent.world.draw import draw_worlds

DAY = date(2011, 2, 17)
SIDES = ("gov", "reb")


@cache
def model() -> Model:
    return make_model(load_scenario("libya-2011"))


@cache
def chunks() -> tuple[Chunk, ...]:
    return tuple(simulate(model(), 64))


def test_it_is_sound_to_the_last_warning() -> None:
    found = check("libya-2011").strictly()
    assert [str(problem) for problem in found.errors] == []


def test_it_stands_on_the_first_day_of_the_war_and_no_source_is_later() -> None:
    scenario = model().scenario
    assert (scenario.start, scenario.as_of, scenario.end) == (DAY, DAY, date(2011, 10, 31))
    dates = [s.date for s in scenario.sources if s.date is not None]
    dates += [r.date for c in scenario.claims for r in c.reports if r.date is not None]
    assert len(dates) > 100
    # a month or a year stands for its first day: nothing in it needs to be later
    assert max(period.first for period in dates) <= DAY


def test_its_people_are_those_of_the_census_and_its_oil_that_of_the_eve() -> None:
    scenario = model().scenario
    assert sum(place.population for place in scenario.places) == 5_673_031
    assert 1550 <= sum(field.output_kbd for field in scenario.fields) <= 1650


def test_every_number_has_a_source_or_a_judgement() -> None:
    slots = model().template.slots
    assert [path for path, slot in slots.items() if not str(slot.quantity.origin)] == []


def test_no_source_stands_idle_and_each_is_rated_with_a_reason() -> None:
    scenario = model().scenario
    cited = {
        word
        for name in ("scenario.yaml", "places.csv", "oil.csv")
        for word in re.findall(r"[a-z0-9][a-z0-9-]*", (scenario.folder / name).read_text("utf-8"))
    }
    heard = {report.source for claim in scenario.claims for report in claim.reports}
    assert {source.id for source in scenario.sources} - cited - heard == set()
    assert [s.id for s in scenario.sources if len(s.reason) < 10 or not s.address] == []


def test_every_effect_changes_what_it_names() -> None:
    everywhere, m = np.ones(64, bool), model()
    plain = draw_worlds(m.template, 1, 0, 64).leaves
    idle = []
    for at, change in m.effects:
        slot = m.template.slots[change.quantity]
        where = (slice(None), *slot.index)
        changed = draw_worlds(m.template, 1, 0, 64, [(change, everywhere)]).leaves
        if np.array_equal(plain[slot.leaf][where], changed[slot.leaf][where]):
            idle.append((m.scenario.claims[at].id, change.quantity))
    assert idle == []


def test_intervention_is_nobodys_order() -> None:
    # every patron stands at words for the government at the start, and none for the rising
    for patron in model().scenario.patrons:
        assert (patron.commitment["gov"], patron.commitment["reb"]) == (1, 0), patron.id


def test_runs_are_whole() -> None:
    for c in chunks():
        assert not c.failed.any()
        for values in (c.observed.faction, c.observed.national):
            assert np.isfinite(values).all()
            assert (values >= 0.0).all()
        for name in ("share_population", "share_oil", "share_places"):
            assert (c.observed.faction_series(name).sum(-1) <= 1.0 + 1e-5).all()


def test_the_war_is_on_when_it_starts() -> None:
    # a side that holds no place would be beaten before the first shot
    times = model().template.calendar.times
    ongoing = ending_classes(SIDES).index("ongoing")
    standing = np.concatenate([standing_endings(c.observed, times) for c in chunks()])
    assert (standing[:, 0] == ongoing).all()


def test_neither_side_wins_every_run() -> None:
    share = np.concatenate([c.observed.faction_series("share_population") for c in chunks()])
    led = share[:, -1, 1] > share[:, -1, 0]
    assert 0 < led.sum() < len(led)


def test_every_question_gets_an_answer() -> None:
    m = model()
    questions, times = m.scenario.questions, m.template.calendar.times
    found = [answer(questions, c.observed, times, m.scenario.end, SIDES) for c in chunks()]
    unconditional = [q.given is None for q in questions]
    given = np.concatenate([o.given for o in found])
    assert given[:, unconditional].all()
    assert given.any(axis=0).all()


def test_the_record_answers_the_questions_as_they_were_asked() -> None:
    scenario = model().scenario
    resolved = load_resolved(scenario.folder / FILE, scenario.setting)
    asked = {q.id: (q.ask, q.event, q.given) for q in scenario.questions}
    assert {q.id: (q.ask, q.event, q.given) for q in resolved.questions} == {
        name: of for name, of in asked.items() if name not in resolved.open
    }
    assert resolved.open == ("benghazi-if-nobody-strikes",)
    assert 0 < sum(resolved.answers) < len(resolved.answers)


def test_answers_go_with_each_other() -> None:
    scenario = model().scenario
    resolved = load_resolved(scenario.folder / FILE, scenario.setting)
    said = dict(zip((q.id for q in resolved.questions), resolved.answers, strict=True))
    assert not (said["reb-wins"] and (said["gov-wins"] or said["settled"]))
    assert not (said["benghazi-03-31"] and said["gov-benghazi-03-31"])
    assert said["divided-06-30"] == (said["tripoli-06-30"] and said["benghazi-03-31"])
    # what has happened by a day has happened by a later one
    assert said["west-strikes-03-31"] <= said["west-strikes-10-31"]
    assert said["deaths-2500"] <= said["deaths-1000"]


def test_persistence_answers_as_the_day_stood() -> None:
    m = model()
    questions = m.scenario.questions
    still = at_start(questions, chunks()[0].observed, m.template.calendar.times, SIDES)
    held = dict(zip((q.id for q in questions), still.hit.T, strict=True))
    assert held["bayda-02-28"].all()
    assert held["tripoli-10-31"].sum() == held["reb-wins"].sum() == held["gov-wins"].sum() == 0


def test_what_happened_is_no_part_of_the_scenario(tmp_path) -> None:
    scenario = model().scenario
    copy = tmp_path / "libya-2011"
    shutil.copytree(scenario.folder, copy)
    (copy / FILE).unlink()
    assert load_scenario(copy).sha256 == scenario.sha256
