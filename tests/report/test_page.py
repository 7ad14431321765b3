"""The report: complete, self-contained, escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contingent.report import page
from contingent.report.colour import DARK_PAPER, LIGHT_PAPER, faction_colours, readable
from contingent.report.studio.drawing import studio
from contingent.report.words import number, one_in, percent, points, wrapped
from tests.results.fake import stored

HOSTILE = '<script>alert("x")</script>" onload="alert(1)'


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return stored(tmp_path_factory.mktemp("run"), draws=80, keep=2)


@pytest.fixture(scope="module")
def html(result):
    return page.render(result)


class Tags(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def tags_of(text):
    parser = Tags()
    parser.feed(text)
    return parser.tags


def test_every_section_is_there(html):
    ids = {attrs.get("id") for tag, attrs in tags_of(html) if tag == "section"}
    wanted = {"questions", "endings", "places", "forces", "patrons", "talks", "cost", "made"}
    assert wanted <= ids


def test_the_main_question_comes_first_with_error_and_term(html, result):
    p, se = result.probability("q0")
    head = html[: html.index("<main")]
    assert "Will the National Army hold Tripoli" in head
    assert percent(p) in head
    assert f"± {points(se)} points" in head
    assert "almost no chance" in head


def scripts_of(text):
    """Return what a browser would run: every script that is no block of data."""
    found = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
    assert {given for given, _ in found} <= {"", ' type="application/zlib"'}
    return [script for given, script in found if not given]


def test_it_runs_the_scripts_that_its_policy_names_and_no_others(html):
    (policy,) = (attrs["content"] for _, attrs in tags_of(html) if "http-equiv" in attrs)
    ran = scripts_of(html)
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in ran]
    assert len(ran) == 2
    said = " ".join(f"'sha256-{each}'" for each in hashes)
    assert policy == (
        f"default-src 'none'; script-src {said}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_it_asks_nothing_of_the_network(html):
    for tag, attrs in tags_of(html):
        assert tag not in ("link", "iframe", "img")
        for name, value in attrs.items():
            assert not name.startswith("on")
            if name in ("src", "href", "xlink:href", "data"):
                assert not value.startswith(("http", "//"))
    without = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    addresses = set(re.findall(r"https?://[^\s\"'<]+", without))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_every_drawing_is_described_and_keeps_its_ids_to_itself(html):
    drawings = [attrs for tag, attrs in tags_of(html) if tag == "svg"]
    assert len(drawings) > 10
    assert all(attrs["aria-label"].strip() for attrs in drawings)
    ids = [attrs["id"] for _, attrs in tags_of(html) if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_light_dark_and_print(html):
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html
    assert len(html) < 3_000_000


def test_hostile_text_is_shown_as_text(result, html):
    import copy
    from dataclasses import replace

    tree = result.tree.copy()
    about = copy.deepcopy(tree.attrs["scenario"])
    about |= {"title": HOSTILE, "summary": HOSTILE}
    for cast in ("factions", "patrons", "places"):
        for member in about[cast]:
            member["name"] = HOSTILE
    for question in about["questions"]:
        question["ask"] = HOSTILE
    about["factions"][0]["color"] = "red;} body{display:none} .x{"
    tree.attrs["scenario"] = about
    text = page.render(replace(result, tree=tree, folder=None))
    found = tags_of(text)
    assert scripts_of(text) == scripts_of(html)
    assert not [name for _, attrs in found for name in attrs if name.startswith("on")]
    assert "display:none} .x" not in text
    assert "&lt;script&gt;" in text


def test_a_scenario_without_patrons_and_questions_has_no_empty_sections(result):
    from dataclasses import replace

    from contingent.questions import tables

    built = dict(tables.AsWanted(result))
    built["patrons_by_date"] = built["patrons_by_date"].iloc[:0]
    built["questions"] = built["questions"].iloc[:0]
    text = page.render(replace(result), built)
    ids = {attrs.get("id") for tag, attrs in tags_of(text) if tag == "section"}
    assert not {"patrons", "questions"} & ids


def test_colours_are_readable_and_unlike():
    given = faction_colours(["#b5532a", None, "nonsense", None])
    assert given[0] == "#b5532a"
    assert len(set(given)) == 4
    assert readable("#ffff00", LIGHT_PAPER) != "#ffff00"
    assert readable("#000000", DARK_PAPER) != "#000000"


@pytest.mark.parametrize(
    ("p", "text"), [(0.0, "<\u202f0.1\u202f%"), (1.0, ">\u202f99.9\u202f%"), (0.184, "18\u202f%")]
)
def test_no_probability_is_shown_as_a_certainty(p, text):
    assert percent(p) == text


@pytest.mark.parametrize(
    ("p", "runs", "text"),
    [
        (0.0, 256, "<\u202f1.2\u202f%"),
        (1.0, 256, ">\u202f98.8\u202f%"),
        (0.0, 2000, "<\u202f0.2\u202f%"),
        (1.0, 2000, ">\u202f99.8\u202f%"),
        (0.0, 9000, "<\u202f0.1\u202f%"),
        # one that is otherwise makes no surer than none
        (1999 / 2000, 2000, ">\u202f99.8\u202f%"),
        (1 / 2000, 2000, "<\u202f0.2\u202f%"),
        (2 / 2000, 2000, "0.1\u202f%"),
        (0.0, 20, "<\u202f14\u202f%"),
        (1 / 256, 256, "0.4\u202f%"),
        (1.0 - 1e-12, 104, ">\u202f97.1\u202f%"),
    ],
)
def test_what_never_or_always_happened_is_as_certain_as_the_runs_make_it(p, runs, text):
    assert percent(p, runs) == text


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (
            0.0,
            "none of the 2,000 simulated worlds, which shows that it is rarer than about 1 in 668",
        ),
        (1.0, "all of the 2,000 simulated worlds, "),
        (0.26, "about 1 in 4 simulated worlds: 520 of 2,000"),
        (0.143, "about 1 in 7 "),
        (0.35, "about 35 in 100 "),
        (0.5, "about 1 in 2 "),
        (0.62, "about 5 in 8 "),
        (0.02, "about 1 in 50 "),
        (0.98, "all but about 1 in 50 "),
    ],
)
def test_natural_frequencies_say_what_the_figure_says(p, said):
    assert one_in(p, 2000).startswith(said)


def test_no_page_of_eighty_runs_speaks_of_one_in_a_thousand(html):
    shown = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert "&lt;\u202f3.8\u202f%" in shown
    assert "&lt;\u202f0.1\u202f%" not in shown
    assert "&gt;\u202f99.9\u202f%" not in shown


@given(st.integers(1, 998))
def test_no_fraction_is_a_per_cent_and_a_half_from_its_figure(thousandths):
    p = thousandths / 1000
    said = one_in(p, 1000).split(" simulated")[0].replace(",", "")
    part, whole = map(int, re.findall(r"\d+", said))
    fraction = 1 - part / whole if said.startswith("all but") else part / whole
    assert abs(fraction - p) < 0.015


def test_numbers_are_rounded_to_what_a_sample_can_tell():
    assert [number(x) for x in (0, 3.14159, 47.6, 1234, 98765)] == [
        "0", "3.1", "48", "1,200", "99,000",
    ]  # fmt: skip


def test_long_questions_are_broken_and_cut():
    lines = wrapped("word " * 80, 30, 3).split("\n")
    assert len(lines) == 3
    assert all(len(line) <= 30 for line in lines)
    assert lines[-1].endswith("…")


def test_claims_are_escaped_and_ranked_in_the_section_on_evidence(tmp_path):
    from contingent.report.sections import evidence
    from contingent.report.sections.view import View
    from contingent.report.theme import page_ink

    result = stored(tmp_path, draws=80, keep=0)
    voice = {"name": HOSTILE, "rating": "B2", "hedge": "some-media", "stance": "for"}
    claim = {
        "id": "mercenaries",
        "says": HOSTILE,
        "credence": 0.6,
        "override": None,
        "voices": [voice],
        "moves": ["factions.lna.fighters plus 100"],
        "rests_on_it": [],
        "excludes": [],
        "implies": [],
    }
    result.tree.attrs["claims"] = [claim]
    with studio() as drawn:
        seen = View(result, {}, page_ink(["lna", "gna"]), drawn)
        section = evidence.section(seen)
    assert section["rows"][0]["voices_for"] == [f"{HOSTILE} (B2, some media)"]
    assert section["rows"][0]["term"] == "likely"
    assert "of 1 claim that could move it, none" in section["lead"]
    assert section["heading"] == "No single claim stands out in 80 worlds"
    html = page.render(result)
    assert len(scripts_of(html)) == 2
    assert "<script>alert" not in html
    assert '<section id="evidence">' in html
    result.tree.attrs["claims"] = []
    assert evidence.section(seen) is None


def test_stories_and_causes_stand_on_a_page_whose_run_kept_them(tmp_path) -> None:
    import contingent as ct

    folder = tmp_path / "run"
    ct.run("tests/scenarios/duel", draws=120, arms=["north_strikes"], out=folder)
    html = (folder / "report.html").read_text("utf-8")
    words = " ".join(html.split())
    why = ct.why(ct.open_run(folder), "north_strikes")
    assert "<kicker>Why" not in words
    assert '<section id="why">' in words
    assert why.title in words
    middle = words[words.index('<section id="stories">') :]
    assert middle.count("<details>") >= 3
    assert "The commonest ending: " in middle
