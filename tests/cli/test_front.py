"""Of many questions those that stand for all are printed, and how many more there are."""

from __future__ import annotations

import json
import shutil

import pytest

from contingent.cli import main
from contingent.console.front import Front
from contingent.questions.front import FEW, front, stored_front
from contingent.scenario.load import load_scenario
from contingent.scenario.shipped import shipped
from tests.mechanisms.harness import SCENARIOS
from tests.results.fake import simulate_model

DUEL = SCENARIOS / "duel"
LIBYA = load_scenario(shipped()["libya-2019"])
MARKED = [q.ask for q in LIBYA.questions if q.headline]
OTHERS = [q.ask for q in LIBYA.questions if not q.headline]
MORE = f"{len(OTHERS)} more questions"


def run(capsys, *arguments):
    """Return (exit code, stdout without line ends, stderr) of the command line in this process."""
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    caught = capsys.readouterr()
    return left.value.code, " ".join(caught.out.split()), caught.err


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    """Replace the engine by one that makes up its runs at once, and draw no report."""
    from contingent.console import out
    from contingent.engine import ensemble
    from contingent.report import page

    monkeypatch.setattr(ensemble, "simulate", simulate_model)
    monkeypatch.setattr(page, "render", lambda *_: "")
    monkeypatch.setattr(out, "WIDE", 300)  # so that no question is broken over lines


def test_run_and_show_print_those_in_front_and_all_where_asked(capsys, tmp_path):
    folder = tmp_path / "two words"
    given = ["run", "libya-2019", "--draws", "8", "--keep", "0", "--out", folder]
    code, out, _ = run(capsys, *given)
    assert code == 0
    assert all(ask in out for ask in MARKED)
    assert not any(ask in out for ask in OTHERS)
    assert f"{MORE}: contingent show '{folder}' --all" in out
    assert run(capsys, "show", folder)[1] == out
    _, every, _ = run(capsys, "show", folder, "--all")
    assert all(ask in every for ask in (*MARKED, *OTHERS))
    assert "more questions" not in every
    assert run(capsys, *given, "--force", "--all")[1] == every
    _, data, _ = run(capsys, "show", folder, "--json")
    assert len(json.loads(data)["arms"][0]["questions"]) == len(LIBYA.questions)
    # a folder that came without its store is shown as it is
    shutil.rmtree(folder / "results.zarr")
    assert run(capsys, "show", folder)[1] == every


def test_arms_are_printed_and_compared_by_those_in_front(capsys, tmp_path):
    given = ["--with", "no_fog", "--draws", "8", "--keep", "0", "--out", tmp_path / "run"]
    _, out, _ = run(capsys, "run", "libya-2019", *given)
    assert MORE in out
    _, stored, _ = run(capsys, "compare", tmp_path / "run")
    _, played, _ = run(capsys, "compare", "libya-2019", "no_fog", "--draws", "8")
    assert stored == played
    assert all(ask in stored for ask in MARKED)
    assert stored.count(MORE) == 1
    assert "of them changed beyond two errors: add --all" in stored
    _, every, _ = run(capsys, "compare", tmp_path / "run", "--all")
    assert "more questions" not in every
    assert all(ask in every for ask in OTHERS)
    assert not any(ask in stored for ask in OTHERS)
    _, data, _ = run(capsys, "compare", tmp_path / "run", "--json")
    (arm,) = json.loads(data)["arms"]
    assert len(arm["questions"]) == len(LIBYA.questions)


def test_few_questions_are_all_printed(capsys, tmp_path):
    _, out, _ = run(capsys, "run", DUEL, "--draws", "8", "--keep", "0", "--out", tmp_path / "run")
    asked = [q.ask for q in load_scenario(DUEL).questions]
    assert 5 < len(asked) <= FEW  # more than stand in front of a scenario that marks none
    assert all(ask in out for ask in asked)
    assert "more question" not in out


def test_which_stand_in_front():
    asked = [{"id": f"q{i}", "headline": i in (2, 7)} for i in range(FEW + 1)]
    assert front(asked) == ("q2", "q7")
    assert front([{"id": each["id"]} for each in asked]) == ("q0", "q1", "q2", "q3", "q4")
    ids = [each["id"] for each in asked]
    assert Front(("q2", "q7")).pick(ids, str) == [2, 7]
    assert Front(("gone",)).pick(ids, str) == list(range(FEW + 1))
    assert Front(("q2", "q7")).pick(ids[:FEW], str) == list(range(FEW))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"attributes": {"scenario": []}}', "\x00"])
def test_a_store_that_says_nothing_puts_none_in_front(tmp_path, text):
    assert stored_front(tmp_path) == ()
    (tmp_path / "results.zarr").mkdir()
    (tmp_path / "results.zarr" / "zarr.json").write_text(text)
    assert stored_front(tmp_path) == ()
