"""Scores of resolved questions: by hand, and with the error that playing again shows."""

from __future__ import annotations

import json
import shutil
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contingent import api
from contingent.analysis.score import HALF, PERSISTENCE, Score, brier, log_score, score_of
from contingent.questions.resolved import FILE, Resolved
from contingent.questions.tally import Tally
from contingent.report import page
from contingent.scenario.events import Dated, Holds
from contingent.scenario.questions import Question
from contingent.scenario.shipped import shipped
from tests.cli.test_cli import run, stand_in  # noqa: F401  a fixture
from tests.results.fake import stored


def made(hit: Any, answers: tuple[bool, ...], held: Any = 0.0, given: Any = True) -> Score:
    """Score an ensemble, hits [draw, replicate, question], start the same in a share of runs."""
    hit = np.asarray(hit, bool)
    draws, replicates, count = hit.shape
    names = [f"q{i}" for i in range(count)]
    tallies = [Tally(names, ("a", "ongoing"), draws, replicates) for _ in range(2)]
    draw, replicate = (i.ravel() for i in np.indices((draws, replicates)))
    start = np.broadcast_to(np.arange(draws)[:, None, None] < np.asarray(held) * draws, hit.shape)
    for tally, flags, met in zip(
        tallies, (hit, start), (np.broadcast_to(given, hit.shape), np.ones_like(hit)), strict=True
    ):
        outcomes: Any = SimpleNamespace(
            hit=flags.reshape(-1, count),
            given=met.reshape(-1, count),
            standing=np.zeros((draws * replicates, 1), np.int8),
        )
        tally.add(draw, replicate, np.zeros(len(draw), bool), outcomes)
    event = Dated(Holds(0, 0), "on", date(2020, 1, 1))
    asked = tuple(Question(name, "?", event) for name in names)
    return score_of("land", Resolved(asked, answers, ()), *tallies, seed=1)


def test_worked_by_hand() -> None:
    # of 99 runs 24 and 74 are hits: what is scored is 24.5 and 74.5 of 100
    hit = np.zeros((99, 1, 2), bool)
    hit[:24, 0, 0] = hit[:74, 0, 1] = True
    found = made(hit, (False, True), held=np.array([0.0, 1.0]))
    model, persistence, half = found.means
    assert [q.scored_at for q in found.questions] == pytest.approx([0.245, 0.745])
    assert model.brier == pytest.approx((0.245**2 + 0.255**2) / 2)
    assert model.log_score == pytest.approx(-(np.log(0.755) + np.log(0.745)) / 2)
    assert [q.persistence for q in found.questions] == pytest.approx([0.05, 0.95])
    assert persistence.name == PERSISTENCE
    assert persistence.brier == pytest.approx(0.0025)
    assert persistence.log_score == pytest.approx(-np.log(0.95))
    assert (half.name, half.brier) == (HALF, 0.25)
    assert half.log_score == pytest.approx(np.log(2))
    assert json.loads(json.dumps(found.as_dict()))["means"][0]["brier"] == model.brier


def test_persistence_follows_the_share_of_worlds() -> None:
    found = made(np.zeros((100, 1, 1)), (True,), held=0.3)
    assert found.questions[0].persistence == pytest.approx(0.05 + 0.9 * 0.3)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_honesty_is_the_best_policy(truth: float, said: float) -> None:
    for rule in (brier, log_score):
        honest, other = (
            truth * float(rule(p, True)) + (1 - truth) * float(rule(p, False))
            for p in (truth, said)
        )
        assert honest <= other + 1e-12


def test_the_error_is_what_other_runs_show() -> None:
    """Errors of 400 ensembles against their own spread; questions share their draws."""
    luck = np.random.default_rng(1)
    found = []
    for _ in range(400):
        world = luck.normal(size=(120, 1, 1))
        hit = world + luck.normal(size=(120, 2, 3)) > np.array([-0.5, 0.2, 1.0])
        found.append(made(hit, (True, False, False)).means[0])
    for value, error in (("brier", "brier_se"), ("log_score", "log_se")):
        spread = np.std([getattr(m, value) for m in found])
        said = np.mean([getattr(m, error) for m in found])
        # the spread of 400 is known to 3.5 %
        assert said == pytest.approx(spread, rel=0.15)


def test_an_error_is_never_zero_and_no_score_infinite() -> None:
    found = made(np.zeros((50, 1, 2)), (True, False))
    assert np.isfinite(found.means[0].log_score)
    assert found.means[0].brier_se > 0
    assert found.means[0].log_se > 0.1


def test_runs_that_miss_the_condition_do_not_count() -> None:
    hit = np.zeros((40, 1, 1), bool)
    hit[:10] = True
    given_in = np.zeros_like(hit)
    given_in[:20] = True
    found = made(hit, (True,), given=given_in)
    assert found.questions[0].probability == 0.5
    assert found.questions[0].scored_at == pytest.approx(10.5 / 21)
    never = made(hit, (True,), given=False)
    assert never.questions[0].scored_at == 0.5
    assert never.questions[0].note


ASKED = """\
- id: tripoli
  ask: Will the army hold the capital at midsummer?
  event: {holds: {faction: lna, place: tripoli}, on: 2020-06-30}
  answer: no
- id: benghazi
  event: {holds: {faction: lna, place: benghazi}, on: 2020-06-30}
  answer: yes
- id: later
  event: {holds: {faction: lna, place: sirte}, on: 2020-06-30}
"""


def test_a_stored_run_is_scored_on_questions_it_was_never_asked(capsys, tmp_path):
    result = stored(tmp_path / "run", draws=60, replicates=2)
    (tmp_path / "asked.yaml").write_text(ASKED)
    options = ["--questions", tmp_path / "asked.yaml", "--json"]
    code, out, err = run(capsys, "score", tmp_path / "run", *options)
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert said["draws"] == 60
    assert said["not_scored"] == ["later"]
    # by hand from the store: failed runs left out
    at = int((result.times <= np.datetime64("2020-06-30")).sum()) - 1
    sound = result.sound()
    for question, place in zip(said["questions"], ("tripoli", "benghazi"), strict=True):
        holder = result.tree["trajectories/holder"].sel(arm="baseline", place=place)
        share = (holder.isel(time=at).values == 0)[sound].mean()
        assert question["probability"] == pytest.approx(share)
        first = (holder.isel(time=0).values == 0)[sound].mean()
        assert question["persistence"] == pytest.approx(0.05 + 0.9 * first)


def test_a_scenario_is_played_and_scored(capsys, stand_in, tmp_path):  # noqa: F811
    (tmp_path / "asked.yaml").write_text(ASKED)
    out = tmp_path / "scores.json"
    options = ["--questions", tmp_path / "asked.yaml", "--draws", "70", "--out", out]
    code, shown, err = run(capsys, "score", "libya-2019", *options)
    assert code == 0, err
    assert "2 resolved questions, 70 draws" in shown
    assert "Will the army hold the capital at midsummer?" in shown
    assert "answer is not known: later" in err
    names = [mean["name"] for mean in json.loads(out.read_text())["means"]]
    assert names == ["libya-2019", PERSISTENCE, HALF]


def test_a_scenario_brings_its_own_answers(capsys, stand_in, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(page, "render", lambda *_: "")  # nobody reads the report here
    code, shown, err = run(capsys, "score", "libya-2011", "--draws", "20")
    assert code == 0, err
    assert "39 resolved questions, 20 draws" in shown
    given = shipped()["libya-2011"] / FILE
    assert run(capsys, "score", "libya-2011", "--questions", given, "--draws", "20")[1] == shown
    # a run of a shipped scenario finds the same file
    api.run("libya-2011", draws=20, keep=0, out=tmp_path / "run")
    assert run(capsys, "score", tmp_path / "run")[1] == shown


def test_without_answers_it_says_what_is_missing_and_where_it_belongs(capsys, tmp_path):
    own = shutil.copytree("tests/scenarios/duel", tmp_path / "mine")
    for source, said in {
        "libya-2019": "libya-2019: comes without resolved.yaml, its questions",
        own: f"{own}/resolved.yaml: is missing; put questions that each say answer: yes",
    }.items():
        code, out, err = run(capsys, "score", source, "--draws", "4")
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 1
        assert err.startswith(said)
        assert err.rstrip().endswith("with --questions")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ASKED.replace("answer: no", "answer: perhaps"), "must be yes or no"),
        (ASKED.replace("answer: no\n", "\n").replace("answer: yes\n", "\n"), "answers no question"),
        (ASKED.replace("place: tripoli", "place: tripol"), 'did you mean "tripoli"?'),
    ],
)
def test_mistakes_are_one_line(capsys, tmp_path, text, said):
    (tmp_path / "asked.yaml").write_text(text)
    code, out, err = run(
        capsys, "score", "libya-2019", "--questions", tmp_path / "asked.yaml", "--draws", "4"
    )
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert said in err
