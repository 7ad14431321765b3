"""The table of what each mechanism does to the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from contingent.console.out import plain, print_whole, stdout, table
from contingent.questions.percent import percent
from contingent.report.ablation import people, points

if TYPE_CHECKING:
    from contingent.analysis.ablation import Ablation

WIDTH = 16
"""Columns that the largest change takes with its error and its star."""


def print_ablation(ablation: Ablation) -> None:
    """Print what leaving out each mechanism changes; a star marks what is beyond two errors."""
    shown, base = table(), ablation.baseline
    shown.add_column("without", no_wrap=True)
    for name in (*ablation.headline, "battle deaths"):
        shown.add_column(plain(name), justify="right", overflow="fold", min_width=WIDTH)
    before = (base[name] for name in ablation.headline)
    first = [f"{percent(each.probability, each.se)}  " for each in before]
    shown.add_row("(baseline)", *first, f"{ablation.deaths:,.0f}  ")
    for row in ablation.rows:
        cells = [_starred(points(row.changes[q]), row.changes[q].clear) for q in ablation.headline]
        shown.add_row(row.mechanism, *cells, _starred(people(row.deaths), row.deaths.clear))
    console = stdout()
    print_whole(shown)
    console.print("Points of percent ± standard error; * beyond two errors.", highlight=False)


def _starred(text: str, clear: bool) -> Text:
    return Text(f"{text} *", style="bold") if clear else Text(f"{text}  ")
