"""What the command line prints of the value of claims."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.text import Text

from contingent.console.out import plain, stdout, table
from contingent.questions.percent import percent
from contingent.questions.terms import term
from contingent.report.words import counted

if TYPE_CHECKING:
    from contingent.analysis.claims import ClaimValue, Value
    from contingent.analysis.paired import Paired

UNCLEAR = "not distinguishable"


def print_value(value: Value) -> None:
    """Print the claims in the order in which they should be checked."""
    console, p = stdout(), value.probability
    answer = f"{percent(p, value.se)} ± {100 * value.se:.1f}, {term(p)}, {value.draws:,} draws"
    console.print(Text.assemble((value.ask or value.question, "bold"), f"  {answer}"))
    shown = table()
    shown.add_column("claim", overflow="fold", ratio=1)
    for heading in ("true in", "if true", "if false", "difference"):
        shown.add_column(heading, justify="right", no_wrap=True)
    shown.add_column("gain in bits", justify="right", no_wrap=True)
    shown.add_column("in Brier score", justify="right", no_wrap=True)
    if value.flips:
        shown.add_column(f"effect of turning it, {value.flips} draws", justify="right")
    for each in value.moving:
        effect = [_effect(each.effect)] if value.flips else []
        shown.add_row(plain(each.claim), *_worth(each), *effect)
    console.print(shown)
    console.print(_counts(value), style="dim", highlight=False)


def _counts(value: Value) -> str:
    """Return how many claims were weighed, how many could not be, and what differences mean."""
    moving, tried = len(value.moving), len(value.tried)
    idle = len(value.claims) - moving
    clear = sum(each.clear for each in value.moving)
    said = f"{counted(moving, 'claim', 'claims')} can move the scenario"
    if moving > tried:
        rare = counted(moving - tried, "is", "are")
        said += f"; {rare} true, or false, in too few draws to tell"
    if idle:
        said += f"; {counted(idle, 'more moves', 'more move')} nothing and {_be(idle)} not shown"
    return (
        f"{said}. Of {tried:,}, {clear} stand{'s' if clear == 1 else ''} out by two errors; about "
        f"{value.by_chance:.1f} would if none mattered. Differences are between worlds in which "
        "the claim is true and those in which it is not: right for what to check first."
    )


def _be(n: int) -> str:
    return "is" if n == 1 else "are"


def _worth(each: ClaimValue) -> list[str]:
    found = each.worth
    share = "" if math.isnan(found.share) else f"{100 * found.share:.0f} %"
    sides = ["" if math.isnan(p) else f"{100 * p:.1f} %" for p in (found.true, found.false)]
    if not found.enough:
        return [share, *sides, "too few draws", "", ""]
    difference = f"{100 * found.difference:+.1f} ± {100 * found.se:.1f}"
    if not each.clear:
        return [share, *sides, difference, UNCLEAR, ""]
    return [
        share,
        *sides,
        difference,
        f"{found.bits:.4f} ± {found.bits_se:.4f}",
        f"{found.brier:.4f} ± {found.brier_se:.4f}",
    ]


def _effect(effect: Paired | None) -> str:
    if effect is None or not effect.n:
        return ""
    said = f"{100 * effect.difference:+.1f} ± {100 * effect.se:.1f}"
    return said if effect.clear else f"{said}, {UNCLEAR}"
