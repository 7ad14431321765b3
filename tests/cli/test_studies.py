"""`contingent drivers` and `contingent signposts` at the command line."""

from __future__ import annotations

import json

import pytest

from contingent.engine import ensemble
from tests.analysis.planted import engine
from tests.analysis.test_drivers import CLAIM, COHESION, DUEL, additive
from tests.analysis.test_signposts import even, shown
from tests.cli.test_cli import run


@pytest.fixture
def planted(monkeypatch):
    monkeypatch.setattr(ensemble, "simulate", engine(additive, shown))


def test_drivers_prints_tables_and_says_what_it_plays(capsys, planted) -> None:
    options = ["--question", "bloody", "--draws", "300", "--map", COHESION, CLAIM, "--no-groups"]
    code, out, err = run(capsys, "drivers", DUEL, *options)
    assert code == 0
    assert "chance: the same world, rolled again" in out
    assert "Red Army: cohesion" in out
    (heading,) = (line for line in out.splitlines() if f"{COHESION}, then {CLAIM}" in line)
    assert heading.split()[-2:] == ["false", "true"]
    assert err.startswith("plays 600 runs: 300 draws of 2 replicates\n")
    assert "inputs can be told from chance" in err
    assert "run-weeks/s" in err


def test_drivers_as_json_alone_on_stdout(capsys, planted) -> None:
    code, out, _ = run(capsys, "drivers", DUEL, "--question", "bloody", "--draws", "300", "--json")
    assert code == 0
    said = json.loads(out)
    assert said["question"] == "bloody"
    assert said["spread"]["share"] > 0
    assert said["runs"] == 300 * (2 + 2 + len(said["groups"]) + 1)
    assert {g["name"] for g in said["groups"]} >= {"claims", "model variants", "Red Army"}


def test_signposts_as_table_and_json(capsys, monkeypatch) -> None:
    monkeypatch.setattr(ensemble, "simulate", engine(even, shown))
    options = ["signposts", DUEL, "--question", "bloody", "--draws", "500"]
    code, out, err = run(capsys, *options)
    assert code == 0
    assert "advisers or" in out
    assert "by 2020-02-17" in out
    assert "signs looked at, 1 chosen, 0 of them dropped" in err
    code, out, _ = run(capsys, *options, "--json")
    assert code == 0
    (sign,) = json.loads(out)["signs"]
    assert sign["after"] > sign["before"] > sign["without"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["drivers", DUEL, "--question", "blody"], 'did you mean "bloody"?'),
        (["drivers", DUEL, "--draws", "99"], "--draws: 99 draws cannot tell inputs apart"),
        (["drivers", DUEL, "--replicates", "1"], "--replicates: 1 cannot tell"),
        (["drivers", DUEL, "--map", "tax", COHESION], '--map: "tax" is no input'),
        (["drivers", DUEL, "--map", COHESION], "--map"),
        (["drivers", DUEL, "--precision", "0"], "--precision: must lie between 0 and 1"),
        (["signposts", DUEL, "--question", "blody"], 'did you mean "bloody"?'),
        (["signposts", DUEL, "--draws", "20"], "--draws: 20 draws are too few"),
        (["signposts", "/nowhere/at/all"], "no such folder"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(capsys, arguments, said) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["drivers", "signposts"])
def test_ctrl_c_says_what_the_finished_draws_say(capsys, monkeypatch, command) -> None:
    whole = engine(additive, shown)

    def cut(model, draws, **options):
        for i, chunk in enumerate(whole(model, draws, **options)):
            if i == 3:
                raise KeyboardInterrupt
            yield chunk

    monkeypatch.setattr(ensemble, "simulate", cut)
    options = ["--question", "bloody", "--draws", "1000"]
    code, out, err = run(capsys, command, DUEL, *options)
    assert code == 130
    assert "Will at least 500 people die in battle?" in out
    assert "interrupted: this is what the" in err
    assert "Traceback" not in err
