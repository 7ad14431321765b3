"""The section on causes: what each mechanism did to the difference between worlds, or arms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contingent.report.sections import what_if
from contingent.report.words import counted, day, number, percent, sentence
from contingent.scenario.problems import UserError

if TYPE_CHECKING:
    from contingent.analysis.causes.why import Entry, Why
    from contingent.report.sections.view import View

ABOUT = {
    "people": ("the share of the people held by {side}", "points"),
    "fighters": ("the number of fighters of {side}", ""),
    "materiel": ("the worth of the arms of {side}", "million USD"),
    "treasury": ("the money in the war chest of {side}", "million USD"),
    "commitment": ("foreign commitment to {side}, summed over patrons,", "rungs"),
    "cohesion": ("the cohesion of {side}", "points"),
    "fallen": ("the number of fighters lost by {side}", ""),
    "air": ("the number of aircraft of {side}", ""),
    "foreign": ("the number of foreign men with {side}", ""),
}
"""What is said of an account, and its unit. The verb that follows need not know whether a side's
name is a plural."""

SURE = 3.0
"""Standard errors by which a cause must stand clear. Some thirty are looked at in an account, of
which chance alone takes one beyond two errors as a rule, and beyond three hardly ever."""

FEWEST = 20
"""Worlds of either kind without which even the errors say nothing."""

PART = 0.1
"""Part of a difference that is worth the mention of a second cause."""

MOST = 12
"""Contributions shown of each account; those that are not clear of chance are left out."""


def section(view: View) -> dict[str, Any] | None:
    """Return the books of worlds of either answer, and of the strongest arm; None without any."""
    titles = _titles(view)
    found, lever = view.causes, _of_lever(view)
    parts = []
    if found is not None and found.accounts and _enough(found):
        parts.append(_apart(found, titles))
    if lever is not None and lever.accounts:
        parts.append(_changed(lever, titles))
    return {"parts": parts} if parts else None


def in_short(view: View) -> str:
    """Return why the answer is what it is, or why nothing can be said, for the head of the page."""
    found = view.causes
    if found is None:
        return (
            "Causes cannot be told apart: of the worlds whose books were kept, too few differ in "
            "the answer."
        )
    said = _difference(found, _titles(view)) if _enough(found) else None
    if said is not None:
        return said.whole
    return f"Too few worlds to tell: {_counts(found)}, and no cause stands clear of chance."


def _titles(view: View) -> dict[str, str]:
    return {m["name"]: m["title"] for m in view.result.model.get("mechanisms", [])}


def _of_lever(view: View) -> Why | None:
    """Return what the strongest arm did; None without arms, or books."""
    from contingent.analysis.causes.stored import why_of

    lever = what_if.strongest(view)
    try:
        return view.found("why", why_of, lever) if lever else None
    except UserError:  # no ledgers, or an event of every world or of none
        return None


def _enough(found: Why) -> bool:
    return min(found.runs) >= FEWEST


def _counts(found: Why) -> str:
    without, having = found.runs
    worlds = counted(without + having, "world", "worlds")
    return f"of {worlds} whose books were kept it happens in {having:,}"


def _apart(found: Why, titles: dict[str, str]) -> dict[str, Any]:
    """Return how worlds of either answer differ."""
    said = _difference(found, titles)
    return {
        "heading": f"What sets the worlds apart in which it happens: {said.cause}"
        if said
        else "No cause stands clear of chance",
        "lead": [said.whole] if said else [],
        "about": "Worlds in which the answer to the main question is yes, set against the others: "
        f"{_counts(found)}.",
        **_books(found, titles),
    }


def _changed(found: Why, titles: dict[str, str]) -> dict[str, Any]:
    """Return what a lever did."""
    pairs = counted(found.runs[0], "pair", "pairs")
    before, after = (percent(p, found.runs[0]) for p in (found.before, found.after))
    return {
        "heading": f"How it acts: {found.title}",
        "lead": [],
        "about": f"What the change did, entered in the books of every mechanism, in the {pairs} of "
        f"worlds whose books were kept. In these the main answer goes from {before} "
        f"to {after}; the figures over all worlds stand under What if.",
        **_books(found, titles),
    }


def _books(found: Why, titles: dict[str, str]) -> dict[str, Any]:
    from contingent.analysis.causes.why import chain

    steps = [sentence(step.removeprefix("→ ")) for step in chain(found, titles)]
    steps = [re.sub(r"(?<![\w–])-(?=\d)", "−", step) for step in steps]
    return {
        # a single step says no more than the difference itself
        "chain": steps if len(steps) > 1 else [],
        "accounts": [_account(account, found.names, titles) for account in found.accounts],
    }


def _account(account: Any, names: dict[str, str], titles: dict[str, str]) -> dict[str, Any]:
    from contingent.analysis.causes.words import UNITS, WORDS, scale

    factor = scale(account.name)

    def row(entry: Any) -> dict[str, Any]:
        return {
            "cause": titles.get(entry.cause, entry.cause),
            "faction": names[entry.faction],
            "difference": f"{factor * entry.difference:+.3g}".replace("-", "−"),
            "se": f"{factor * entry.se:.2g}",
        }

    return {
        "name": WORDS[account.name],
        "unit": UNITS[account.name],
        "rows": [row(entry) for entry in account.entries if _sure(entry)][:MOST],
        "totals": [row(entry) for entry in account.totals],
    }


@dataclass(frozen=True)
class Said:
    """What sets worlds apart.

    Attributes
    ----------
    cause : str
        The causes, in few words.
    whole : str
        A sentence with sizes and errors.
    """

    cause: str
    whole: str


def _sure(entry: Entry) -> bool:
    return abs(entry.difference) > SURE * entry.se


def _difference(found: Why, titles: dict[str, str]) -> Said | None:
    """Return by how much the first account differs, and through what; None if nothing is clear."""
    account = found.accounts[0]
    totals = [t for t in account.totals if _sure(t) and account.focus in (None, t.faction)]
    if not totals:
        return None
    total = max(totals, key=lambda t: abs(t.difference))
    causes = [
        entry
        for entry in account.entries
        if _sure(entry)
        and entry.cause in titles
        and entry.faction == total.faction
        and entry.difference / total.difference >= PART
    ]
    if not causes:
        return None
    return _said(found, account.name, total, causes[:2], titles)


def _said(
    found: Why, account: str, total: Entry, causes: list[Entry], titles: dict[str, str]
) -> Said:
    from contingent.analysis.causes.words import scale

    factor = scale(account)

    def size(entry: Entry) -> str:
        value, se = factor * abs(entry.difference), factor * entry.se
        # no more digits for the error than for what it belongs to
        whole = value >= 10 > se >= 0.95
        return f"{number(value)} ± {f'{se:.0f}' if whole else number(se)}"

    what, unit = ABOUT[account]
    side = what.format(side=found.names[total.faction])
    more = "higher" if total.difference > 0 else "lower"
    through = " and ".join(f"{size(entry)} through {titles[entry.cause]}" for entry in causes)
    return Said(
        " and ".join(titles[entry.cause] for entry in causes),
        f"Where it happens, {side} is {' '.join(filter(None, [size(total), unit, more]))} by "
        f"{day(found.date)} than in the other worlds: {through}.",
    )
