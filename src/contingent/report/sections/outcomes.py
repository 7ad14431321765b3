"""The sections on outcomes: every answer, how the war ends, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from contingent.analysis.ended import when_ended
from contingent.questions.front import FEW
from contingent.report import findings
from contingent.report.charts import endings as endings_chart
from contingent.report.charts import questions as questions_chart
from contingent.report.charts import stack
from contingent.report.words import day, ending_word, month, percent

if TYPE_CHECKING:
    from contingent.report.sections.view import View

SHEET = 18
"""Questions that a chart of the others holds."""

LAST = ("peace-agreement", "ceasefire", "low-activity", "actor-ceases", "ongoing")
"""Classes that stand behind the victories in the bar."""


def questions(view: View) -> dict[str, Any] | None:
    """Return all answers as charts and a table; None where there are no questions."""
    table = view.table("questions")
    if table.empty:
        return None
    marked = [q["id"] for q in view.result.questions if q.get("headline")]
    shown = table
    if len(table) > FEW and marked:
        shown = table[table["question"].isin(marked)]
    rest = table[~table["question"].isin(shown["question"])]
    return {
        "heading": findings.on_questions(table),
        "chart": _dots(view, shown, "questions"),
        "charted": len(shown),
        "others": [
            _dots(view, rest.iloc[some], f"questions-{number}")
            for number, some in enumerate(_leaves(len(rest)), 2)
        ],
        "rows": table.to_dict("records"),
    }


def _leaves(rows: int) -> list[Any]:
    """Return rows in charts of about the same length, none longer than a sheet of paper."""
    return np.array_split(np.arange(rows), -(-rows // SHEET)) if rows else []


def _dots(view: View, table: Any, name: str) -> dict[str, Any]:
    alt = "Probability of each question: " + "; ".join(
        f"{row['ask']} {percent(row['probability'], row['runs'])}"
        for row in table.to_dict("records")
    )
    return view.both(lambda narrow: questions_chart.chart(table, view.ink, narrow), alt, name)


def endings(view: View) -> dict[str, Any]:
    """Return how things stand at the end, and when they come to."""
    sides = findings.labels(view.result, "factions")
    chances = view.result.endings(view.arm)
    order = sorted(chances, key=lambda name: LAST.index(name) + 1 if name in LAST else 0)
    words = {name: ending_word(name, sides) for name in order}
    table = view.table("endings").set_index("ending").loc[order].reset_index()
    table = table.assign(word=table["ending"].map(words))
    parts = [(words[name], chances[name], view.ink.endings[name]) for name in order]
    alt = "Endings: " + ", ".join(f"{word} {view.percent(p)}" for word, p, _ in parts)
    return {
        "heading": findings.on_endings(chances, words, view.runs),
        "chart": view.both(
            lambda narrow: endings_chart.chart(table, view.ink, narrow), alt, "endings"
        ),
        "parts": parts,
        **_when(view, order, words),
    }


def _when(view: View, order: list[str], words: dict[str, str]) -> dict[str, Any]:
    """Return when endings come; nothing where no war ends."""
    found = when_ended(view.result, view.arm)
    if not found:
        return {"when": None, "dated": None, "dates": []}
    colours = {name: view.ink.endings[name] for name in order if name != "ongoing"}
    dated = view.thinned("endings_by_date")
    alt = "Share of worlds in which each kind of ending stands, over time: " + "; ".join(
        f"half of those with {words[row.ending]} by {day(row.half)}" for row in found[1:]
    )
    every = found[0]
    return {
        "when": f"Of the wars that end, half have ended by {month(every.half)} and three in four "
        f"by {month(every.three_quarters)}",
        "dated": view.both(
            lambda narrow: stack.chart(
                dated, "ending", colours, view.ink, narrow, words={n: words[n] for n in colours}
            ),
            alt,
            "endings-by-date",
        ),
        "dates": [(words[row.ending], row) for row in found[1:]],
    }
