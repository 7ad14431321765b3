"""What the head of the page says, and what it holds back."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from contingent.analysis.causes.why import Account, Entry, Why
from contingent.history.hindcasts import Hindcast
from contingent.report.sections import (
    answer,
    depends,
    outcomes,
    past_wars,
    what_if,
    why,
)
from contingent.report.sections import trust as trusting
from contingent.report.sections.view import View
from contingent.report.words import percent
from tests.report.content.easel import driver, without
from tests.report.test_page import tags_of


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


def test_the_head_names_only_an_input_that_stands_clear(view):
    found = {"draws": 300, "ask": "?", "regions": ()}
    vars(view)["drivers"] = SimpleNamespace(inputs=(driver(),), **found)
    assert "“pace of the war”: 10" in depends.in_short(view)
    said = depends.in_short(view)
    assert "20 ± 5\u202f% of the whole spread of the answer, luck included" in said
    for faint in (driver(distinguishable=False), driver(se=0.11)):
        vars(view)["drivers"] = SimpleNamespace(inputs=(faint,), **found)
        assert "no input stands clear of chance in 300 worlds" in depends.in_short(view)
        assert depends.section(view) is None
    vars(view)["drivers"] = None
    assert "cannot set one input apart" in depends.in_short(view)


class Arm:
    """A lever that changes the first answer by so much."""

    def __init__(self, title, difference):
        found = {"difference": difference, "se": 0.01, "n": 900, "clear": True, "identical": False}
        paired = SimpleNamespace(**found)
        change = SimpleNamespace(paired=paired, baseline=0.3, arm=0.3 + difference)
        self.title, self.contrasts = title, (change,)

    def __getitem__(self, _):
        return self.contrasts[0]


def test_the_head_names_the_change_that_moves_the_answer_most(view):
    some = [Arm("Fog lifts.", 0.02), Arm("Aid comes.", -0.2)]
    vars(view)["comparison"] = SimpleNamespace(arms=some)
    assert what_if.in_short(view) == (
        f"“Aid comes”: the answer goes from {percent(0.3)} to {percent(0.1)} "
        "(−20.0 ± 1.0 points in the same worlds). Of the 2 changes played, this one moves it most."
    )
    vars(view)["comparison"] = SimpleNamespace(arms=some[1:])
    assert what_if.in_short(view).endswith("in the same worlds).")


def test_without_questions_there_is_no_answer(result, tables):
    empty = without(tables, "questions", lambda t: t["arm"] == "none")
    seen = View(result, empty, None, None)
    assert answer.section(seen, {}) is None
    assert outcomes.questions(seen) is None


@pytest.mark.parametrize(("brier", "verdict"), [(0.3, "worse"), (0.2, "better")])
def test_the_head_says_how_the_model_did_on_a_past_war(monkeypatch, brier, verdict):
    scores = {"a-war": brier, "persistence": 0.4, "a half": 0.25}
    told = Hindcast(name="a-war", asked=7, draws=10, seed=1, brier=scores)
    monkeypatch.setattr(past_wars, "hindcasts", lambda: (told,))
    assert f"On A War the whole did {verdict} than a coin" in past_wars.in_short()
    said = past_wars.points()[-1]
    assert f"on 7 questions the model's Brier score is {brier:.2f}" in said
    assert "0.40 for who says that nothing changes" in said


def test_links_of_the_head_lead_somewhere(html):
    ids = {attrs["id"] for _, attrs in tags_of(html) if "id" in attrs}
    links = {a["href"] for tag, a in tags_of(html) if tag == "a" and a["href"].startswith("#")}
    assert "#trust" in links
    assert {link[1:] for link in links} <= ids
