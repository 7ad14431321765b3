"""What each mechanism does, as a table in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contingent.analysis.ablation import Ablation, Without
    from contingent.analysis.paired import Paired

SAME = "the same"
"""Said where no run of the arm differs from its twin."""


def points(change: Paired) -> str:
    """Return a change of a probability, in points of percent."""
    if not change.n:
        return "not known"
    if change.identical:
        return SAME
    return f"{100 * change.difference:+.1f} ± {100 * change.se:.1f}"


def people(change: Paired) -> str:
    """Return a change of a number of people."""
    if not change.n:
        return "not known"
    return SAME if change.identical else f"{change.difference:+,.0f} ± {change.se:,.0f}"


def markdown(ablation: Ablation) -> str:
    """Return the table with what a reader needs to understand it."""
    base = ablation.baseline
    head = ["without", *(f"`{name}`" for name in ablation.headline), "battle deaths", "moves most"]
    first = ["*(baseline)*", *(f"{100 * base[q].probability:.1f} %" for q in ablation.headline)]
    lines = [
        _explained(ablation),
        "",
        _line(head),
        _line(["---", *("---:" for _ in head[2:]), "---"]),
        _line([*first, f"{ablation.deaths:,.0f}", ""]),
        *(_line(_cells(row, ablation.headline)) for row in ablation.rows),
        "",
        *(f"- `{name}`: {ablation.asked[name]}" for name in ablation.headline),
    ]
    if ablation.interrupted:
        lines += ["", "Interrupted: mechanisms are missing."]
    return "\n".join(lines) + "\n"


def _explained(ablation: Ablation) -> str:
    return (
        f"{ablation.title}: change in points of percent when one mechanism is left out of every "
        f"step, ± one standard error. {ablation.draws:,} draws, the same worlds under the same "
        f"luck (seed {ablation.seed}). Bold: beyond two errors. *{SAME}*: in every run. *Moves "
        f"most*: of all {len(ablation.asked)} questions, the one moved furthest against its error."
    )


def _cells(row: Without, headline: tuple[str, ...]) -> list[str]:
    most = row.moves_most
    cells = [_bold(points(row.changes[q]), row.changes[q]) for q in headline]
    moved = f"`{most}` {_bold(points(row.changes[most]), row.changes[most])}"
    return [row.mechanism, *cells, _bold(people(row.deaths), row.deaths), moved]


def _bold(text: str, change: Paired) -> str:
    return f"**{text}**" if change.clear else text


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
