"""Levers on the command line: arms beside the baseline, comparisons, precision, interruptions."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest
import xarray as xr

from contingent.cli import main
from tests.mechanisms.harness import SCENARIOS
from tests.results.fake import simulate_model

DUEL = SCENARIOS / "duel"


def run(capsys, *arguments):
    """Return (exit code, stdout, stderr) of the command line in this process."""
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    caught = capsys.readouterr()
    return left.value.code, caught.out, caught.err


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    """Replace the engine by one that makes up its runs at once, and draw no report."""
    from contingent.engine import ensemble
    from contingent.report import page

    monkeypatch.setattr(ensemble, "simulate", simulate_model)
    monkeypatch.setattr(page, "render", lambda *_: "")


@pytest.fixture
def folder(capsys, tmp_path):
    """A run folder of the baseline and two arms."""
    out = tmp_path / "run"
    levers = ["--with", "sealed", "--with", "oil_shut+red_is_paid"]
    code, _, err = run(capsys, "run", DUEL, "--draws", "90", "--keep", "0", *levers, "--out", out)
    assert code == 0, err
    return out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", DUEL, "--with", "seeled"], '--with: there is no lever "seeled" (did you mean'),
        (["run", DUEL, "--with", "north_strikes+north_stays_out"], "contradict each other"),
        (["run", DUEL, "--with", "sealed", "--with", "sealed"], "is named twice"),
        (["run", DUEL, "--until", "0"], "--until: must be a standard error between"),
        (["run", DUEL, "--until", "0.01", "--draws", "5"], "does not go with --until"),
        (["run", DUEL, "--max-draws", "5"], "--max-draws: needs --until"),
        (["compare", DUEL], "name at least one lever"),
        (["compare", DUEL, "seeled"], 'did you mean "sealed"?'),
        (["compare", "/nowhere/at/all", "x"], "no such folder"),
        (["levers", "/nowhere/at/all"], "no such folder"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(capsys, arguments, said):
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_arms_are_stored_summed_up_and_shown(capsys, folder):
    names = ["baseline", "sealed", "oil_shut+red_is_paid"]
    assert json.loads((folder / "manifest.json").read_text())["arms"] == names
    tree = xr.open_datatree(folder / "results.zarr", engine="zarr")
    assert tree["arm"].values.tolist() == names
    assert tree["outcomes/hit"].sizes["arm"] == 3
    summary = json.loads((folder / "summary.json").read_text())
    baseline, sealed, _ = summary["arms"]
    assert [arm["id"] for arm in summary["arms"]] == names
    assert "differences" not in baseline
    for i, question in enumerate(sealed["questions"]):
        given = next(q for q in baseline["questions"] if q["id"] == question["id"])
        apart = question["probability"] - given["probability"]
        paired = sealed["differences"]["questions"][question["id"]]
        if i < len(sealed["questions"]) - 1:  # the last one has a condition
            assert paired["difference"] == pytest.approx(apart, abs=1e-5)
        assert paired["se"] > 0
    code, out, err = run(capsys, "show", folder)
    assert code == 0
    assert "sealed: The embargo holds" in out
    assert "interrupted" not in err


def test_the_same_comparison_from_a_folder_and_from_a_scenario(capsys, folder, tmp_path):
    code, out, _ = run(capsys, "compare", folder, "sealed", "--json")
    assert code == 0
    stored = json.loads(out)
    file = tmp_path / "comparison.json"
    code, out, _ = run(capsys, "compare", DUEL, "sealed", "--draws", "90", "--out", file)
    assert code == 0
    assert "cost in lives" in out
    assert "unpaired: runs of each arm that would be as exact without pairs" in " ".join(
        out.split()
    )
    played = json.loads(file.read_text())
    assert played == stored
    (arm,) = stored["arms"]
    assert set(arm) == {"id", "title", "questions", "endings", "costs"}
    assert {"baseline", "arm", "difference", "se", "low", "high", "unpaired_runs"} < set(
        arm["questions"][0]
    )
    code, _, err = run(capsys, "compare", folder, "seeled")
    assert code == 2
    assert 'did you mean "sealed"?' in err


def test_a_run_without_arms_has_nothing_to_compare(capsys, tmp_path):
    run(capsys, "run", DUEL, "--draws", "5", "--keep", "0", "--out", tmp_path / "run")
    code, _, err = run(capsys, "compare", tmp_path / "run")
    assert code == 2
    assert "holds the baseline alone; run it with --with LEVER" in err


def test_levers_are_listed(capsys):
    code, out, _ = run(capsys, "levers", DUEL)
    assert code == 0
    assert "north_strikes" in out
    assert "The north flies for red" in out


def test_draws_are_added_until_the_answers_are_exact(capsys, tmp_path):
    out = tmp_path / "run"
    options = ["--with", "sealed", "--keep", "0", "--out", out]
    code, _, err = run(capsys, "run", DUEL, "--until", "0.04", *options)
    assert code == 0
    assert "every standard error is below 0.04" in err
    manifest = json.loads((out / "manifest.json").read_text())
    draws = manifest["finished_draws"]
    assert manifest["status"] == "finished"
    assert 64 <= draws <= 1000
    assert draws % 64 == 0
    summary = json.loads((out / "summary.json").read_text())
    assert summary["draws"] == draws
    worst = max(q["se"] for arm in summary["arms"] for q in arm["questions"] if "note" not in q)
    assert worst < 0.04
    assert worst == pytest.approx(manifest["precision"]["se"], abs=1e-6)


def test_too_few_draws_say_how_many_are_needed(capsys, tmp_path):
    options = ["--until", "0.005", "--max-draws", "100", "--keep", "0", "--out", tmp_path / "run"]
    code, _, err = run(capsys, "run", DUEL, *options)
    assert code == 0
    assert "--max-draws: 100 draws leave a standard error of" in err
    assert "0.005 takes about " in err
    needed = json.loads((tmp_path / "run" / "manifest.json").read_text())["precision"]["needed"]
    assert 5_000 < needed < 20_000


def test_an_interruption_keeps_the_same_draws_of_every_arm(capsys, monkeypatch, tmp_path):
    from contingent.engine import ensemble

    def interrupted(*given, **named):
        for i, chunk in enumerate(simulate_model(*given, **named)):
            if i == 5:  # the baseline has begun a third chunk, and the last arm a second
                raise KeyboardInterrupt
            yield chunk

    monkeypatch.setattr(ensemble, "simulate", interrupted)
    out = tmp_path / "run"
    levers = ["--with", "sealed", "--with", "oil_shut"]
    code, _, err = run(capsys, "run", DUEL, "--draws", "500", "--keep", "0", *levers, "--out", out)
    assert code == 130
    assert "holds the 64 draws that were finished" in err
    tree = xr.open_datatree(out / "results.zarr", engine="zarr")
    assert dict(tree["outcomes/hit"].sizes)["draw"] == 64
    assert float(tree["trajectories/fighters"].isnull().sum()) == 0
    code, _, err = run(capsys, "show", out)
    assert code == 0
    assert "interrupted: these are 64 of 500 draws" in err


EARLY = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where we run in the background
from contingent.engine import ensemble
def early(*given, **named):
    signal.raise_signal(signal.SIGINT)
    yield
ensemble.simulate = early
from contingent.cli import main
main()
"""


def test_an_interruption_before_the_first_draws_is_said_and_leaves_nothing(tmp_path):
    out = tmp_path / "new" / "run"
    done = subprocess.run(
        [sys.executable, "-c", EARLY, "run", str(DUEL), "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 128 + signal.SIGINT
    assert "interrupted before the first draws were finished" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert not (tmp_path / "new").exists()
