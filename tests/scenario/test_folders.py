"""Folders and files that are not what they should be."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from contingent.scenario.consistency import find_circle
from contingent.scenario.files import LARGEST
from contingent.scenario.load import FILES, load_scenario
from contingent.scenario.problems import SHOWN, ScenarioError
from contingent.scenario.shipped import shipped
from tests.scenario.conftest import DUEL


def messages(path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("file", FILES)
def test_missing_file(folder, file):
    (folder.path / file).unlink()
    assert messages(folder.path) == [
        f"{folder.path / file}: is missing; every scenario needs this file"
    ]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_empty_file(folder, file, content):
    (folder.path / file).write_bytes(content)
    assert messages(folder.path) == [f"{folder.path / file}:1: is empty"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id: a\n\x00\x01\x02", "2: is not a text file"),
        (b"id: a\nb: \xff\xfe\n", "2: is not UTF-8 text: byte 0xff"),
        (bytes(range(1, 256)), "is not UTF-8 text"),
        ("id: ä".encode("utf-16"), "is not"),
        (b"\x1b[31m", "1: holds the control character 0x1b"),
    ],
)
def test_binary_file(folder, file, content, words):
    (folder.path / file).write_bytes(content)
    (said,) = messages(folder.path)
    assert said.startswith(f"{folder.path / file}:")
    assert words in said


@pytest.mark.parametrize("file", FILES)
def test_comments_only(folder, file):
    (folder.path / file).write_text("# nothing here\n", encoding="utf-8")
    assert len(messages(folder.path)) <= SHOWN + 1


@pytest.mark.parametrize("file", FILES)
def test_file_that_is_a_folder_a_pipe_or_too_large(folder, file):
    path = folder.path / file
    path.unlink()
    path.mkdir()
    assert messages(folder.path) == [f"{path}: is a folder, but a file is needed here"]
    path.rmdir()
    os.mkfifo(path)
    assert messages(folder.path) == [f"{path}: is not a plain file"]
    path.unlink()
    path.write_bytes(b"a" * (LARGEST + 1))
    assert messages(folder.path) == [f"{path}: is larger than 4 MiB, the most allowed"]


def test_unreadable_file(folder):
    path = folder.path / "oil.csv"
    path.unlink()
    path.symlink_to(path)
    (said,) = messages(folder.path)
    assert "cannot be read" in said


@pytest.mark.parametrize("file", ["scenario.yaml", "evidence.yaml"])
@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "7\n", "true\n", "[]\n"])
def test_top_level_that_is_no_mapping(folder, file, text):
    (folder.path / file).write_text(text, encoding="utf-8")
    assert any(f"{file}:1: must be a" in said for said in messages(folder.path))


def test_folder_that_is_not_there_or_a_file(tmp_path):
    assert messages(str(tmp_path / "no")) == [f"{tmp_path / 'no'}: no such folder"]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file, but a scenario is a folder" in messages(tmp_path / "file")[0]
    assert "is missing" in messages(tmp_path)[0]
    assert len(messages(tmp_path)) == len(FILES)


@pytest.mark.parametrize("name", ["", "a\0b", "no-such-scenario", "x" * 5000])
def test_names_that_are_none(name):
    (said,) = messages(name)
    assert said.isprintable()


def test_nearest_shipped_name():
    for name in shipped():
        assert f'did you mean "{name}"' in messages(name[1:])[0]


def test_paths_are_as_given(folder, monkeypatch):
    monkeypatch.chdir(folder.path.parent)
    folder.edit("places.csv", "urban", "city")
    assert messages("duel")[0].startswith("duel/places.csv:2: terrain:")
    assert messages("./duel/")[0].startswith("./duel/places.csv:2:")
    assert messages(Path("duel"))[0].startswith("duel/places.csv:2:")


def test_several_mistakes_come_together_in_order(folder):
    folder.edit("evidence.yaml", "credibility: 3", "credibility: 9")
    folder.edit("places.csv", "urban", "city")
    folder.edit("scenario.yaml", "capital: alpha", "capital: omega")
    folder.edit("scenario.yaml", "step: 7 days", "step: 7")
    found = [(Path(p.path).name, p.line) for p in folder.problems()]
    assert found == [
        ("evidence.yaml", 29),
        ("places.csv", 2),
        ("scenario.yaml", 7),
        ("scenario.yaml", 8),
    ]


def test_a_flood_of_mistakes_is_cut(folder):
    rows = "\n".join(f"p{i},x" for i in range(500))
    with (folder.path / "places.csv").open("a", encoding="utf-8") as file:
        file.write(rows + "\n")
    said = messages(folder.path)
    assert len(said) == SHOWN + 1
    assert said[-1] == f"… and {500 - SHOWN} more"


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


def test_graph_that_is_not_connected(folder):
    folder.edit("scenario.yaml", "    - [alpha, bravo, 60]\n", "")
    (problem,) = folder.problems()
    assert "not connected: no way from alpha to bravo, charlie, delta; add a route" in str(problem)
    assert problem.line == 85


def test_claims_that_imply_each_other(folder):
    folder.edit(
        "evidence.yaml", "    single: Nobody", "    implies: [red-war-chest]\n    single: Nobody"
    )
    folder.edit("evidence.yaml", "    effect:", "    implies: red-leader-ill\n    effect:")
    (problem,) = folder.problems()
    assert "circle: red-war-chest > red-leader-ill > red-war-chest" in problem.message


def test_claims_that_follow_and_exclude(folder):
    folder.edit(
        "evidence.yaml", "    single: Nobody", "    implies: [red-war-chest]\n    single: Nobody"
    )
    folder.edit("evidence.yaml", "    effect:", "    excludes: red-leader-ill\n    effect:")
    (problem,) = folder.problems()
    assert "which exclude each other" in problem.message


def test_faction_without_a_place_for_its_fighters(folder):
    text = (folder.path / "places.csv").read_text(encoding="utf-8")
    for old in (",0,4000,", ",1000,2500,", ",2000,500,"):
        text = text.replace(old, "," + old.split(",")[1] + ",0,")
    (folder.path / "places.csv").write_text(text, encoding="utf-8")
    (problem,) = folder.problems()
    assert "fighters_blue: is 0 everywhere" in problem.message


def test_id_of_faction_and_patron(folder):
    for file in ("scenario.yaml", "evidence.yaml"):
        text = (folder.path / file).read_text(encoding="utf-8")
        (folder.path / file).write_text(text.replace("envoy", "blue"), encoding="utf-8")
    assert any("blue is also the id of a faction" in str(p) for p in folder.problems())


def test_loaded_scenario_is_frozen_hashed_and_copies(folder):
    scenario = load_scenario(folder.path)
    with pytest.raises(AttributeError):
        scenario.title = "x"
    with pytest.raises(AttributeError):
        scenario.factions[0].treasury.unit = "x"
    with pytest.raises(TypeError):
        scenario.patrons[0].stake["red"] = None
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    again = load_scenario(DUEL)
    assert again.sha256 == scenario.sha256
    folder.edit("oil.csv", "120,100", "120,101")
    assert load_scenario(folder.path).sha256 != again.sha256


def test_where_names_lines():
    scenario = load_scenario(DUEL)
    assert scenario.where("factions", "red", "treasury") == (str(DUEL / "scenario.yaml"), 22)
    assert scenario.where("factions", "red", "nothing")[1] == 11
    assert scenario.where("places", "delta") == (str(DUEL / "places.csv"), 5)
    assert scenario.where("fields", "big") == (str(DUEL / "oil.csv"), 2)
    assert scenario.where("claims", "red-leader-ill") == (str(DUEL / "evidence.yaml"), 34)


def test_left_out_quantities_are_zero_and_say_so():
    envoy = load_scenario(DUEL).patrons[1]
    assert envoy.cash.central == 0
    assert envoy.cash.unit == "musd_per_year"
    assert envoy.cash.origin.omitted
    assert list(envoy.stake) == ["red", "blue"]
    assert list(envoy.rivals) == ["north", "envoy"]
    assert next(iter(envoy.cost)) == "none"


def test_no_heavy_imports():
    code = (
        "import sys, contingent.scenario.load as l; l.load_scenario(sys.argv[1]);"
        "heavy = {'jax', 'pandas', 'xarray', 'pydantic', 'scipy.stats'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(DUEL)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_large_ledger_loads_in_seconds(folder):
    names = ", name: S, kind: press, reliability: C, reason: known, date: 2019"
    sources = "".join(f"  - {{id: s{i}{names}}}\n" for i in range(100))
    claims = "".join(
        f"""  - id: c{i}
    says: Something happened, claim number {i}.
    locator: {{source: s{i % 100}, paragraph: 6}}
    date: 2019-04
    reports:
      - {{source: s{i % 100}, stance: for, credibility: 3, hedge: reported}}
      - {{source: s{(i + 1) % 100}, stance: for, credibility: 4}}
      - {{source: red-radio, stance: against, credibility: 5, kind: denial}}
    effect: [{{quantity: patrons.north.commitment.red, at_least: advisers}}]
    excludes: [c{(i + 7) % 600}]
    implies: [{f"c{i + 1}" if i % 5 else ""}]
"""
        for i in range(598)
    )
    ends = "".join(CLAIM.format(i=i) for i in (598, 599))
    folder.edit("evidence.yaml", "claims:\n", sources + "claims:\n" + claims + ends)
    # time on the processor, so that a busy machine does not matter; 2,000 take 3.3 times as long
    started = time.process_time()
    assert len(load_scenario(folder.path).claims) == 603
    assert time.process_time() - started < 10


CLAIM = """  - id: c{i}
    says: Claim number {i}.
    date: 2019-04
    reports: [{{source: s1, stance: for, credibility: 3}}]
    single: nobody else
    background: true
"""


def test_relations_of_thousands_of_claims_are_quick():
    chain = {str(i): [str(i + 1)] for i in range(20_000)}
    assert find_circle(chain) is None
    chain["20000"] = ["0"]
    assert len(find_circle(chain)) == 20_002


def test_marks_that_only_some_take_for_line_ends(folder):
    folder.edit("places.csv", "city council", "city\u2028cou\x85ncil")
    assert load_scenario(folder.path).places[0].id == "alpha"


def test_number_in_a_table_dated_after_as_of(folder):
    text = (folder.path / "oil.csv").read_text(encoding="utf-8").splitlines()
    dated = f"{text[0]},date\n{text[1]},2020-01-11\n"
    (folder.path / "oil.csv").write_text(dated, encoding="utf-8")
    (problem,) = folder.problems()
    assert problem.line == 2
    assert "date: 2020-01-11 is after as_of 2020-01-10" in problem.message
