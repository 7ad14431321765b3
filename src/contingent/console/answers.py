"""Answers of a run, and how things stand at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from contingent.console.arms import print_arms
from contingent.console.out import NOT_KNOWN, plain, stdout, table, tell
from contingent.questions.percent import LEGEND, percent

if TYPE_CHECKING:
    from contingent.api import Answers
    from contingent.console.front import Front


def print_summary(summary: dict[str, Any], front: Front) -> None:
    """Print a run's answers, or those in front, then how things stand at the end."""
    console, about = stdout(), summary["scenario"]
    baseline, *others = summary["arms"]
    runs = summary["draws"] * summary["replicates"]
    each = " of each arm" if others else ""
    head = f"{about['title']}, {about['start']} to {about['end']}, {runs:,} runs{each}"
    console.print(Text(head, style="bold"))
    if others:
        print_arms(console, baseline, others, summary["draws"], front)
        return
    asked = baseline["questions"]
    some = front.pick(asked, lambda q: q["id"])
    rows = [
        (q["ask"], q["probability"], q["se"], None if "note" in q else q["term"])
        for q in (asked[i] for i in some)
    ]
    console.print(_answers(rows))
    front.tell_of_rest(console, len(asked) - len(some))
    console.print(_endings(baseline["endings"], summary["draws"]))
    _tell_of_bounds(console, [*(p for _, p, _, _ in rows), *baseline["endings"].values()])


def print_answers(answers: Answers) -> None:
    """Print answers to a file of questions."""
    rows = [
        (answers.asked[name], e.probability, e.se, None if e.note else e.term)
        for name, e in answers.estimates.items()
    ]
    console = stdout()
    console.print(_answers(rows))
    _tell_of_bounds(console, [p for _, p, _, _ in rows])
    for name, estimate in answers.estimates.items():
        if estimate.note:
            tell(f"{name}: {NOT_KNOWN}, for {estimate.why}")


def _answers(rows: Sequence[tuple[str, float, float, str | None]]) -> Table:
    """Return a table of answers with their terms; without one, nothing is known."""
    shown = table()
    shown.add_column("question", overflow="fold", ratio=1)
    for heading in ("probability", "± se"):
        shown.add_column(heading, justify="right", no_wrap=True)
    shown.add_column("term", no_wrap=True)
    for ask, p, se, term in rows:
        known = (percent(p, se), f"{100 * se:.1f}", term)
        shown.add_row(plain(ask), *((NOT_KNOWN, "", "") if term is None else known))
    return shown


def _tell_of_bounds(console: Console, probabilities: Sequence[float]) -> None:
    """Say what stands in place of 0 and 1, if one of them does."""
    if any(p in (0.0, 1.0) for p in probabilities):
        console.print(LEGEND, style="dim", highlight=False)


def _endings(endings: dict[str, float], draws: int) -> Table:
    shown = table()
    shown.add_column("how it stands at the end", no_wrap=True)
    shown.add_column("share", justify="right", no_wrap=True)
    shown.add_column("")
    for name, p in endings.items():
        shown.add_row(plain(name), percent(p, draws=draws), "█" * round(40 * p))
    return shown
