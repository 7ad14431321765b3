"""Tables of how well resolved questions were answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from contingent.console.out import NOT_KNOWN, plain, stdout, table, tell
from contingent.questions.percent import percent

if TYPE_CHECKING:
    from contingent.analysis.score import Score


def print_score(found: Score) -> None:
    """Print the mean scores beside those of persistence and a half, then every question."""
    console = stdout()
    asked = f"{len(found.questions)} resolved questions, {found.draws:,} draws"
    console.print(Text(f"{found.scenario}: {asked}", style="bold"))
    means = table()
    means.add_column("who answers", overflow="fold")
    for heading in ("Brier score", "± se", "log score", "± se"):
        means.add_column(heading, justify="right", no_wrap=True)
    for each in found.means:
        cells = [f"{each.brier:.4f}", f"{each.log_score:.4f}"]
        errors = [f"{e:.4f}" if e else "" for e in (each.brier_se, each.log_se)]
        means.add_row(plain(each.name), cells[0], errors[0], cells[1], errors[1])
    console.print(means)
    rows = table()
    rows.add_column("question", overflow="fold", ratio=1)
    rows.add_column("answer", no_wrap=True)
    for heading in ("probability", "± se", "persistence", "Brier", "log"):
        rows.add_column(heading, justify="right", no_wrap=True)
    for q in found.questions:
        said = NOT_KNOWN if q.note else percent(q.probability, q.se)
        rows.add_row(
            plain(q.ask),
            "yes" if q.answer else "no",
            said,
            "" if q.note else f"{100 * q.se:.1f}",
            f"{100 * q.persistence:.0f} %",
            f"{q.brier:.3f}",
            f"{q.log_score:.3f}",
        )
    console.print(rows)
    console.print(
        "Lower is better; ± is the error of playing finitely many runs, not of having one war."
    )
    for q in found.questions:
        if q.note:
            tell(f"{q.id}: {q.note}")
    if found.open:
        tell(f"not scored, for their answer is not known: {', '.join(found.open)}")
