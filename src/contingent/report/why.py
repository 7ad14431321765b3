"""The section on causes: what each mechanism did to the difference that a lever makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.report.words import percent
from contingent.scenario.problems import UserError

if TYPE_CHECKING:
    from contingent.report.sections import View

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
    what = f"{found.title}: from {percent(found.before)} to {percent(found.after)}"
    return {
        "heading": what if lever else "What set the worlds apart in which it happens",
        "ask": found.ask,
        "lever": found.title if lever else None,
        "runs": found.runs,
        "chain": [step.removeprefix("→ ") for step in chain(found)],
        "accounts": [_account(account, found.names) for account in found.accounts],
    }


def _account(account: Any, names: dict[str, str]) -> dict[str, Any]:
    from contingent.analysis.why_words import UNITS, WORDS, scale

    factor = scale(account.name)

    def row(entry: Any) -> dict[str, Any]:
        return {
            "cause": entry.cause,
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
