"""Tables of arms beside the baseline, and of what levers change."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from contingent.console.out import NOT_KNOWN, plain, stdout, table
from contingent.questions.percent import LEGEND as BOUNDS
from contingent.questions.percent import percent

if TYPE_CHECKING:
    from rich.console import Console

    from contingent.analysis.compare import ArmContrasts, Comparison, Contrast
    from contingent.console.front import Front

BESIDE = 3
"""Arms that fit beside the baseline in one table."""

LEGEND = (
    "± standard error, from pairs of equal luck. now yes, now no: pairs in which it comes true by "
    "the change, or no longer does. unpaired: runs of each arm that would be as exact without "
    "pairs."
)
"""Said under the tables of a comparison."""

DIFFERENCE = (
    "difference ± its standard error, from pairs of equal luck (of those that met its condition in "
    "both, where a question has one)"
)
"""Said above the tables of a run."""

SAME = "no change"
"""Said where the outcome is the same in both runs of every pair."""


def print_arms(
    console: Console, baseline: dict[str, Any], others: Sequence[Any], draws: int, front: Front
) -> None:
    """Print the answers of arms beside those of the baseline, with the paired difference."""
    asked = baseline["questions"]
    some = front.pick(asked, lambda q: q["id"])
    for arm in others:
        console.print(plain(f"{arm['id']}: {arm['title']}"))
    console.print(Text(DIFFERENCE, style="dim"))
    for first in range(0, len(others), BESIDE):
        arms = others[first : first + BESIDE]
        rows = [
            (q["ask"], _answer(q), [_cell(arm, "questions", i, q["id"], draws) for arm in arms])
            for i, q in ((i, asked[i]) for i in some)
        ]
        console.print(_beside("question", arms, rows))
        front.tell_of_rest(console, len(asked) - len(some))
        rows = [
            (name, _percent(p, draws), [_cell(arm, "endings", name, name, draws) for arm in arms])
            for name, p in baseline["endings"].items()
        ]
        console.print(_beside("how it stands at the end", arms, rows))
    if any(p in (0, 1) for arm in (baseline, *others) for p in _shares(arm, some)):
        console.print(BOUNDS, style="dim", highlight=False)


def _shares(arm: dict[str, Any], some: Sequence[int]) -> Iterator[float]:
    yield from (arm["questions"][i]["probability"] for i in some)
    yield from arm["endings"].values()


def _percent(p: float, draws: int) -> str:
    return NOT_KNOWN if math.isnan(p) else percent(p, draws=draws)


def _answer(question: dict[str, Any]) -> str:
    """Return the probability of a question, unless its condition was never met."""
    return NOT_KNOWN if "note" in question else percent(question["probability"], question["se"])


def _cell(arm: dict[str, Any], group: str, key: Any, name: str, draws: int) -> str:
    found = arm[group][key]
    p = _answer(found) if group == "questions" else _percent(found, draws)
    change = arm.get("differences", {}).get(group, {}).get(name, {})
    if "difference" not in change:
        return p
    points = SAME if change["identical"] else _points(change["difference"], change["se"])
    of = f" (of {change['of_runs']:,})" if "of_runs" in change else ""
    return f"{p}  {points}{of}"


def _points(difference: float, se: float) -> str:
    """Return a difference of probabilities with its error, in percentage points."""
    return f"{100 * difference:+.1f} ± {100 * se:.1f}"


def _beside(heading: str, arms: Sequence[Any], rows: Sequence[tuple[str, str, list[str]]]) -> Any:
    shown = table()
    shown.add_column(heading, overflow="fold", ratio=1)
    shown.add_column("baseline", justify="right", no_wrap=True)
    for arm in arms:
        shown.add_column(plain(arm["id"]), justify="right", overflow="fold")
    for text, p, cells in rows:
        shown.add_row(plain(text), p, *cells)
    return shown


def print_comparison(comparison: Comparison, front: Front) -> None:
    """Print every arm against the baseline: the questions in front, endings and costs."""
    console = stdout()
    runs = comparison.draws * comparison.replicates
    console.print(plain(f"{comparison.title}, {runs:,} pairs of runs"), style="bold")
    for arm in comparison.arms:
        console.print(plain(f"{arm.id}: {arm.title}"), style="bold")
        asked = arm.of("question")
        some = front.pick(asked, lambda contrast: contrast.id)
        console.print(_contrasts([asked[i] for i in some], "question"))
        rest = [contrast for i, contrast in enumerate(asked) if i not in some]
        changed = sum(bool(c.paired.n) and c.paired.clear for c in rest)
        front.tell_of_rest(console, len(rest), f", {changed} of them changed beyond two errors")
        console.print(_contrasts(arm.of("ending"), "how it stands at the end"))
        console.print(_costs(arm))
    console.print(f"{LEGEND} {BOUNDS}", style="dim", highlight=False)


def _contrasts(contrasts: Sequence[Contrast], what: str) -> Any:
    shown = table()
    shown.add_column(what, overflow="fold", ratio=1)
    for heading in (
        "baseline",
        "arm",
        "difference",
        "95 % interval",
        "now yes",
        "now no",
        "unpaired",
    ):
        shown.add_column(heading, justify="right", no_wrap=True)
    for contrast in contrasts:
        shown.add_row(plain(contrast.said), *_row(contrast))
    return shown


def _row(contrast: Contrast) -> Iterator[str]:
    found = contrast.paired
    yield _percent(contrast.baseline, found.draws)
    yield _percent(contrast.arm, found.draws)
    if not found.n:
        yield from (NOT_KNOWN, "", "", "", "")
        return
    yield SAME if found.identical else _points(found.difference, found.se)
    yield f"{100 * found.low:+.1f} to {100 * found.high:+.1f}"
    yield f"{100 * found.turned_on:.1f} %"
    yield f"{100 * found.turned_off:.1f} %"
    yield _count(contrast.unpaired_runs)


def _costs(arm: ArmContrasts) -> Any:
    shown = table()
    shown.add_column("cost in lives, mean over the runs", overflow="fold", ratio=1)
    for heading in ("baseline", "arm", "difference", "95 % interval", "unpaired"):
        shown.add_column(heading, justify="right", no_wrap=True)
    for contrast in arm.of("cost"):
        found = contrast.paired
        known = (
            SAME if found.identical else f"{found.difference:+,.0f} ± {found.se:,.0f}",
            f"{found.low:+,.0f} to {found.high:+,.0f}",
            _count(contrast.unpaired_runs),
        )
        means = (f"{contrast.baseline:,.0f}", f"{contrast.arm:,.0f}")
        cells = (*means, *known) if found.n else (NOT_KNOWN, "", "", "", "")
        shown.add_row(plain(contrast.text), *cells)
    return shown


def _count(runs: int | None) -> str:
    return "" if runs is None else f"{float(f'{runs:.2g}'):,.0f}"
