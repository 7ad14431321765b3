"""Valuing the claims of a scenario: what is played, what is turned, and in which order it ends."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import contingent as ct
from contingent.engine.model import make_model
from contingent.engine.programs import signature
from contingent.studies.value import value

DUEL = Path(__file__).parent.parent / "scenarios" / "duel"
DRAWS, FLIPS = 300, 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The duel with a claim on which much hangs, one that implies it, and one that does nothing."""
    path = tmp_path_factory.mktemp("duel") / "duel"
    shutil.copytree(DUEL, path)
    more = """
  - id: red-is-huge
    says: Red has four times the men that are counted.
    date: 2019
    reports: [{source: yearbook, stance: for, credibility: 6}]
    single: Invented.
    effect: [{quantity: factions.red.fighters, scale: 4}]
  - id: red-is-rich-and-huge
    says: Red has a secret sponsor.
    date: 2019
    reports: [{source: yearbook, stance: against, credibility: 2}]
    single: Invented.
    implies: [red-is-huge]
    background: true
  - id: blue-likes-tea
    says: Blue prefers tea.
    date: 2019
    reports: [{source: yearbook, stance: for, credibility: 6}]
    single: Invented.
    background: true
"""
    (path / "evidence.yaml").write_text((path / "evidence.yaml").read_text("utf-8") + more, "utf-8")
    return path


@pytest.fixture(scope="module")
def found(folder):
    return value(folder, "blue-majority", DRAWS, FLIPS, seed=3)


def by_claim(found):
    return {each.claim: each for each in found.claims}


def test_the_claim_on_which_it_hangs_comes_first(found):
    assert found.claims[0].claim in ("red-is-huge", "red-is-rich-and-huge")
    huge = by_claim(found)["red-is-huge"]
    assert huge.worth.clear
    assert huge.worth.difference < 0
    assert huge.worth.bits > 0


def test_turning_it_takes_blue_s_majority_away(found):
    effect = by_claim(found)["red-is-huge"].effect
    assert effect.clear
    assert effect.difference < 0
    assert effect.n == FLIPS


def test_a_claim_that_implies_another_moves_what_the_other_moves(found):
    effect = by_claim(found)["red-is-rich-and-huge"].effect
    assert effect.difference < 0


@pytest.mark.parametrize("name", ["blue-likes-tea", "north-asks-envoy"])
def test_claims_that_move_nothing_are_not_turned_and_never_stand_out(found, name):
    idle = by_claim(found)[name]
    assert idle.idle
    assert idle.effect is None
    assert not replace(idle, worth=by_claim(found)["red-is-huge"].worth).clear
    assert idle in found.claims[-2:]


def test_a_claim_that_moves_something_only_through_another_is_not_idle(found):
    assert not by_claim(found)["red-is-rich-and-huge"].idle


def test_claims_are_counted_alike_however_many_draws_tell_of_them(capsys, folder, found):
    from contingent.console.value import print_value
    from contingent.studies.check import check

    assert len(found.moving) == 4
    facts = check(folder).facts["claims"]
    assert facts.startswith("6: 3 move the scenario, 1 more through a claim tied to it, 2 move no")
    rare = replace(found.claims[0], worth=replace(found.claims[0].worth, draws_false=0))
    for some, tried in ((found, ""), (replace(found, claims=(rare, *found.claims[1:])), "; 1 is ")):
        assert len(some.moving) == 4
        assert len(some.tried) == 4 - bool(tried)
        print_value(some)
        out = " ".join(capsys.readouterr().out.split())
        assert f"4 claims can move the scenario{tried}" in out
        assert "; 2 more move nothing and are not shown" in out
        assert f"Of {len(some.tried)}, " in out
        assert "red-is-huge" in out
        assert "blue-likes-tea" not in out


def test_the_effect_is_that_of_arms_in_which_the_claim_is_given(folder, found):
    # the same by the long way: the claim true in every world, and false in every world
    from contingent.engine.ensemble import simulate
    from contingent.questions.evaluate import answer

    loaded = ct.load(folder)
    question = next(q for q in loaded.questions if q.id == "blue-majority")
    model = make_model(replace(loaded, questions=(question,)))

    def hits(truth):
        given = replace(model, given=(("red-war-chest", truth),))
        times, factions = model.template.calendar.times, loaded.roster.factions
        return np.concatenate(
            [
                answer((question,), c.observed, times, loaded.end, factions).hit[:, 0]
                for c in simulate(given, FLIPS, seed=3)
            ]
        )

    effect = by_claim(found)["red-war-chest"].effect
    by_hand = hits(True).astype(int) - hits(False)
    assert effect.difference == pytest.approx(by_hand.mean())
    assert effect.turned_on == pytest.approx((by_hand > 0).mean())


def test_claims_are_given_and_turned_without_compiling_anew(folder, found):
    model = make_model(ct.load(folder))
    from contingent.engine.inputs import world_and_parameters

    def program(changed):
        drawn, _ = changed.worlds(1, 0, 4)
        rows = np.zeros(4, np.intp)
        return signature(world_and_parameters(model.template, drawn, rows, np.float32))

    same = program(model)
    assert program(replace(model, turned="red-is-huge")) == same
    assert program(replace(model, given=(("red-is-huge", True),))) == same


def test_draws_keep_their_worlds_when_a_claim_is_turned(folder):
    model = make_model(ct.load(folder))
    before, truth = model.worlds(1, 0, 50)
    after, turned = replace(model, turned="red-war-chest").worlds(1, 0, 50)
    at = [c.id for c in model.scenario.claims].index("red-war-chest")
    assert (turned[:, at] == ~truth[:, at]).all()
    assert (np.delete(turned, at, 1) == np.delete(truth, at, 1)).all()
    for path, values in before.design.items():
        assert (after.design[path] == values).all(), path


def test_a_finished_run_says_the_same_of_its_own_draws(folder, found, tmp_path):
    result = ct.run(folder, DRAWS, seed=3, out=tmp_path / "run", keep=0)
    seen = ct.value(tmp_path / "run", "blue-majority")
    assert seen.flips == 0
    assert all(each.effect is None for each in seen.claims)
    assert {c.claim: c.worth for c in seen.claims} == {c.claim: c.worth for c in found.claims}
    assert seen.claims[0].says.startswith("Red has")
    page = (result.folder / "report.html").read_text("utf-8")
    assert 'id="evidence"' in page
    assert "Red has four times the men" in page


def test_plain_data_is_json(found):
    said = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert said["question"] == "blue-majority"
    assert said["claims"][0]["worth"]["clear"] is True
    assert len(said["claims"]) == 6


def test_unknown_questions_and_numbers_out_of_range(folder):
    with pytest.raises(ct.UserError, match=r'--question: .*did you mean "blue-majority"'):
        value(folder, "blue-majorty")
    with pytest.raises(ct.UserError, match="--flips: -1 is below 0"):
        value(folder, flips=-1)
