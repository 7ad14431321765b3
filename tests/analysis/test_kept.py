"""What is kept of a run: read where it still holds, made anew where it does not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from contingent.analysis import kept as keeping
from contingent.analysis.kept import keep_tables, kept, kept_tables
from contingent.analysis.stories.worst import worst_of
from contingent.folder import open_folder
from contingent.questions import tables
from contingent.questions.result import ANALYSES, MANIFEST, TABLES, open_result
from tests.results.fake import stored

LEFT = 7


@pytest.fixture
def result(tmp_path):
    found = stored(tmp_path, draws=40, keep=0)
    (tmp_path / MANIFEST).write_text('{"seed": 1}')
    return replace(found, folder=tmp_path)


class Counted:
    """An analysis that counts how often it is made."""

    def __init__(self):
        self.times = 0

    def __call__(self, result, *_, **__):
        self.times += 1
        return (result.draws, self.times)


@pytest.fixture
def made():
    return Counted()


def test_a_finding_is_made_once(result, made):
    assert kept("it", made, result, "a", most=3) == (40, 1)
    assert kept("it", made, result, "a", most=3) == (40, 1)


def test_another_question_is_another_finding(result, made):
    kept("it", made, result, "a", most=3)
    assert kept("it", made, result, "b", most=3) == (40, 2)
    assert kept("it", made, result, "b", most=4) == (40, 3)
    assert kept("other", made, result, "b", most=4) == (40, 4)
    assert kept("it", made, result, "b", most=4) == (40, 3)


def test_another_run_or_other_code_makes_it_anew(result, made, monkeypatch):
    kept("it", made, result)
    (result.folder / MANIFEST).write_text('{"seed": 2}')
    assert kept("it", made, result) == (40, 2)
    monkeypatch.setattr(keeping, "_code", lambda: b"changed")
    assert kept("it", made, result) == (40, 3)


@pytest.mark.parametrize("found", ["", "{", "[]", '{"key": 1}', None])
def test_a_file_that_cannot_be_made_out_is_written_again(result, made, found):
    kept("it", made, result)
    file = result.folder / ANALYSES / "it.json"
    if found is None:
        data = json.loads(file.read_text())
        found = json.dumps(data | {"found": {"is": "contingent.cli:main", "of": {}}})
    file.write_text(found)
    assert kept("it", made, result) == (40, 2)
    assert kept("it", made, result) == (40, 2)


def test_without_a_folder_nothing_is_kept(result, made):
    by_itself = replace(result, folder=None)
    assert [kept("it", made, by_itself) for _ in range(2)] == [(40, 1), (40, 2)]


def test_where_nothing_can_be_written_the_finding_is_made_all_the_same(result, made):
    (result.folder / ANALYSES).write_text("in the way")
    assert [kept("it", made, result) for _ in range(2)] == [(40, 1), (40, 2)]


def test_what_is_kept_is_what_was_found(result):
    assert kept("worst", worst_of, result, "baseline") == worst_of(result, "baseline")
    assert kept("worst", worst_of, result, "baseline") == worst_of(result, "baseline")


def test_tables_are_read_as_long_as_nobody_changed_them(result):
    assert kept_tables(result) == {}
    built = dict(tables.AsWanted(result))
    tables.write(built, result.folder / TABLES)
    keep_tables(result)
    files = kept_tables(result)
    assert set(files) == set(built)
    read = tables.AsWanted(result, files=files)
    for name, table in built.items():
        dated = {"date": table["date"].astype(read[name]["date"].dtype)} if "date" in table else {}
        assert read[name].equals(table.assign(**dated))
    (result.folder / TABLES / "endings.parquet").write_bytes(b"changed")
    (result.folder / TABLES / "national.parquet").unlink()
    assert set(kept_tables(result)) == set(built) - {"endings", "national"}
    (result.folder / MANIFEST).write_text('{"seed": 2}')
    assert kept_tables(result) == {}


def test_of_fans_that_were_kept_no_more_is_read_than_is_wanted(result):
    tables.write(dict(tables.AsWanted(result)), result.folder / TABLES)
    keep_tables(result)
    some = tables.Fans(frozenset({"battle_deaths"}), result.times[::LEFT])
    read = tables.AsWanted(result, some, kept_tables(result))["national"]
    made = tables.AsWanted(result, some)["national"]
    assert read.equals(made.assign(date=made["date"].astype(read["date"].dtype)))
    assert len(read) == len(result.times[::LEFT])


def test_a_new_run_in_the_folder_starts_without_findings(result, made):
    kept("it", made, result)
    open_folder(result.folder)
    assert not (result.folder / ANALYSES).exists()


def test_an_opened_run_finds_what_was_kept(result, made):
    kept("it", made, result)
    assert kept("it", made, open_result(result.folder)) == (40, 1)
