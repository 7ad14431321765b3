"""Files that would make a reader hang or break."""

from __future__ import annotations

import shutil
import time

import pytest

from contingent.scenario.load import load_scenario
from tests.scenario.conftest import DUEL, messages


def test_alias_bomb_is_refused_at_sight(folder):
    bomb = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a, *a]\n" for i in range(60))
    (folder.path / "scenario.yaml").write_text(bomb, encoding="utf-8")
    (said,) = messages(folder.path)
    assert said.startswith(f"{folder.path / 'scenario.yaml'}:1: &a: YAML anchors and aliases are")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 50_000,
        ("a:\n" + "".join(" " * i + "a:\n" for i in range(1, 800))),
        "? " * 9_000,
        "[" + "1,\n" * 20_000 + "]",
        "[" + "1," * 300_000 + "]",
        "a: " + "x " * 9_000,
        "a: '" + "x\n\n" * 20_000,
        "a: |\n" + " x\n" * 90_000,
        "#\n" * 2_000_000,
        '"' + "\\x41" * 4_900 + '"',
        "%YAML 9.9\n---\na: b\n",
        "%TAG ! x\n%TAG ! x\n---\na",
        '"\\U00110000"',
        "a: !<x> b",
        "<<: {a: 1}",
        "=: 1",
        "\t- a",
        "a: b: c",
        "]",
        "&",
        "*",
        "!",
        "|",
        ">",
        "@",
        "`",
        "%",
        "---\n...\n",
        "--- a\n--- b\n",
        "\ufeffid: x\n",
        "id: \ud7ff\u2028\u2029\x85\n",
    ],
    ids=range(33),
)
def test_strange_yaml_neither_hangs_nor_breaks(folder, text):
    for file in ("scenario.yaml", "evidence.yaml"):
        shutil.copy(DUEL / file, folder.path / file)
    (folder.path / "evidence.yaml").write_text(text, encoding="utf-8")
    started = time.monotonic()
    folder.problems()
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    "text",
    [
        '"' * 99_999,
        "," * 1_000_000,
        "a\n" * 1_000_000,
        "\n" * 3_000_000 + "x",
        '"' + "x" * 1_000_000,
        '"a"b,c\n',
        "id\r\nx\r\n",
        "id\rx\r",
        "\ufeffid,name\n",
        "id,id,id\n1,2,3\n",
    ],
    ids=range(10),
)
@pytest.mark.parametrize("file", ["places.csv", "oil.csv"])
def test_strange_tables_neither_hang_nor_break(folder, file, text):
    (folder.path / file).write_text(text, encoding="utf-8", newline="")
    started = time.monotonic()
    folder.problems()
    assert time.monotonic() - started < 20


def test_marks_that_only_some_take_for_line_ends(folder):
    folder.edit("places.csv", "city council", "city\u2028cou\x85ncil")
    assert load_scenario(folder.path).places[0].id == "alpha"
