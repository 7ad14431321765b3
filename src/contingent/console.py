"""What the command line prints: tables to stdout, progress and messages to stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from contingent.analysis.ablation import Ablation
    from contingent.api import Answers
    from contingent.scenario.levers import Lever
    from contingent.scenario.model import Scenario

NOT_KNOWN = "not known"
WIDE = 120  # columns where the output is no terminal


def tell(text: str) -> None:
    """Print a message to stderr, unwrapped."""
    sys.stderr.write(text + "\n")


def print_summary(summary: dict[str, Any]) -> None:
    """Print a run's answers, then how things stand at the end."""
    console, about = stdout(), summary["scenario"]
    baseline, *others = summary["arms"]
    runs = summary["draws"] * summary["replicates"]
    each = " of each arm" if others else ""
    head = f"{about['title']}, {about['start']} to {about['end']}, {runs:,} runs{each}"
    console.print(Text(head, style="bold"))
    if others:
        from contingent.console_arms import print_arms

        print_arms(console, baseline, others, summary["draws"])
        return
    rows = [
        (q["ask"], q["probability"], q["se"], NOT_KNOWN if "note" in q else q["term"])
        for q in baseline["questions"]
    ]
    console.print(_answers(rows))
    console.print(_endings(baseline["endings"], summary["draws"]))
    _tell_of_bounds(console, [*(p for _, p, _, _ in rows), *baseline["endings"].values()])


def print_answers(answers: Answers) -> None:
    """Print answers to a file of questions."""
    rows = [
        (answers.asked[name], e.probability, e.se, NOT_KNOWN if e.note else e.term)
        for name, e in answers.estimates.items()
    ]
    console = stdout()
    console.print(_answers(rows))
    _tell_of_bounds(console, [p for _, p, _, _ in rows])
    for name, estimate in answers.estimates.items():
        if estimate.note:
            tell(f"{name}: {estimate.note}")


def print_ablation(ablation: Ablation) -> None:
    """Print what leaving out each mechanism changes; a star marks what is beyond two errors."""
    from contingent.questions.percent import percent
    from contingent.report.ablation import people, points

    shown, base = table(), ablation.baseline
    shown.add_column("without", no_wrap=True)
    for name in (*ablation.headline, "battle deaths"):
        shown.add_column(plain(name), justify="right", overflow="fold", min_width=13)
    before = (base[name] for name in ablation.headline)
    first = [f"{percent(each.probability, each.se)}  " for each in before]
    shown.add_row("(baseline)", *first, f"{ablation.deaths:,.0f}  ")
    for row in ablation.rows:
        cells = [_starred(points(row.changes[q]), row.changes[q].clear) for q in ablation.headline]
        shown.add_row(row.mechanism, *cells, _starred(people(row.deaths), row.deaths.clear))
    console = stdout()
    console.print(shown)
    console.print("Points of percent ± standard error; * beyond two errors.", highlight=False)


def _starred(text: str, clear: bool) -> Text:
    return Text(f"{text} *", style="bold") if clear else Text(f"{text}  ")


def print_scenarios(scenarios: Sequence[Scenario]) -> None:
    """Print names, titles and dates of scenarios."""
    shown = table()
    for heading in ("scenario", "title", "from", "to"):
        shown.add_column(heading, overflow="fold")
    for each in scenarios:
        shown.add_row(*(Text(str(x)) for x in (each.id, each.title, each.start, each.end)))
    stdout().print(shown)


def print_facts(facts: dict[str, str]) -> None:
    """Print what something holds, a line each."""
    wide = max(map(len, facts), default=0)
    for name, said in facts.items():
        line = Text.assemble((f"{name:<{wide}}  ", "bold"), plain(said))
        stdout().print(line, soft_wrap=True)


def _answers(rows: Sequence[tuple[str, float, float, str]]) -> Table:
    from contingent.questions.percent import percent

    shown = table()
    shown.add_column("question", overflow="fold", ratio=1)
    for heading in ("probability", "± se"):
        shown.add_column(heading, justify="right", no_wrap=True)
    shown.add_column("term", no_wrap=True)
    for ask, p, se, term in rows:
        shown.add_row(plain(ask), percent(p, se), f"{100 * se:.1f}", term)
    return shown


def _tell_of_bounds(console: Console, probabilities: Sequence[float]) -> None:
    """Say what stands in place of 0 and 1, if one of them does."""
    from contingent.questions.percent import LEGEND

    if any(p in (0.0, 1.0) for p in probabilities):
        console.print(LEGEND, style="dim", highlight=False)


def _endings(endings: dict[str, float], draws: int) -> Table:
    from contingent.questions.percent import percent

    shown = table()
    shown.add_column("how it stands at the end", no_wrap=True)
    shown.add_column("share", justify="right", no_wrap=True)
    shown.add_column("")
    for name, p in endings.items():
        shown.add_row(plain(name), percent(p, draws=draws), "█" * round(40 * p))
    return shown


def print_levers(levers: Sequence[Lever]) -> None:
    """Print names and titles of levers."""
    shown = table()
    for heading in ("lever", "what it does"):
        shown.add_column(heading, overflow="fold")
    for each in levers:
        shown.add_row(plain(each.id), plain(each.title))
    stdout().print(shown)


def table() -> Table:
    """Return an empty table in the style of all."""
    from rich import box

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)


def plain(text: str) -> Text:
    """Return a text that neither markup nor escape codes can style."""
    return Text("".join(c if c.isprintable() else " " for c in text))


def stdout() -> Console:
    """Return where tables are printed."""
    return Console(width=None if sys.stdout.isatty() else WIDE)
