"""The section on causes: what each mechanism did to the difference that a lever makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.report.words import day, number, percent
from contingent.scenario.problems import UserError

if TYPE_CHECKING:
    from contingent.analysis.why import Entry, Why
    from contingent.report.sections import View

HAVING = {
    "people": ("holds", "points {more} of the people"),
    "fighters": ("has", "{more} fighters"),
    "materiel": ("has arms worth", "million USD {more}"),
    "treasury": ("has", "million USD {more} in its war chest"),
    "commitment": ("has", "rungs {more} of foreign commitment"),
    "cohesion": ("has", "points {more} cohesion"),
    "fallen": ("has lost", "{more} fighters"),
    "air": ("has", "{more} aircraft"),
    "foreign": ("has", "{more} foreign men"),
}
"""What is said of a side that has more, or less, in an account."""

MOST = 12
"""Contributions shown of each account; those that are not clear of chance are left out."""


def section(view: View) -> dict[str, Any] | None:
    """Return the ledger of causes of the first arm, or of the first answer, if there is one."""
    from contingent.analysis.stored_why import why_of
    from contingent.analysis.why_words import chain

    lever = next(iter(view.result.arms[1:]), None)
    try:
        found = why_of(view.result, lever)
    except UserError:  # no ledgers, or an event of every world or of none
        return None
    if not found.accounts:
        return None
    titles = {m["name"]: m["title"] for m in view.result.model.get("mechanisms", [])}
    what = f"{found.title}: from {percent(found.before)} to {percent(found.after)}"
    return {
        "heading": what if lever else "What set the worlds apart in which it happens",
        "ask": found.ask,
        "lever": found.title if lever else None,
        "runs": found.runs,
        "chain": [step.removeprefix("→ ") for step in chain(found)],
        "accounts": [_account(account, found.names, titles) for account in found.accounts],
        "sentence": None if lever else _sentence(found, titles),
    }


def _account(account: Any, names: dict[str, str], titles: dict[str, str]) -> dict[str, Any]:
    from contingent.analysis.why_words import UNITS, WORDS, scale

    factor = scale(account.name)

    def row(entry: Any) -> dict[str, Any]:
        return {
            "cause": titles.get(entry.cause, entry.cause),
            "faction": names[entry.faction],
            "difference": factor * entry.difference,
            "se": factor * entry.se,
        }

    return {
        "name": WORDS[account.name],
        "unit": UNITS[account.name],
        "rows": [row(entry) for entry in account.entries if entry.clear][:MOST],
        "totals": [row(entry) for entry in account.totals],
    }


def _sentence(found: Why, titles: dict[str, str]) -> str | None:
    """Return the first account in a sentence; None where no cause stands out."""
    from contingent.analysis.why_words import scale

    account = found.accounts[0]
    totals = [t for t in account.totals if t.clear and account.focus in (None, t.faction)]
    if not totals:
        return None
    total = max(totals, key=lambda t: abs(t.difference))
    sign = 1 if total.difference > 0 else -1
    causes = [
        entry
        for entry in account.entries
        if entry.clear and entry.faction == total.faction and sign * entry.difference > 0
    ]
    causes = [entry for entry in causes if entry.cause in titles][:2]
    if not causes:
        return None
    factor = scale(account.name)

    def size(entry: Entry) -> str:
        return number(factor * abs(entry.difference))

    verb, what = HAVING[account.name]
    what = what.format(more="more" if sign > 0 else "less" if "points" in what else "fewer")
    through = " and ".join(f"{titles[entry.cause]} ({size(entry)})" for entry in causes)
    return (
        f"In the worlds in which it happens, {found.names[total.faction]} {verb} {size(total)} "
        f"{what} by {day(found.date)} than in the others, most of it through {through}."
    )
