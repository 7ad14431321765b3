"""The chain of an account of causes in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from contingent.analysis.names import amount
from contingent.analysis.partings import ORDERS, START
from contingent.analysis.prose import say_day

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
NO_TITLES: Mapping[str, str] = MappingProxyType({})

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


def chain(found: Why, titles: Mapping[str, str] = NO_TITLES) -> tuple[str, ...]:
    """Return the chain, a sentence a step, and what became of the answer last.

    Parameters
    ----------
    found : Why
    titles : dict of str to str, optional
        What mechanisms are called, where not by their names.
    """
    if not found.chain:
        first = found.accounts[0]
        whose = f" of {found.names[first.focus]}" if first.focus else ""
        return (f"{WORDS[first.name]}{whose}: no difference that can be told from chance.",)
    lines = []
    for number, at in enumerate(found.chain):
        step = found.steps[at]
        why = (
            _root(step, found, titles)
            if not number
            else f"{step.says} ({titles.get(step.entered, step.entered)})"
        )
        lines.append(
            f"{'→ ' if number else ''}since {say_day(step.parted)}: {found.names[step.faction]}, "
            f"{WORDS[step.account]}: {why}; {size(step.account, step.difference, step.before)} "
            f"by {say_day(step.largest)}, most of it by {_said(step.cause, titles)}."
        )
    if found.answer is not None and found.answer.n:
        change = found.answer
        lines.append(
            f"→ {say_day(found.date)}: {found.ask} "
            f"{100 * found.before:.1f} % → {100 * found.after:.1f} % "
            f"({100 * change.difference:+.1f} ± {100 * change.se:.1f})"
        )
    return tuple(lines)


def _root(step: Step, found: Why, titles: Mapping[str, str]) -> str:
    """Return where a chain begins."""
    if step.entered == ORDERS:
        return "ordered by the lever"
    if step.entered == START:
        return "set by the lever" if found.arm else "so drawn, before the first day"
    entered = titles.get(step.entered, step.entered)
    return f"entered through {entered}, and nothing earlier in the books accounts for it"


def _said(cause: str, titles: Mapping[str, str]) -> str:
    return {START: "what was there at the start", ORDERS: "the orders"}.get(
        cause, titles.get(cause, cause)
    )
