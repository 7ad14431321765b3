"""What the ledger of causes follows, in names that can be had without the engine."""

from __future__ import annotations

MEN, TROOPS, STRIKES_BASED, STRIKES_OWN = range(4)
"""Kinds of foreign help: advisers and mercenaries, soldiers, aircraft that need a base, others."""

ACCOUNTS = (
    "people",
    "fighters",
    "materiel",
    "treasury",
    "commitment",
    "cohesion",
    "fallen",
    "air",
    "foreign",
)
"""What the ledger of causes follows: shares and stocks of each faction, patrons' aircraft and men
that serve it among them."""

HELP = {"air": (STRIKES_BASED, STRIKES_OWN), "foreign": (MEN, TROOPS)}
"""Kinds of foreign help that count in an account."""
