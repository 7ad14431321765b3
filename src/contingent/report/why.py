"""The section on causes: what each mechanism did to the difference that a lever makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.report import what_if
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

MASS = ("people", "materiel", "treasury", "commitment", "cohesion")
"""Accounts of which there is less, not fewer."""

MOST = 12
"""Contributions shown of each account; those that are not clear of chance are left out."""


def section(view: View) -> dict[str, Any] | None:
    """Return the ledger of causes of the strongest arm, or else of the answer; None without one."""
    from contingent.analysis.stored_why import why_of
    from contingent.analysis.why_words import chain

    lever = what_if.strongest(view)
    try:
        found = view.found("why", why_of, lever)
    except UserError:  # no ledgers, or an event of every world or of none
        return None
    if not found.accounts:
        return None
    titles = {m["name"]: m["title"] for m in view.result.model.get("mechanisms", [])}
    what = f"{found.title}: from {percent(found.before)} to {percent(found.after)}"
    return {
        "heading": what if lever else _heading(found, titles),
        "ask": found.ask,
        "lever": found.title if lever else None,
        "runs": found.runs,
        "chain": [step.removeprefix("→ ") for step in chain(found, titles)],
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


def _heading(found: Why, titles: dict[str, str]) -> str:
    """Return how the worlds in which it happens differ, in few words."""
    said = _difference(found, titles)
    if said is None:
        return "What set the worlds apart in which it happens"
    return f"Where it happens, {', '.join(said)}"


def _sentence(found: Why, titles: dict[str, str]) -> str | None:
    """Return the same for the head of the page; None where no cause stands out."""
    said = _difference(found, titles)
    if said is None:
        return None
    more, through = said
    return (
        f"In the worlds in which it happens, {more} by {day(found.date)} than in the others, "
        f"{through}."
    )


def _difference(found: Why, titles: dict[str, str]) -> tuple[str, str] | None:
    """Return by how much the first account differs, and through what; None if nothing is clear."""
    from contingent.analysis.why_words import scale

    account = found.accounts[0]
    totals = [t for t in account.totals if t.clear and account.focus in (None, t.faction)]
    if not totals:
        return None
    total = max(totals, key=lambda t: abs(t.difference))
    causes = [
        entry
        for entry in account.entries
        if entry.clear
        and entry.cause in titles
        and entry.faction == total.faction
        and entry.difference * total.difference > 0
    ]
    if not causes:
        return None
    factor = scale(account.name)

    def size(entry: Entry) -> str:
        return number(factor * abs(entry.difference))

    through = " and ".join(f"{titles[entry.cause]} ({size(entry)})" for entry in causes[:2])
    verb, what = HAVING[account.name]
    less = "less" if account.name in MASS else "fewer"
    what = what.format(more="more" if total.difference > 0 else less)
    part = sum(entry.difference for entry in causes[:2]) / total.difference
    how = "most of it through" if part > 0.5 else "above all through"
    return f"{found.names[total.faction]} {verb} {size(total)} {what}", f"{how} {through}"
