"""Charts by themselves: as files, in a notebook, and as the tables behind the figures."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

import contingent as ct
from contingent.report import gallery
from contingent.report.grammar import plot
from contingent.report.studio import behind
from contingent.report.words import slug
from tests.cli.test_cli import run
from tests.report.test_sections import LEVER

NAMES = {
    "questions", "endings", "endings-by-date", "fighters",
    "battle-deaths", "civilian-deaths", "displaced", "drivers", "signposts", f"what-if-{LEVER}",
}  # fmt: skip


@pytest.fixture(scope="module")
def result(duel_run):
    return duel_run


@pytest.fixture(scope="module")
def every(result):
    return ct.charts.every(result)


def test_each_chart_has_a_name_that_a_reader_understands(every):
    assert set(every) >= NAMES
    assert not [name for name in every if slug(name) != name]


def test_each_chart_of_the_page_is_there(every, result):
    html = (result.folder / "report.html").read_text("utf-8")
    drawn = re.findall(r'<div class="chart" data-name="([^"]+)"', html)
    assert {name.removesuffix("-wide").removesuffix("-narrow") for name in drawn} == set(every)


def test_a_chart_by_itself_says_what_it_is_and_has_colours_of_its_own(every):
    for chart in every.values():
        spec = chart.to_dict()  # Altair checks it against the schema
        assert "var(--" not in json.dumps(spec)
        assert spec["title"]["text"][0]
        under = " ".join(spec["title"]["subtitle"])
        assert under.startswith("Red and blue contest a small country · 1,000 draws")
        assert spec["description"]
        assert spec["config"]["background"] == "#ffffff"


def test_a_notebook_gets_the_chart_of_that_name(result, every):
    same = [
        (ct.charts.questions(result), "questions"),
        (ct.charts.endings_by_date(result.folder), "endings-by-date"),
        (ct.charts.fighters(result), "fighters"),
        (ct.charts.displaced(result), "displaced"),
        (ct.charts.what_if(result, LEVER), f"what-if-{LEVER}"),
        (ct.charts.signposts(result), "signposts"),
    ]
    for chart, name in same:
        assert chart.to_dict() == every[name].to_dict()


def test_a_chart_that_the_run_does_not_have_is_one_line(result):
    with pytest.raises(ct.UserError, match='no chart "what-if-pull"') as told:
        ct.charts.what_if(result, "pull")
    assert str(told.value).endswith(f'(did you mean "what-if-{LEVER}"?)') or "one of" in str(
        told.value
    )


def test_report_writes_each_chart_beside_the_page(capsys, result, every, tmp_path):
    out, folder = tmp_path / "page.html", tmp_path / "new" / "charts"
    given = ("report", result.folder, "--out", out, "--charts", folder)
    code, said, told = run(capsys, *given)
    assert (code, said) == (0, "")
    assert told == f"charts: {len(every)} files in {folder}\nreport: {out}\n"
    assert {path.name for path in folder.iterdir()} == {f"{name}.svg" for name in every}
    for path in folder.iterdir():
        text = path.read_text("utf-8")
        assert text.startswith("<svg")
        assert "var(--" not in text
    assert "Fighters" in (folder / "fighters.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("form", "magic"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")]
)
def test_files_are_of_the_kind_asked_for(every, form, magic):
    assert gallery.draw(every["endings"], form).startswith(magic)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--format", "png"), "--format: is the kind of the charts' files"),
        (("--charts", "new", "--format", "pgn"), '--format: "pgn" is no kind of file'),
        (("--charts", "taken"), "taken: is a file, but a folder of charts is asked for"),
    ],
)
def test_mistakes_are_one_line(capsys, result, tmp_path, monkeypatch, given, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("kept")
    before = (result.folder / "report.html").stat().st_mtime_ns
    code, said, heard = run(capsys, "report", result.folder, *given)
    assert (code, said) == (2, "")
    assert heard.startswith(told)
    assert heard.count("\n") == 1
    assert (result.folder / "report.html").stat().st_mtime_ns == before


def told(spec, title="what it is"):
    return behind.table(spec, title)


def test_the_table_behind_says_what_the_pointer_is_told():
    rows = [{"date": f"2020-{m:02d}-01", "v": 1000.4 * m, "p": m / 20} for m in range(1, 13)]
    said = [
        {"field": "date", "type": "temporal", "title": "title", "format": "%Y"},
        {"field": "v", "type": "quantitative", "title": "median, deaths", "format": ",.3~r"},
        {"field": "p", "type": "quantitative", "title": "share", "format": ".1%"},
    ]
    spec = {
        "datasets": {"d": rows},
        "data": {"name": "d"},
        "layer": [{"mark": "line"}, {"mark": "rule", "encoding": {"tooltip": said}}],
    }
    found = told(spec)
    assert found.head == ("Date", "Median, deaths", "Share")
    assert found.rows[0] == ("1 January 2020", "1,000", "5.0%")
    assert len(found.rows) == 12
    html = found.__html__()
    assert re.findall(r"<summary>Table<span[^>]*>: what it is<", html)
    assert html.count("<tr>") == 13


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (44814.2, ",.3~r", "44,800"), (999.6, ",.3~r", "1,000"), (0.0, ",.3~r", "0"),
        (9.476, ",.3~r", "9.48"), (12.0, ",.3~r", "12"), (0.0123456, ",.3~r", "0.0123"),
        (-1500.7, ",.3~r", "-1,500"), (1234567.8, ",.0f", "1,234,568"), (0.356, ".1%", "35.6%"),
    ],
)  # fmt: skip
def test_numbers_in_a_table_are_written_as_the_chart_writes_them(value, form, text):
    assert behind.formatted(value, form) == text
    spec = {
        "data": {"values": [{"v": value}]},
        "mark": "text",
        "encoding": {"text": {"field": "v", "type": "quantitative", "format": form}},
    }
    drawn = SimpleNamespace(to_dict=lambda **_: spec)
    assert f">{text.replace('-', '−')}</text>" in gallery.draw(drawn, "svg").decode()


def test_a_long_table_keeps_the_first_date_the_last_and_some_between():
    rows = [{"date": f"{1900 + i}-01-01", "v": i, "w": "<b>"} for i in range(100)]
    said = [
        {"field": "date", "type": "temporal", "title": "title"},
        {"field": "v", "type": "quantitative"},
        {"field": "w", "type": "nominal", "title": "<i>"},
    ]
    found = told({"vconcat": [{"data": {"values": rows}, "encoding": {"tooltip": said}}]})
    assert len(found.rows) == behind.DATES
    assert [found.rows[0][0], found.rows[-1][0]] == ["1 January 1900", "1 January 1999"]
    html = found.__html__()
    assert "<b>" not in html
    assert "<i>" not in html


def test_marks_that_say_a_sentence_make_no_table():
    assert told({"encoding": {"tooltip": {"field": "tip"}}, "data": {"values": [{}]}}) is None
    assert told({}) is None


def test_what_is_drawn_for_a_phone_is_left_out():
    album = gallery.Album("under")
    for prefix in ("a-wide", "a-narrow", "b:c"):
        album.draw(plot([{"x": 1}]), "what it shows: 1", prefix)
    assert list(album.charts) == ["a", "b-c"]
    assert album.charts["a"].spec["title"]["text"] == ["What it shows"]
