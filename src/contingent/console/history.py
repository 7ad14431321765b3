"""Tables of how well past wars were predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from contingent.console.out import plain, stdout, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from contingent.history.score_table import Scorecard
    from contingent.history.scorecard import Panel


READING = (
    "Lower is better. [95 % intervals over conflicts]; * differences that leave zero out. In "
    "bands: how many bins of forecasts have shares that luck explains, and how often luck strays "
    "as far."
)


def print_scorecard(found: Scorecard) -> None:
    """Print the scores of each part of the table, then who is better than whom."""
    from contingent.history.scorecard import OF_DURATIONS, OF_OUTCOMES

    console = stdout()
    for each in found.panels:
        sizes = f"{each.rows:,} episodes, {each.conflicts} conflicts, {each.countries} countries"
        console.print(Text(f"{each.rows_are}: {sizes}", style="bold"))
        for measures in (OF_OUTCOMES, OF_DURATIONS):
            if any(measures[0] in marks.scores for marks in each.marks):
                console.print(_scores(each, measures))
                console.print(_differences(each, measures))
                console.print()
    for note in (READING, *found.notes):
        console.print(plain(note))


def _scores(panel: Panel, measures: Sequence[str]) -> Table:
    shown = _columns("who predicts", measures)
    bands = "log_loss" in measures
    if bands:
        shown.add_column("in bands", justify="right", no_wrap=True)
    for marks in panel.marks:
        if measures[0] not in marks.scores:
            continue
        cells = [str(marks.scores[m]) if m in marks.scores else "" for m in measures]
        if bands:
            kept = marks.reliability
            cells.append(f"{kept.inside} of {len(kept.bins)}, p {kept.p:.2g}" if kept else "")
        shown.add_row(plain(marks.name), *cells, style="" if marks.baseline else "bold")
    return shown


def _differences(panel: Panel, measures: Sequence[str]) -> Table:
    shown = _columns("difference", measures)
    by_pair: dict[tuple[str, str], dict[str, str]] = {}
    for each in panel.differences:
        d = each.difference
        mark = " *" if d.clear else "  "
        said = f"{d.value:+.3f} [{d.low:+.3f}, {d.high:+.3f}]{mark}"
        if each.measure in measures:
            by_pair.setdefault((each.name, each.beside), {})[each.measure] = said
    for (name, beside), cells in by_pair.items():
        row = (cells.get(measure, "") for measure in measures)
        shown.add_row(plain(f"{name} − {beside}"), *row)
    return shown


def _columns(first: str, measures: Sequence[str]) -> Table:
    from contingent.history.scorecard import MEASURES

    shown = table()
    shown.add_column(first, overflow="fold")
    for measure in measures:
        shown.add_column(MEASURES[measure], justify="right", no_wrap=True)
    return shown
