"""What answers owe to a mechanism: known answers, and what the command prints of them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from contingent.analysis import ablation
from contingent.analysis.ablation import Outcome
from contingent.mechanisms import NAMES
from contingent.report.ablation import markdown
from tests.cli.test_cli import run
from tests.mechanisms.harness import SCENARIOS
from tests.results.fake import simulate_model

DUEL = SCENARIOS / "duel"


def outcome(hits: list[int], deaths: list[float], **changes: Any) -> Outcome:
    """Return an arm with one question, by default without condition and without failures."""
    every = np.ones((len(hits), 1), bool)
    fields = {"given": every, "sound": every[:, 0]} | changes
    return Outcome(hit=np.array(hits, bool)[:, None], deaths=np.array(deaths), **fields)


def test_an_arm_is_compared_run_by_run() -> None:
    base = outcome([1, 1, 0, 0], [10.0, 20.0, 30.0, 40.0])
    row = outcome([0, 0, 0, 1], [0.0, 0.0, 0.0, 0.0]).against(base, "combat", ["q"])
    change = row.changes["q"]
    assert (change.difference, change.turned_on, change.turned_off) == (-0.25, 0.25, 0.5)
    assert row.deaths.difference == -25.0
    assert row.moves_most == "q"


def test_runs_that_failed_or_missed_the_condition_in_either_arm_are_left_out() -> None:
    base = outcome([1, 1, 1, 1], [9.0] * 4, sound=np.array([False, True, True, True]))
    met = np.array([[True], [True], [False], [True]])
    row = outcome([0, 0, 0, 1], [1.0, 2.0, 3.0, np.nan], given=met).against(base, "toll", ["q"])
    assert row.changes["q"].n == 2
    assert row.changes["q"].difference == -0.5
    assert row.deaths.difference == (2.0 - 9.0 + 3.0 - 9.0) / 2


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the engine by one that makes up its runs at once, and loses half without combat."""
    from contingent.engine import ensemble

    def simulate(model: Any, draws: int, **options: Any) -> Any:
        for chunk in simulate_model(model, draws, **options):
            if model.without == ("combat",):
                chunk.observed.national[:] *= 0.5
            yield chunk

    monkeypatch.setattr(ensemble, "simulate", simulate)


def test_the_command_prints_a_row_for_each_mechanism(
    capsys: pytest.CaptureFixture[str], stand_in: None
) -> None:
    code, out, _ = run(capsys, "ablate", DUEL, "--draws", "80", "--json")
    said = json.loads(out)
    assert code == 0
    assert [row["mechanism"] for row in said["without"]] == list(NAMES)
    assert said["headline"] == [
        "red-holds-alpha",
        "blue-majority",
        "bloody",
        "oil-falls",
        "north-strikes",
    ]
    rows = {row["mechanism"]: row for row in said["without"]}
    deaths = said["baseline"]["battle_deaths"]
    assert rows["combat"]["battle_deaths"]["difference"] == pytest.approx(-deaths / 2, rel=1e-5)
    assert rows["toll"]["battle_deaths"]["identical"]
    assert all(change["se"] > 0 for change in rows["toll"]["questions"].values())


def test_only_some_and_a_file(
    capsys: pytest.CaptureFixture[str], stand_in: None, tmp_path: Any
) -> None:
    table = tmp_path / "table.md"
    chosen = ("--only", "toll", "--only", "combat")
    code, out, err = run(capsys, "ablate", DUEL, "--draws", "80", *chosen, "--out", table)
    assert code == 0
    rows = [line.split()[0] for line in out.splitlines() if line.startswith(("combat", "toll"))]
    assert rows == ["combat", "toll"]
    assert f"table: {table}" in err
    lines = table.read_text("utf-8").splitlines()
    widths = {line.count("|") for line in lines if line.startswith("|")}
    assert widths == {9}
    (combat,) = [line for line in lines if line.startswith("| combat |")]
    assert "**-" in combat.split("|")[7]  # deaths, beyond two errors
    (toll,) = [line for line in lines if line.startswith("| toll |")]
    assert "**" not in toll
    assert toll.split("|")[7].strip() == "the same"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "comabt"], '--only: there is no mechanism "comabt" (did you mean "combat"?)'),
        (["--draws", "0"], "--draws: must be"),
        (["--out", "."], "is a folder"),
    ],
)
def test_mistakes_are_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, out, err = run(capsys, "ablate", DUEL, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(("arms", "code", "rows"), [(2, 130, 1), (1, 130, 0)])
def test_an_interrupt_keeps_the_finished_mechanisms(
    capsys: pytest.CaptureFixture[str],
    stand_in: None,
    monkeypatch: pytest.MonkeyPatch,
    arms: int,
    code: int,
    rows: int,
) -> None:
    play, played = ablation.outcome, []

    def stopped(*arguments: Any) -> Outcome:
        if len(played) == arms:
            raise KeyboardInterrupt
        played.append(arguments)
        return play(*arguments)

    monkeypatch.setattr(ablation, "outcome", stopped)
    left, out, _ = run(capsys, "ablate", DUEL, "--draws", "80", "--json")
    assert left == code
    if rows:
        said = json.loads(out)
        assert said["interrupted"]
        assert len(said["without"]) == rows
    else:
        assert out == ""


def test_what_is_not_known_is_said_so() -> None:
    never = np.zeros((3, 1), bool)
    base = outcome([1, 0, 1], [1.0, 2.0, 3.0], given=never)
    row = base.against(base, "toll", ["q"])
    assert json.dumps(row.as_dict(), allow_nan=False)
    assert row.as_dict()["questions"]["q"]["difference"] is None
    table = ablation.Ablation(
        "x", "X", {"q": "?"}, ("q",), base.estimates(["q"]), 2.0, (row,), draws=3, seed=1
    )
    assert "| toll | not known | the same |" in markdown(table)
