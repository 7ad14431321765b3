"""What the sections say of worlds: endings, forces, talks, the dead, one world told."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from contingent.analysis.stories.drawn import stored_ends
from contingent.analysis.stories.stored import commonest, likelier, story_of, three_stories
from contingent.analysis.stories.story import pick
from contingent.analysis.stories.worst import worst_of
from contingent.report import findings
from contingent.report.sections import (
    cost,
    forces,
    outcomes,
    stories,
    talks,
)
from contingent.report.sections.view import View
from contingent.report.words import alike, number, percent
from tests.report.content.easel import Easel, without
from tests.results.fake import stored


def test_every_question_is_a_dot_somewhere(view, monkeypatch):
    monkeypatch.setattr(outcomes, "FEW", 2)
    monkeypatch.setattr(outcomes, "SHEET", 2)
    found = outcomes.questions(view)
    assert found["charted"] == 2
    assert len(found["others"]) == 2
    charts = [view.studio.drawn[f"questions{n}-wide"] for n in ("", "-2", "-3")]
    rows = [row for spec, _ in charts for data in spec["datasets"].values() for row in data]
    asked = [row["ask"] for row in rows if "ask" in row]
    assert [text.replace("\n", " ") for text in asked] == [q["ask"] for q in view.result.questions]


def test_the_bar_of_endings_says_what_the_result_says(view):
    found = outcomes.endings(view)
    chances = view.result.endings()
    assert {p for _, p, _ in found["parts"]} == set(chances.values())
    commonest = max(chances.values())
    assert percent(commonest) in found["heading"]
    assert found["when"].startswith("Of the wars that end, half have ended by ")
    assert [row.share for _, row in found["dates"]] == sorted(
        (p for name, p in chances.items() if p and name != "ongoing"), reverse=True
    )


def test_a_war_that_never_ends_has_no_dates(view, monkeypatch):
    monkeypatch.setattr(outcomes, "when_ended", lambda *_: ())
    found = outcomes.endings(view)
    assert (found["when"], found["dated"], found["dates"]) == (None, None, [])


def test_headings_find_their_words():
    words = {"ongoing": "still going on", "ceasefire": "ceasefire", "victory:a": "A victory"}
    said = findings.on_endings({"ongoing": 0.5, "ceasefire": 0.05, "victory:a": 0.45}, words)
    half, less = percent(0.5), percent(0.45)
    assert said == f"Still going on at the end in {half} of worlds, A victory in {less}"
    shares = {"agreement": 0.2, "ceasefire": 0.1, "talks": 0.0}
    more = {"agreement": 0.3, "ceasefire": 0.1, "talks": 0.0}
    assert findings.on_talks([("A and B", shares), ("A and C", more)]).startswith("A and C: ")


def test_forces_show_what_a_run_has(view, result, tables):
    found = forces.section(view)
    assert [figure["title"] for figure in found["figures"]] == list(forces.SERIES.values())
    last = tables["factions"].query("series == 'fighters'").groupby("faction")["q50"].last()
    assert all(number(x) in found["heading"] for x in last)
    _, alt = view.studio.drawn["fighters-wide"]
    assert all(number(x) in alt for x in last)
    fewer = without(tables, "factions", lambda t: t["series"].isin(["fighters", "air"]))
    fewer = without(fewer, "national", lambda t: t["series"] != forces.OIL)
    found = forces.section(View(result, fewer, view.ink, Easel()))
    assert [figure["title"] for figure in found["figures"]] == ["Fighters", "Combat aircraft"]
    assert found["oil"] is None
    nothing = without(fewer, "factions", lambda t: t["arm"] == "none")
    assert forces.section(View(result, nothing, view.ink, Easel())) is None


def test_the_oil_has_one_rounding_in_words_and_table(view, result, tables):
    rows = tables["national"].query("series == @forces.OIL")
    quantiles = ["q05", "q50", "q95"]
    first, last = ({"q50": 1174.4}, dict(zip(quantiles, (58.0, 742.4, 1063.0), strict=True)))
    assert findings.on_oil(first, last) == (
        "1,170 thousand barrels a day at the start; at the end 740 in the median, 60 to 1,060 in "
        "nine worlds of ten"
    )
    oil = forces.section(view)["oil"]
    assert oil["last"] == alike(*rows.iloc[-1][quantiles], rows.iloc[0]["q50"])[:3]
    low, middle, high = oil["last"]
    assert f"at the end {middle} in the median, {low} to {high} in nine" in oil["said"]
    assert alike(7.42, 0.58) == ("7.4", "0.6")


def test_talks_say_how_far_each_pair_comes(view, result, tables):
    found = talks.section(view)
    phase = result.tree["trajectories/phase"].sel(arm="baseline").isel(time=-1)
    end = phase.sel(faction="lna", other_faction="gna").values[result.sound()]
    ((_, shares),) = found["rows"]
    assert shares["agreement"] == pytest.approx((end == 3).mean())
    assert shares["ceasefire"] == pytest.approx((end == 2).mean())
    assert percent(shares["agreement"]) in found["heading"]
    silent = without(tables, "talks_by_date", lambda t: t["phase"] == "war")
    assert talks.section(View(result, silent, view.ink, None)) is None


def test_the_worst_twentieth_is_told_with_its_mean(view):
    found = cost.section(view)
    worst = worst_of(view.result)
    for name in cost.SERIES:
        assert number(worst.means[name]) in found["said"]
    assert number(worst.means["battle_deaths"]) in found["heading"]
    assert [mean for _, _, mean in found["rows"]] == [worst.means[name] for name in cost.SERIES]
    kinds = [mark.kind for _, mark in found["marks"]]
    assert all(kinds.count(kind) <= cost.OF_A_KIND for kind in kinds)


def test_the_last_column_of_the_cost_says_whose_mean_it_is(html):
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Mean in the worlds with most battle deaths" in words
    assert "it is the mean over the same 15 worlds, the twentieth with the most battle" in words


def test_where_nobody_dies_or_flees_there_is_no_cost(view, monkeypatch):
    none = SimpleNamespace(means=dict.fromkeys(cost.SERIES, 0.0), marks=(), runs=1)
    monkeypatch.setattr(cost, "worst_of", lambda *_: none)
    assert cost.section(view) is None


def test_the_usual_world_ends_and_answers_as_most_do(tmp_path):
    result = stored(tmp_path, draws=130, keep=0)
    name, share = commonest(result)
    assert share == max(result.endings().values())
    told = three_stories(result)
    assert told["usual"].ending == name
    hit = result.tree["outcomes/hit"].sel(arm="baseline").isel(question=0)
    usual = told["usual"]
    assert bool(hit.values[usual.draw, usual.replicate]) == likelier(result)
    deaths = stored_ends(result, "battle_deaths", None, 0)
    middle = pick(deaths, result.sound(), worst=None, high_is_worse=True)
    assert story_of(result, *middle, "baseline", "middle").ending != name, "or nothing is shown"
    about = stories.section(View(result, {}, None, None))
    assert f"{percent(share)} of all)" in about["about"]
    assert about["stories"][0][0] == "The commonest ending"
