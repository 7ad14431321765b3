"""The commands on evidence: exit codes, one line a mistake, clean streams."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contingent.evidence.describe import describe_ledger
from contingent.scenario.load import load_scenario
from tests.cli.test_cli import run

DUEL = Path(__file__).parent.parent / "scenarios" / "duel"


@pytest.fixture
def duel(tmp_path):
    path = tmp_path / "duel"
    shutil.copytree(DUEL, path)
    return path


def spoil(folder, old, new):
    file = folder / "evidence.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_sound_scenario(capsys, duel):
    code, out, err = run(capsys, "check", duel, "--strict")
    assert code == 0
    assert "3: 2 move the scenario" in out
    assert "sound, 0 errors, 0 warnings" in err


def test_warnings_are_told_and_errors_under_strict(capsys, duel):
    spoil(duel, "    single: Nobody else has access to him.\n", "")
    code, out, err = run(capsys, "check", duel)
    assert code == 0
    line = err.splitlines()[0]
    assert line.startswith(f"{duel / 'evidence.yaml'}:")
    assert ": warning: " in line
    code, out, err = run(capsys, "check", duel, "--strict")
    assert code == 2
    assert out == ""
    assert "warning:" not in err


def test_every_error_has_its_line(capsys, duel):
    spoil(duel, "credibility: 3, hedge: reported", "credibility: 9, hedge: reported")
    spoil(duel, "reliability: E", "reliability: Z")
    code, out, err = run(capsys, "check", duel)
    assert code == 2
    assert out == ""
    assert len(err.splitlines()) == 3
    code, out, _ = run(capsys, "check", duel, "--json")
    assert code == 2
    lines = (duel / "evidence.yaml").read_text("utf-8").splitlines()
    wrong = {i for i, line in enumerate(lines, 1) if "reliability: Z" in line or ": 9," in line}
    assert {error["line"] for error in json.loads(out)["errors"]} == wrong


def test_no_folder_of_sources(capsys, duel):
    code, _, err = run(capsys, "check", duel, "--sources", duel / "nothing")
    assert code == 2
    assert err.startswith("--sources: ")


def test_the_ledger_is_listed(capsys, duel):
    code, out, _ = run(capsys, "evidence", duel)
    assert code == 0
    for name in ("red-war-chest", "red-leader-ill", "north-asks-envoy"):
        assert name in out
    code, out, _ = run(capsys, "evidence", duel, "--json")
    claims = json.loads(out)["claims"]
    assert [claim["id"] for claim in claims] == [
        "red-war-chest",
        "red-leader-ill",
        "north-asks-envoy",
    ]


def test_one_claim_is_taken_apart_and_the_parts_add_up(capsys, duel):
    code, out, _ = run(capsys, "evidence", duel, "red-war-chest", "--json")
    assert code == 0
    claim = json.loads(out)
    terms = [v["strength"] * v["stake"] * v["dependence"] for v in claim["voices"]]
    assert sum(terms) == pytest.approx(claim["log_odds"])
    assert claim["voices"][0]["rating"] == "B3"
    assert claim["rests_on_it"] == ["factions.red.treasury"]
    assert claim["moves"] == ["factions.red.treasury times 1.5"]
    code, out, _ = run(capsys, "evidence", duel, "red-war-chest")
    assert f"sum of log-odds {claim['log_odds']:+.3f}" in out
    assert "denial" in out


def test_an_override_shows(capsys, duel):
    spoil(
        duel,
        "    background: true",
        "    background: true\n    override: {credence: 0.2, reason: Seen}",
    )
    _, out, _ = run(capsys, "evidence", duel, "north-asks-envoy")
    assert "set by hand to 20.0 %, unlikely: Seen" in out
    assert "pooled credence" in out


def test_an_unknown_claim_names_the_nearest(capsys, duel):
    code, _, err = run(capsys, "evidence", duel, "red-warchest")
    assert code == 2
    assert 'did you mean "red-war-chest"?' in err


def test_text_of_users_is_printed_as_it_is(capsys, duel):
    spoil(duel, "The leader of red is ill.", '"[bold]x[/bold] \\e[31m"')
    _, out, _ = run(capsys, "evidence", duel, "red-leader-ill")
    assert "[bold]x[/bold]" in out
    assert "\x1b" not in out


def test_an_unknown_question_names_the_nearest(capsys, duel):
    code, _, err = run(capsys, "value", duel, "--question", "truse", "--draws", "8")
    assert code == 2
    assert '"truce"' in err


def test_plain_data_of_the_ledger_is_json():
    text = json.dumps(describe_ledger(load_scenario(DUEL)), allow_nan=False)
    assert json.loads(text)[1]["single"] == "Nobody else has access to him."
