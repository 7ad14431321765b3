"""Levers, drivers and signposts in the report: there with data, absent without, and true."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass, field, replace
from html import unescape

import pytest

import contingent as ct
from contingent.analysis.compare import Comparison, compare_stored
from contingent.analysis.drivers.stored import drivers_of
from contingent.analysis.signposts.stored import signposts_of
from contingent.engine import ensemble
from contingent.report import page
from contingent.report.charts import dumbbells, intervals
from contingent.report.charts.rows import place
from contingent.report.sections import depends, watch, what_if
from contingent.report.sections.view import View
from contingent.report.theme import light_ink
from contingent.report.words import THIN, percent, points, signed
from tests.analysis.planted import engine
from tests.analysis.test_drivers import CLAIM, COHESION, DUEL, QUESTION, additive
from tests.analysis.test_signposts import shown
from tests.cli.test_cli import run
from tests.report.test_page import HOSTILE, scripts_of, tags_of
from tests.results.fake import stored

LEVER = "north_strikes"
ORDER = [
    "questions", "endings", "places", "forces", "patrons", "cost",
    "what-if", "depends", "watch", "stories", "evidence", "made",
]  # fmt: skip


def worse(design, claims):
    """About a fifth of all worlds turn to yes, and none turns to no."""
    return additive(design, claims) + 0.2


def two_arms(model, draws, *, arms=(), **named):
    """Play the baseline and an arm that is worse, chunk by chunk, as the engine does."""
    plays = [engine(rate, shown)(model, draws, **named) for rate in (additive, worse)]
    for chunks in zip(*plays, strict=True):
        for arm, chunk in enumerate(chunks[: 1 + len(arms)]):
            yield replace(chunk, arm=arm)


def planted(folder, arms):
    """Return a finished run of 1,000 draws with what the test planted in it."""
    scenario = ct.load(DUEL)
    first = next(q for q in scenario.questions if q.id == QUESTION)
    others = tuple(q for q in scenario.questions if q.id != QUESTION)
    scenario = replace(scenario, questions=(replace(first, headline=True), *others))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ensemble, "simulate", two_arms)
        return ct.run(scenario, draws=1000, arms=arms, keep=0, out=folder)


@pytest.fixture(scope="module")
def result(duel_run):
    return duel_run


@pytest.fixture(scope="module")
def html(result):
    return (result.folder / "report.html").read_text("utf-8")


def ids(text):
    return [attrs.get("id") for tag, attrs in tags_of(text) if tag == "section"]


def words_of(text, name):
    """Return the text of one section, without its tags and drawings."""
    (found,) = re.findall(rf'<section id="{name}">(.*?)</section>', text, re.DOTALL)
    found = re.sub(r"<(svg|script).*?</\1>", " ", found, flags=re.DOTALL)
    # narrow spaces inside numbers are kept
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", " ", found))).strip()


def test_the_sections_stand_in_their_order(html):
    assert [name for name in ids(html) if name] == ORDER


def test_what_if_says_what_the_summary_says(html, result):
    summary = json.loads((result.folder / "summary.json").read_text("utf-8"))
    base, arm = summary["arms"]
    said = words_of(html, "what-if")
    assert f"{arm['title']}: the main answer goes from" in said
    for asked in base["questions"]:
        found = arm["differences"]["questions"][asked["id"]]
        if "difference" in found and not found["identical"]:
            change = f"{signed(100 * found['difference'], 1)} ± {points(found['se'])}"
            assert f"{asked['ask']} {percent(asked['probability'])}" in said
            assert change in said
    turned = arm["differences"]["questions"][QUESTION]["difference"]
    assert turned == pytest.approx(0.2, abs=0.05)
    # whoever dies, dies at the end of a run that turned: a thousand people each
    died = arm["differences"]["costs"]["battle_deaths"]["difference"]
    assert died == pytest.approx(1000 * turned, abs=1)
    assert f"+{round(died):,}" in said


def test_the_head_says_what_would_change_it_and_what_it_hangs_on(html, result):
    head = unescape(re.sub(r"<[^>]+>", " ", html[: html.index("<main")]))
    (arm,) = compare_stored(result).arms
    contrast = arm[QUESTION]
    assert f"“{arm.title}”: the answer goes from {percent(contrast.baseline)} to" in head
    assert f"{what_if.change(contrast)} points in the same worlds" in head
    assert "changes played" not in head, "one alone is compared with no other"
    first = drivers_of(result).inputs[0]
    assert f"{percent(first.at_low)} in the worlds where" in head
    assert "are fitted to 402 past wars" in head
    assert "Too few worlds to tell" not in head


def test_what_it_depends_on_is_what_was_planted(html, result):
    found = drivers_of(result)
    first, second = found.inputs[:2]
    assert {first.path, second.path} == {COHESION, CLAIM}
    p = found.estimate.probability
    (cohesion,) = (d for d in (first, second) if d.path == COHESION)
    # of the whole spread, chance included: half of the worlds lie 0.4 higher
    assert cohesion.share == pytest.approx(0.04 / (p * (1 - p)), abs=4 * cohesion.se)
    said = words_of(html, "depends")
    assert f"Most hangs on {first.label if first.path == CLAIM else f'“{first.label}”'}" in said
    for each in (first, second):
        assert f"{each.label} {percent(each.share)} {points(each.se)}" in said
    assert all(region.words[1:] in said.replace(THIN, " ") for region in found.regions)
    assert found.regions
    assert "Red finds" not in said


def test_what_to_watch_is_the_planted_sign(html, result):
    (sign,) = signposts_of(result).signs
    assert sign.sign == "advisers or mercenaries have come to Red Army from Northern Neighbour"
    said = words_of(html, "watch")
    assert f"By 17 February 2020: {sign.sign} {percent(sign.seen)}" in said
    for p, se in ((sign.after, sign.after_se), (sign.without, sign.without_se)):
        assert f"{percent(p)} ± {points(se)}" in said


def test_without_data_the_sections_are_absent_and_the_page_says_where_to_look(tmp_path):
    text = page.render(stored(tmp_path, draws=80, keep=2))
    assert not {"what-if", "depends", "watch"} & set(ids(text))
    assert "contingent signposts RUN" in words_of(text, "made")


def test_no_section_where_nothing_varies(tmp_path):
    """The engine's stand-in has nobody die: no input and no sign can matter."""
    scenario = ct.load(DUEL)
    first = next(q for q in scenario.questions if q.id == QUESTION)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ensemble, "simulate", engine(lambda design, _: 0 * design[COHESION]))
        still = ct.run(replace(scenario, questions=(first,)), draws=256, out=tmp_path / "still")
    text = (still.folder / "report.html").read_text("utf-8")
    assert not {"what-if", "depends", "watch"} & set(ids(text))


def test_hostile_text_is_shown_as_text_in_the_new_sections(result, html):
    tree = result.tree.copy()
    about, claims = (copy.deepcopy(tree.attrs[name]) for name in ("scenario", "claims"))
    for cast in ("factions", "patrons", "places"):
        for member in about[cast]:
            member["name"] = f"<script>{member['id']}</script>"  # not so long that the id is shown
    for question in about["questions"]:
        question["ask"] = HOSTILE
    for claim in claims:
        claim["says"] = HOSTILE
    tree.attrs |= {"scenario": about, "claims": claims}
    tree.attrs["arms"] = [{"id": arm, "title": HOSTILE} for arm in result.arms]
    text = page.render(replace(result, tree=tree, folder=None))
    assert {"what-if", "depends", "watch"} <= set(ids(text))
    found = tags_of(text)
    assert scripts_of(text) == scripts_of(html)
    assert not [name for _, attrs in found for name in attrs if name.startswith("on")]
    for name in ("what-if", "depends", "watch"):
        assert "<script>" in words_of(text, name), "the words themselves are kept"


def test_report_remakes_the_page(capsys, result, html, tmp_path):
    out = tmp_path / "mine" / "page.html"
    code, said, told = run(capsys, "report", result.folder, "--out", out)
    assert (code, said, told) == (0, "", f"report: {out}\n")
    assert out.read_text("utf-8") == html


def test_report_of_no_run_is_one_line(capsys, tmp_path):
    code, said, told = run(capsys, "report", tmp_path / "none")
    assert (code, said) == (2, "")
    assert told.endswith("none: is not a run folder (no manifest.json)\n")
    assert told.count("\n") == 1


@dataclass(frozen=True)
class Sheet(View):
    """Stands for a page: keeps what is handed in."""

    alts: list = field(default_factory=list)

    def both(self, make, alt, _prefix):
        self.alts.append(alt)
        return {"wide": make(False).to_dict(), "narrow": make(True).to_dict()}


def sheet_of(result):
    return Sheet(result, {}, light_ink(["red", "blue"], ["#aa0000"] * 2), None)


def test_charts_have_words_for_those_who_cannot_see_them(result):
    sheet = sheet_of(result)
    for section in (what_if, depends, watch):
        assert section.section(sheet) is not None
    assert len(sheet.alts) == 3
    (contrast,) = compare_stored(result).arms[0].of("question")[:1]
    assert f"{contrast.text} {what_if.change(contrast)}" in sheet.alts[0]
    assert all("%" in alt or "points" in alt for alt in sheet.alts)


def test_many_arms_stand_below_each_outcome(result, monkeypatch):
    found = compare_stored(result)
    (arm,) = found.arms
    many = tuple(replace(arm, id=f"a{i}", title=f"Change {i}") for i in range(6))
    crowd = replace(found, arms=many)
    assert isinstance(crowd, Comparison)
    monkeypatch.setattr("contingent.analysis.compare.compare_stored", lambda _: crowd)
    told = what_if.section(sheet_of(result))
    assert 1 <= len(told["charts"]) <= what_if.OUTCOMES
    title, drawn = told["charts"][0]
    assert title == arm[QUESTION].text
    (rows,) = (
        drawn["wide"]["datasets"].values()
        if len(drawn["wide"]["datasets"]) == 1
        else (max(drawn["wide"]["datasets"].values(), key=len),)
    )
    assert [row["text"] for row in rows] == [f"Change {i}" for i in range(6)]


def test_signs_of_changes():
    assert [signed(x, 1) for x in (1.25, -0.04, -3.0, 0.0)] == ["+1.2", "0.0", "−3.0", "0.0"]
    assert signed(-1234.4) == "−1,234"


def test_rows_do_not_overlap():
    texts = ["short", "word " * 30, "a line", "word " * 20]
    for narrow in (False, True):
        rows = place(texts, narrow)
        ends = [row["top"] + 14 * (row["text"].count("\n") + 1) for row in rows.placed]
        half = 0 if narrow else 7  # the text's first line is centred on its place
        for row, before in zip(rows.placed[1:], ends, strict=False):
            assert row["top"] - half >= before - half
        for a, b in zip(rows.placed, rows.placed[1:], strict=False):
            assert b["y"] - a["y"] >= 30
            assert not narrow or b["top"] > a["y"]
        assert rows.placed[-1]["y"] < rows.height


def test_an_axis_holds_every_interval_and_zero():
    rows = [intervals.Interval("a", 0.3, 0.2, 0.4), intervals.Interval("b", 0.1, 0.05, 0.2)]
    assert intervals.span(rows) == (0.0, 0.4)
    assert intervals.span([intervals.Interval("a", -0.3, -0.4, -0.2)])[0] == -0.4
    low, high = intervals.span([intervals.Interval("a", 0.0, 0.0, 0.0)])
    assert low < high


def test_bars_of_error_stay_within_a_probability():
    bell = dumbbells.Dumbbell("sign", 0.98, 0.01, 0.05, 0.05)
    spec = dumbbells.chart([bell], light_ink(["a"], ["#aa0000"])).to_dict()
    (row,) = max(spec["datasets"].values(), key=len)
    assert row["full_high"] == 1.0
    assert row["hollow_low"] == 0.0


def test_the_first_inputs_are_those_of_the_full_ranking(result):
    short, long = drivers_of(result, first=4).inputs, drivers_of(result, first=40).inputs
    assert short == long[:4]


def test_from_python_the_page_lies_in_the_folder(result, html):
    page = result.folder / "report.html"
    page.unlink()
    assert ct.write_report(result.folder) == page
    assert page.read_text("utf-8") == html
