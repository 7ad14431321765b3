"""What the command line prints: tables to stdout, progress and messages to stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

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


class Bar:
    """A progress bar on stderr: rate in run-weeks a second and the time left."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._weeks = 0.0
        self._began = self._took = 0.0
        self._done = 0

    def __enter__(self) -> Self:
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._bar.start()
        self._task = self._bar.add_task("reading", total=None, rate="")
        return self

    def __exit__(self, *exception: object) -> None:
        self._bar.stop()

    def start(self, runs: int, weeks: float) -> None:
        """Begin to count runs of so many weeks."""
        self._weeks, self._began = weeks, time.perf_counter()
        self._bar.update(self._task, description="compiling and playing", total=runs)

    def advance(self, runs: int) -> None:
        """Count finished runs."""
        self._done += runs
        self._took = time.perf_counter() - self._began
        self._bar.update(self._task, advance=runs, description="playing", rate=self._rate())

    def count(self, done: int, planned: int) -> None:
        """Count finished fits."""
        self._bar.update(self._task, description="fitting", completed=done, total=planned)

    def stage(self, text: str) -> None:
        """Say what is being done now that the runs are finished."""
        self._bar.update(self._task, description=text)

    def said(self) -> str:
        """Return what was played and how fast, in a line."""
        if not self._done:
            return ""
        return f"{self._done:,} runs in {self._took:.1f} s, {self._rate()}"

    def _rate(self) -> str:
        rate = self._done * self._weeks / max(self._took, 1e-9)
        return f"{round(rate, -2):,.0f} run-weeks/s"


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
