"""What the sections say: the answer, patrons' calendars, talks, the worst worlds, the makings."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from contingent.analysis.causes.why import Account, Entry, Why
from contingent.analysis.stories.drawn import stored_ends
from contingent.analysis.stories.stored import commonest, likelier, story_of, three_stories
from contingent.analysis.stories.story import pick
from contingent.analysis.stories.worst import worst_of
from contingent.history.hindcasts import Hindcast
from contingent.questions import tables as make_tables
from contingent.report import findings, page
from contingent.report.sections import (
    answer,
    cost,
    depends,
    evidence,
    forces,
    made,
    outcomes,
    past_wars,
    patrons,
    stories,
    talks,
    why,
)
from contingent.report.sections import trust as trusting
from contingent.report.sections.view import View
from contingent.report.theme import light_ink
from contingent.report.words import number, percent, points
from contingent.scenario.vocabulary import RUNGS
from contingent.world.learnt import packaged
from tests.report.test_page import HOSTILE, tags_of
from tests.results.fake import stored

MODEL = {
    "mechanisms": [
        {
            "name": "brawls",
            "title": "fighting",
            "does": "who wins where",
            "works": ["Blainey, G. (1973), The Causes of War"],
        },
        {"name": "losses", "title": "deaths", "does": "who dies", "works": []},
    ],
    "variants": [
        {"path": "combat.law", "title": "how much numbers count", "says": "law", "values": [0, 1]}
    ],
    "quantities": [
        {"path": "war.tempo", "unit": "ratio", "low": 0.5, "middle": 1, "high": 2,
         "judgement": "no better guess", "sources": [], "claims": []},
        {"path": "factions.lna.treasury", "unit": "musd", "low": 100, "middle": 100, "high": 100,
         "judgement": "counted", "sources": ["press"], "claims": []},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    found = stored(tmp_path_factory.mktemp("run"), draws=300, keep=2)
    tree = found.tree.copy()
    about = tree.attrs["scenario"] | {"titles": {"war.tempo": "pace of the war"}}
    tree.attrs |= {"model": MODEL, "scenario": about}
    return replace(found, tree=tree)


@pytest.fixture(scope="module")
def tables(result):
    return make_tables.build(result)


class Easel:
    """Stands for a studio: keeps what is handed in."""

    def __init__(self):
        self.drawn = {}

    def draw(self, chart, alt, prefix, **_):
        assert prefix not in self.drawn, "names of charts are their own"
        self.drawn[prefix] = (chart.to_dict(), alt)
        return prefix


@pytest.fixture(scope="module")
def html(result, tables):
    return page.render(result, tables)


@pytest.fixture
def view(result, tables):
    return View(result, tables, light_ink(["lna", "gna"], ["#b5532a", "#2f6f8f"]), Easel())


def without(tables, name, keep):
    """Return tables of which one has only the rows that are kept."""
    return tables | {name: tables[name][keep(tables[name])]}


def rows_of(spec):
    """Return the longest of the tables that a chart holds."""
    return max(spec["datasets"].values(), key=len)


def test_the_head_links_to_the_sections_that_are_there_and_to_no_others(view):
    found = answer.section(view, {"why": {}, "depends": None, "what_if": None})
    said = {title: (text, anchor) for title, text, anchor in found["said"]}
    assert said == {
        "Why": (why.in_short(view), "why"),
        "What it hangs on": (depends.in_short(view), None),
        "How far to trust it": (trusting.in_short(view), "trust"),
    }
    p, se = view.result.probability("q0")
    assert (found["probability"], found["se"]) == (p, se)


def causes_of(sizes, runs=(400, 100), total=0.25):
    """Return books in which mechanisms moved so much of the people to a side, with their errors."""
    entries = tuple(Entry(cause, "lna", *size) for cause, size in sizes.items())
    totals = (Entry("total", "lna", total, 0.03),)
    account = Account("people", "lna", entries, totals, {"lna": 0.4}, {"lna": 0.0})
    return Why(
        question="q0", ask="Will it happen?", arm=None, title=None, date=date(2020, 12, 31),
        runs=runs, before=0.0, after=1.0, answer=None, accounts=(account,), steps=(), chain=(),
        names={"lna": "LNA"},
    )  # fmt: skip


CLEAR = {"brawls": (0.2, 0.02), "losses": (0.01, 0.001)}


def test_the_head_names_the_cause_that_stands_clear_of_its_error(view):
    vars(view)["causes"] = causes_of(CLEAR)
    assert why.in_short(view) == (
        "Where it happens, the share of the people held by LNA is 25 ± 3 points higher by "
        "31 December 2020 than in the other worlds: 20 ± 2 through fighting."
    )
    (part,) = why.section(view)["parts"]
    assert part["heading"].endswith("in which it happens: fighting")
    assert [row["cause"] for row in part["accounts"][0]["rows"]] == ["fighting", "deaths"]


@pytest.mark.parametrize(
    "found",
    [
        causes_of(CLEAR, runs=(124, 4)),  # four worlds have no error worth the name
        causes_of({"brawls": (0.2, 0.08)}),
        causes_of(CLEAR, total=0.05),
    ],
)
def test_the_head_names_no_cause_that_chance_could_explain(view, found):
    vars(view)["causes"] = found
    said = why.in_short(view)
    assert said.startswith("Too few worlds to tell: of ")
    assert f"it happens in {found.runs[1]}" in said
    assert "fighting" not in said
    if found.runs[1] < why.FEWEST:
        assert why.section(view) is None


def test_where_no_books_tell_the_answers_apart_the_head_says_so(view):
    vars(view)["causes"] = None
    assert why.in_short(view).startswith("Causes cannot be told apart")
    assert why.section(view) is None


def driver(**about):
    """Return an input that stands clear."""
    given = {"path": "war.tempo", "label": "pace of the war", "kind": "parameters", "unit": "ratio"}
    given |= {"share": 0.2, "se": 0.05, "p_value": 0.0, "distinguishable": True}
    given |= {"low": 0.5, "high": 2.0, "at_low": 0.1, "at_high": 0.4}
    return SimpleNamespace(**given | about)


def test_the_head_names_only_an_input_that_stands_clear(view):
    found = {"draws": 300, "ask": "?", "regions": ()}
    vars(view)["drivers"] = SimpleNamespace(inputs=(driver(),), **found)
    assert "“pace of the war”: 10" in depends.in_short(view)
    assert "20 ± 5\u202f% of the spread between worlds" in depends.in_short(view)
    for faint in (driver(distinguishable=False), driver(se=0.11)):
        vars(view)["drivers"] = SimpleNamespace(inputs=(faint,), **found)
        assert "no input stands clear of chance in 300 worlds" in depends.in_short(view)
        assert depends.section(view) is None
    vars(view)["drivers"] = None
    assert "cannot set one input apart" in depends.in_short(view)


def test_without_questions_there_is_no_answer(result, tables):
    empty = without(tables, "questions", lambda t: t["arm"] == "none")
    seen = View(result, empty, None, None)
    assert answer.section(seen, {}) is None
    assert outcomes.questions(seen) is None


def test_every_question_is_a_dot_somewhere(view, monkeypatch):
    monkeypatch.setattr(outcomes, "CHARTED", 2)
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


def test_a_calendar_shows_the_share_of_worlds_at_each_rung_or_above(view, result):
    found = patrons.section(view)
    rungs = result.tree["trajectories/rung"].sel(arm="baseline")
    sound = result.sound()
    for tie, prefix in found["panels"]:
        patron = next(p["id"] for p in result.scenario["patrons"] if p["name"] == tie.patron)
        end = rungs.sel(patron=patron, faction=tie.faction).isel(time=-1).values[sound]
        for rung in range(1, len(RUNGS)):
            assert tie.at_end(rung) == pytest.approx((end >= rung).mean())
        assert tie.most(patrons.ARMS) >= patrons.SHOWN
        cells = rows_of(view.studio.drawn[prefix][0])
        assert len(cells) == 21 * (len(RUNGS) - 1)  # April 2019 to December 2020
        by_rung = {cell["rung"]: cell["shade"] for cell in cells if cell["date"] >= "2020-12"}
        assert list(by_rung) == list(RUNGS[1:])
        assert list(by_rung.values()) == sorted(by_rung.values(), reverse=True)
    weights = [tie.weight for tie, _ in found["panels"]]
    assert weights == sorted(weights, reverse=True)
    shown = {(tie.patron, tie.side) for tie, _ in found["panels"]}
    assert len(found["rows"]) == 10
    left = {tie.patron for tie, _ in found["rows"] if (tie.patron, tie.side) not in shown}
    assert {text.split(" (")[0] for text in found["aside"]} == left


def test_what_a_patron_does_at_some_time_is_not_what_it_does_at_the_end(view, result):
    rungs = result.tree["trajectories/rung"].sel(arm="baseline")
    sound = result.sound()
    parted = 0
    for tie, shares in patrons.section(view)["rows"]:
        own = rungs.sel(patron=tie.backer, faction=tie.faction).values[sound]
        for rung, (ever, end) in enumerate(shares, 1):
            assert ever == pytest.approx((own >= rung).any(axis=1).mean())
            assert end == pytest.approx((own[:, -1] >= rung).mean())
            parted += ever > end
    assert parted
    said = findings.on_patrons("Turkey", "GNA", "48 %", "21 %")
    assert said.endswith("Turkey, for GNA, at some time in 48 % of worlds, at the end in 21 %")


def test_patrons_that_only_talk_have_no_section(view, result, tables):
    still = tables["patrons_by_date"].copy()
    still["probability"] = (still["rung"] == "diplomatic").astype(float)
    assert (
        patrons.section(View(result, tables | {"patrons_by_date": still}, view.ink, None)) is None
    )


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


def test_what_a_run_rests_on_is_counted(view):
    other = driver(path="factions.lna.treasury", share=0.3)
    faint = driver(distinguishable=False, share=0.4)
    vars(view)["drivers"] = SimpleNamespace(inputs=(driver(), other, faint))
    assert trusting.rests(view) == trusting.Rests(
        numbers=2, uncertain=1, fitted=0, judged=1, spread=0.5, alone=0.2
    )
    said = trusting.in_short(view)
    assert said.startswith(past_wars.in_short())
    assert f"± {points(view.result.probability('q0')[1])} points" in said
    assert "1 of its 2 numbers rest on judgement alone" in said
    box = " ".join(trusting.box(view))
    assert f"account for {percent(0.5)} of it" in box
    assert f"judgement alone for {percent(0.2)};" in box
    assert all(said in box for said in past_wars.points())
    assert "1 contested rule " in box


@pytest.mark.parametrize(("brier", "verdict"), [(0.3, "worse"), (0.2, "better")])
def test_the_head_says_how_the_model_did_on_a_past_war(monkeypatch, brier, verdict):
    scores = {"a-war": brier, "persistence": 0.4, "a half": 0.25}
    told = Hindcast(name="a-war", asked=7, draws=10, seed=1, brier=scores)
    monkeypatch.setattr(past_wars, "hindcasts", lambda: (told,))
    assert f"On A War the whole did {verdict} than a coin" in past_wars.in_short()
    said = past_wars.points()[-1]
    assert f"on 7 questions the model's Brier score is {brier:.2f}" in said
    assert "0.40 for who says that nothing changes" in said


def test_scores_on_past_wars_stand_beside_those_of_simpler_predictors(view, html):
    scores = packaged().scores["all rows"]["scores"]
    rows = {row[0]: row[1:] for row in made.section(view)["past"]["rows"]}
    assert len(rows) == len(scores)
    for name in ("contingent", "base rates", "logit, 5 features"):
        value, low, high = scores[name]["log_loss"]
        assert rows[past_wars.SAYS[name]][0] == f"{value:.2f} ({low:.2f} to {high:.2f})"
    assert rows[past_wars.SAYS["climatology"]][0] == ""
    assert "Scores on past wars" in html


def claim(name, difference, se, **about):
    """Return what a claim was found to be worth."""
    worth = SimpleNamespace(
        true=0.3 + difference, false=0.3, difference=difference, se=se, enough=True
    )
    return SimpleNamespace(says=name, worth=worth, idle=False, **about)


def test_of_many_claims_only_those_beyond_chance_are_to_be_checked_first():
    noise = [claim(f"n{i}", 0.02 * (i % 3), 0.02) for i in range(70)]  # a third at two errors
    clear = claim("clear", -0.2, 0.03)
    assert evidence.clear_claims(noise) == []
    assert evidence.clear_claims([*noise, clear]) == [clear]
    assert evidence.clear_claims([]) == []


def weighed(result, truth):
    """Return a result with one claim whose truth is given, draw by draw."""
    tree = result.tree.copy()
    drawn = tree["design/claim_true"]
    tree["design/claim_true"] = drawn.copy(data=truth.reshape(drawn.shape))
    voiced = {"voices": [], "moves": ["x plus 1"], "rests_on_it": [], "excludes": [], "implies": []}
    tree.attrs["claims"] = [
        {
            "id": str(drawn["claim"].values[0]),
            "says": "It is told.",
            "credence": 0.5,
            "override": None,
        }
        | voiced
    ]
    return replace(result, tree=tree)


def test_a_claim_that_tells_the_answer_is_to_be_checked_and_one_that_does_not_is_not(view, result):
    hit = result.tree["outcomes/hit"].sel(arm="baseline").isel(question=0, replicate=0).values
    hit = hit.astype(bool)
    seen = View(weighed(result, hit), view.tables, view.ink, Easel())
    found = evidence.section(seen)
    assert found["heading"] == "To check first: It is told"
    assert found["chart"] is not None
    coin = np.random.default_rng(3).random(result.draws) < 0.5
    found = evidence.section(View(weighed(result, coin), view.tables, view.ink, Easel()))
    assert found["heading"] == "No single claim stands out in 300 worlds"
    assert found["chart"] is None
    assert "points would not be seen" in found["lead"]


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


def test_a_run_that_kept_no_origins_says_nothing_of_them(view, result, tables):
    tree = result.tree.copy()
    del tree.attrs["model"]
    old = replace(result, tree=tree)
    seen = View(old, tables, view.ink, view.studio)
    assert trusting.rests(seen) is None
    assert "judgement" not in trusting.in_short(seen)
    found = made.section(seen)
    assert not any(found[name] for name in ("mechanisms", "variants", "assumptions"))
    assert "judgement" not in " ".join(found["trust"])


def test_the_makings_name_mechanisms_works_and_assumptions(view, html):
    found = made.section(view)
    assert found["assumptions"] == [
        {"label": "Pace of the war", "value": "0.5 to 2", "reason": "no better guess"}
    ]
    assert "2 mechanisms, with the works they rest on" in html
    assert "Blainey, G. (1973), The Causes of War." in html
    assert "1 number that rests on judgement alone" in html
    assert "1 contested rule, " in html


def test_links_of_the_head_lead_somewhere(html):
    ids = {attrs["id"] for _, attrs in tags_of(html) if "id" in attrs}
    links = {a["href"] for tag, a in tags_of(html) if tag == "a" and a["href"].startswith("#")}
    assert "#trust" in links
    assert {link[1:] for link in links} <= ids


def test_hostile_words_of_the_model_are_shown_as_words(result, tables):
    tree = result.tree.copy()
    model = copy.deepcopy(MODEL)
    model["quantities"][0] |= {"judgement": HOSTILE, "unit": HOSTILE}
    model["variants"][0]["says"] = HOSTILE
    tree.attrs["model"] = model
    html = page.render(replace(result, tree=tree), tables)
    found = tags_of(html)
    assert not [name for _, attrs in found for name in attrs if name.startswith("on")]
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert") >= 3


def test_headings_find_their_words():
    words = {"ongoing": "still going on", "ceasefire": "ceasefire", "victory:a": "A victory"}
    said = findings.on_endings({"ongoing": 0.5, "ceasefire": 0.05, "victory:a": 0.45}, words)
    half, less = percent(0.5), percent(0.45)
    assert said == f"Still going on at the end in {half} of worlds, A victory in {less}"
    shares = {"agreement": 0.2, "ceasefire": 0.1, "talks": 0.0}
    more = {"agreement": 0.3, "ceasefire": 0.1, "talks": 0.0}
    assert findings.on_talks([("A and B", shares), ("A and C", more)]).startswith("A and C: ")
