"""The section on human cost: the dead and the displaced, and the worst twentieth of worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.analysis.stories.worst import worst_of
from contingent.report import findings
from contingent.report.charts import fan
from contingent.report.sections.view import at_the_end
from contingent.report.words import ending_word, number, sentence

if TYPE_CHECKING:
    from contingent.analysis.stories.worst import Mark
    from contingent.report.sections.view import View

SERIES = {
    "battle_deaths": "Battle deaths",
    "civilian_deaths": "Civilians among them",
    "displaced": "People displaced",
}
UNITS = {"battle_deaths": "deaths", "civilian_deaths": "deaths", "displaced": "people"}

OF_A_KIND = 2
"""Marks shown of each kind: questions, above all, say much the same."""


def section(view: View) -> dict[str, Any] | None:
    """Return deaths and displacement; None where nobody dies or flees in any world."""
    table = view.table("national")
    table = table[table["series"].isin(SERIES)]
    last = table.groupby("series", sort=False).last()
    worst = view.found("worst", worst_of, view.arm)
    if worst is None or not any(worst.means.values()):
        return None
    thinned = view.thinned("national")
    return {
        "heading": findings.on_deaths(last.loc["battle_deaths"], worst),
        "fans": [_fan(view, thinned, name, label) for name, label in SERIES.items()],
        "rows": [(label, last.loc[name], worst.means[name]) for name, label in SERIES.items()],
        "worst": worst,
        "said": "In the twentieth with the most battle deaths "
        f"{number(worst.means['battle_deaths'])} people die in battle on average, "
        f"{number(worst.means['civilian_deaths'])} of them civilians, and "
        f"{number(worst.means['displaced'])} are driven from their homes",
        "marks": [_said(view, mark) for mark in _told(worst.marks)],
    }


def _fan(view: View, table: Any, name: str, label: str) -> tuple[str, Any, str]:
    rows = table[table["series"] == name]
    said = at_the_end(rows.iloc[-1])
    chart = fan.chart(rows, view.ink.mark, view.ink, unit=UNITS[name])
    return label, view.figure(chart, f"{label}: {said}", name.replace("_", "-")), said


def _told(marks: tuple[Mark, ...]) -> list[Mark]:
    """Return the clearest marks of each kind, in the order of their clearness."""
    kept: list[Mark] = []
    for mark in marks:
        if sum(other.kind == mark.kind for other in kept) < OF_A_KIND:
            kept.append(mark)
    return kept


def _said(view: View, mark: Mark) -> tuple[str, Mark]:
    """Return a mark with the words for what is so."""
    if mark.kind == "question":
        asked = {q["id"]: q["ask"] for q in view.result.questions}
        return f"{asked[mark.text]} Yes", mark
    if mark.kind == "ending":
        word = ending_word(mark.text, findings.labels(view.result, "factions"))
        return f"At the end: {word}", mark
    if mark.kind == "claim":
        return f"It is true that {mark.text}", mark
    return f"{sentence(mark.text)}: above the median", mark
