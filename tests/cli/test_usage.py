"""A command line that cannot be read: one line, what was typed, the nearest name, exit code 2."""

from __future__ import annotations

import pytest

from contingent.cli import COMMANDS, GROUPS, main

DIGITS = "is no whole number; write it in digits alone, such as 2000"
RUN = ["run", "libya-2019"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([*RUN, "--draws", "abc"], f'--draws: "abc" {DIGITS}'),
        ([*RUN, "--draws=2,000"], f'--draws: "2,000" {DIGITS}'),
        ([*RUN, "--draws", "2.5", "--seed", "1"], f'--draws: "2.5" {DIGITS}'),
        ([*RUN, "--draws", ""], f'--draws: "" {DIGITS}'),
        (
            [*RUN, "--until", "one"],
            '--until: "one" is no number; write it in digits, such as 0.05',
        ),
        (
            ["history", "score", "x.csv", "--fold", "9"],
            '--fold: "9" is not what it takes: score this fold only, from 0 to 4; may be repeated',
        ),
        (
            ["history", "score", "x.csv", "--fold", "1", "--fold", "two", "--fold", "3"],
            f'--fold: "two" {DIGITS}',
        ),
        (
            [*RUN, "--drows", "5"],
            '--drows: contingent run has no such option (did you mean "--draws"?)',
        ),
        (
            ["--versoin"],
            '--versoin: contingent has no such option (did you mean "--version"?)',
        ),
        (
            ["schema", "-x"],
            "-x: contingent schema has no such option (one of: --help)",
        ),
        ([*RUN, "--out"], "--out: needs a value behind it; contingent run -h says which"),
        (
            ["drivers", "libya-2019", "--map", "a"],
            "--map: needs 2 values behind it; contingent drivers -h says which",
        ),
        ([*RUN, "--json=yes"], "--json: takes no value; leave out what stands behind it"),
        (
            ["run"],
            (
                "contingent run: SCENARIO is missing (a shipped name or a folder); "
                "contingent run -h says more"
            ),
        ),
        (
            ["ask", "libya-2019"],
            (
                "contingent ask: --questions is missing (YAML file of questions); "
                "contingent ask -h says more"
            ),
        ),
        (
            ["history", "score"],
            (
                "contingent history score: EPISODES is missing (CSV table of episodes with their "
                "outcomes); contingent history score -h says more"
            ),
        ),
        (
            ["run", "a", "b", "c"],
            (
                'contingent run: takes SCENARIO and no more, so "b c" is left over; '
                "contingent run -h says more"
            ),
        ),
        (
            ["scenarios", "x"],
            (
                'contingent scenarios: takes nothing but options, so "x" is left over; '
                "contingent scenarios -h says more"
            ),
        ),
        (["compair"], 'contingent: there is no command "compair" (did you mean "compare"?)'),
        (["compair", "run"], 'contingent: there is no command "compair" (did you mean "compare"?)'),
        (
            ["history", "plya"],
            'contingent history: there is no command "plya" (did you mean "play"?)',
        ),
        (
            ["history", "xx\x1b[1m"],
            (
                'contingent history: there is no command "xx\\u001b[1m" '
                "(one of: predict, fit, play, score)"
            ),
        ),
        (
            ["history", "--"],
            "contingent history: a command is missing (one of: predict, fit, play, score)",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(capsys, arguments, said):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    caught = capsys.readouterr()
    assert caught.err == f"{said}\n"
    assert caught.out == ""
    assert left.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "path"), [([], "[OPTIONS]"), (["history"], "history [OPTIONS]")]
)
def test_a_group_without_a_command_prints_its_help(capsys, arguments, path):
    with pytest.raises(SystemExit):
        main(arguments)
    caught = capsys.readouterr()
    first, *rest = caught.err.splitlines()
    assert first.startswith("Usage:")
    assert path in first
    assert any("score" in line for line in rest)


@pytest.mark.parametrize("group", [[], ["history"]])
def test_help_says_what_every_command_does_in_a_whole_line(capsys, monkeypatch, group):
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main([*group, "--help"])
    _, _, commands = capsys.readouterr().out.partition("Commands:\n")
    lines = commands.splitlines()
    assert len(lines) == len(GROUPS["history"][1] if group else {**COMMANDS, **GROUPS})
    assert all(line.endswith(".") and "..." not in line for line in lines), commands
