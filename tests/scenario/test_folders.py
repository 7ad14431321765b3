"""Folders and files that are not what they should be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from contingent.scenario.files import LARGEST
from contingent.scenario.load import FILES, RUN_FILE
from contingent.scenario.problems import SHOWN
from contingent.scenario.shipped import shipped
from tests.scenario.conftest import messages


@pytest.mark.parametrize("file", FILES)
def test_missing_file(folder, file):
    (folder.path / file).unlink()
    assert messages(folder.path) == [
        f"{folder.path / file}: is missing; every scenario needs this file"
    ]


@pytest.mark.parametrize(
    ("manifest", "more"),
    [('{"scenario": {"id": "libya"}}', ': this run\'s is "libya"'), ("[]", ""), ("{", "")],
)
def test_a_run_folder_is_told_from_a_scenario(tmp_path, manifest, more):
    (tmp_path / RUN_FILE).write_text(manifest)
    assert messages(tmp_path) == [f"{tmp_path}: is a run folder, but a scenario is asked for{more}"]


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
