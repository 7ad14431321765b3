"""The deadliest twentieth: its means, and what was planted in its worlds."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

from contingent.analysis.stories.drawn import stored_ends
from contingent.analysis.stories.worst import worst_of
from tests.results.fake import stored

DRAWS = 640


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """The made-up country, its treasury in step with its dead, its tempo with nothing."""
    found = stored(tmp_path_factory.mktemp("run"), draws=DRAWS, keep=0)
    deaths = stored_ends(found, "battle_deaths", None, 0)[:, 0]
    rank = np.argsort(np.argsort(deaths)) / DRAWS
    other = np.random.default_rng(7).random(DRAWS)
    tree = found.tree.copy()
    design = tree["design"].to_dataset().load()
    design["value"][0] = np.stack([rank, other], axis=1)
    tree["design"] = design
    return replace(found, tree=tree)


def test_means_are_those_of_the_runs_with_most_battle_deaths(result):
    sound = result.sound()[:, 0]
    ends = {n: stored_ends(result, n, None, 0)[:, 0][sound] for n in ("battle_deaths", "displaced")}
    runs = int(np.ceil(0.05 * sound.sum()))
    order = np.argsort(-ends["battle_deaths"])[:runs]
    found = worst_of(result)
    assert found.runs == runs
    for name, values in ends.items():
        assert found.means[name] == pytest.approx(values[order].mean(), rel=1e-5)
    assert found.means["battle_deaths"] > np.quantile(ends["battle_deaths"], 0.95)


def test_marks_hold_what_was_planted_and_nothing_else_that_is_drawn(result):
    found = worst_of(result)
    numbers = [mark for mark in found.marks if mark.kind in ("number", "claim")]
    assert [mark.text for mark in numbers] == ["National Army: war chest"]
    (planted,) = numbers
    assert planted.there == 1.0
    assert planted.everywhere == pytest.approx(0.5, abs=0.02)
    assert planted.z == pytest.approx(0.5 / np.sqrt(0.25 / found.runs), rel=0.05)


@pytest.mark.parametrize(("atom", "told"), [("Holds", True), ("Total", False), ("Ended", False)])
def test_questions_that_restate_the_toll_or_the_ending_are_no_marks(result, atom, told):
    deaths = stored_ends(result, "battle_deaths", None, 0)
    tree = result.tree.copy()
    outcomes = tree["outcomes"].to_dataset().load()
    outcomes["hit"][0, :, :, 0] = deaths > np.quantile(deaths, 0.9)
    tree["outcomes"] = outcomes
    about = copy.deepcopy(tree.attrs["scenario"])
    about["questions"][0]["event"] = {"is": "Dated", "event": {"is": atom}}
    tree.attrs["scenario"] = about
    marks = [m for m in worst_of(replace(result, tree=tree)).marks if m.kind == "question"]
    assert [mark.text for mark in marks] == (["q0"] if told else [])
    assert all(mark.there == 1.0 for mark in marks)


def test_of_too_few_worlds_only_the_means_are_told(tmp_path):
    found = worst_of(stored(tmp_path, draws=80, keep=0))
    assert found.runs == 4
    assert found.marks == ()
    assert found.means["battle_deaths"] > 0
