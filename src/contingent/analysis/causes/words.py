"""The accounts of the ledger in words, and changes of them in their units."""

from __future__ import annotations

from contingent.analysis.names import amount

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
    "commitment": "rungs (sum over patrons)",
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
