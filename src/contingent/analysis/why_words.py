"""The chain of an account of causes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contingent.analysis.names import amount
from contingent.analysis.partings import ORDERS, START

if TYPE_CHECKING:
    from contingent.analysis.why import Step, Why

WORDS = {
    "people": "people held",
    "fighters": "fighters",
    "materiel": "materiel",
    "treasury": "treasury",
    "commitment": "patrons' commitment",
    "cohesion": "cohesion",
    "fallen": "fallen",
    "air": "aircraft",
    "foreign": "foreign men",
}
"""Names of the accounts for readers."""

UNITS = {
    "people": "points",
    "fighters": "fighters",
    "materiel": "million USD",
    "treasury": "million USD",
    "commitment": "rungs",
    "cohesion": "points",
    "fallen": "fighters",
    "air": "aircraft",
    "foreign": "fighters",
}
PERCENT = ("people", "cohesion")
"""Accounts that are shares, told in points of per cent."""

IN_PROPORTION = ("fighters", "materiel", "treasury", "fallen", "air", "foreign")
"""Accounts whose change is told in per cent too."""
MANIFOLD = 10
"""A change of so many times what was there is not told in per cent."""


def scale(account: str) -> float:
    """Return by what an account is multiplied to be in its unit for readers."""
    return 100.0 if account in PERCENT else 1.0


def size(account: str, difference: float, before: float) -> str:
    """Return a difference in words.

    Examples
    --------
    >>> size("materiel", 31.2, 104.0), size("people", -0.0212, 0.4)
    ('+31.2 million USD (+30 %)', '-2.12 points')
    """
    sign = "+" if difference >= 0 else "-"
    text = f"{sign}{amount(abs(difference) * scale(account))} {UNITS[account]}"
    if account in IN_PROPORTION and abs(difference) < MANIFOLD * before:
        text += f" ({100 * difference / before:+.0f} %)"
    return text


def chain(found: Why) -> tuple[str, ...]:
    """Return the chain, a sentence a step, and what became of the answer last."""
    if not found.chain:
        first = found.accounts[0]
        whose = f" of {found.names[first.focus]}" if first.focus else ""
        return (f"{WORDS[first.name]}{whose}: no difference that can be told from chance.",)
    lines = []
    for number, at in enumerate(found.chain):
        step = found.steps[at]
        why = _root(step, found) if not number else f"{step.says} ({step.entered})"
        lines.append(
            f"{'→ ' if number else ''}since {step.parted}: {found.names[step.faction]}, "
            f"{WORDS[step.account]}: {why}; {size(step.account, step.difference, step.before)} "
            f"by {step.largest}, most of it by {_said(step.cause)}."
        )
    if found.answer is not None and found.answer.n:
        change = found.answer
        lines.append(
            f"→ {found.date}: {found.ask} {100 * found.before:.1f} % → {100 * found.after:.1f} % "
            f"({100 * change.difference:+.1f} ± {100 * change.se:.1f})"
        )
    return tuple(lines)


def _root(step: Step, found: Why) -> str:
    """Return where a chain begins."""
    if step.entered == ORDERS:
        return "ordered by the lever"
    if step.entered == START:
        return "set by the lever" if found.arm else "so drawn, before the first day"
    return f"entered through {step.entered}, and nothing earlier in the books accounts for it"


def _said(cause: str) -> str:
    return {START: "what was there at the start", ORDERS: "the orders"}.get(cause, cause)
