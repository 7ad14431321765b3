"""Changes: what a claim, if true, or a lever does to the scenario (charter §4).

Only the form is checked here; whether the path leads anywhere is checked against the world.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from contingent.scenario.names import nearest
from contingent.scenario.problems import show
from contingent.scenario.shapes import Day, Schema
from contingent.scenario.spot import INVALID, Invalid, Spot

OPERATIONS = {
    "set": "becomes this",
    "scale": "is multiplied by this",
    "add": "this is added to it; may be negative",
    "at_least": "is raised to this where it is lower",
    "at_most": "is lowered to this where it is higher",
    "enable": "a switch is true or false",
}
"""What a change can do, with its value."""
KEYS = {
    "quantity": "path of what changes, as factions.red.treasury",
    "from": "first day on which it holds; without dates the change is made before the run begins",
    "to": "last day on which it holds",
}
"""What a change says beside its operation."""

_PATH = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*")
_WORD = re.compile(r"[a-z][a-z0-9_-]*")
_LARGEST = 1e15


@dataclass(frozen=True)
class Change:
    """One change of one quantity or switch.

    Attributes
    ----------
    quantity : str
        Path, for example ``patrons.russia.commitment.lna``.
    operation : str
        One of `OPERATIONS`.
    value : float, bool or str
        A number, true or false, or a word such as a rung.
    since, until : date or None
        Days between which it acts (keys ``from`` and ``to``); None for always.
    """

    quantity: str
    operation: str
    value: float | bool | str
    since: date | None = None
    until: date | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The parts of the path."""
        return tuple(self.quantity.split("."))


@dataclass(frozen=True)
class ChangeShape:
    """How a change is written."""

    def read(self, spot: Spot) -> Change | Invalid:
        """Return the change."""
        if not isinstance(spot.value, dict):
            return spot.expect("a change: {quantity: PATH, set: VALUE}")
        before = len(spot.problems)
        known = (*KEYS, *OPERATIONS)
        for key in spot.value:
            if key not in known:
                spot.child(key).complain(f"unknown key {show(key)}{nearest(key, known)}")
        if len(spot.problems) > before:
            return INVALID
        path = _read_path(spot)
        operations = [key for key in spot.value if key in OPERATIONS]
        if len(operations) != 1:
            has = " and ".join(operations) if operations else "none"
            return spot.complain(f"needs exactly one of {', '.join(OPERATIONS)}; it has {has}")
        value = _read_value(spot.child(operations[0]), operations[0])
        days = [Day().read(spot.child(k)) if k in spot.value else None for k in ("from", "to")]
        since, until = days
        if isinstance(since, date) and isinstance(until, date) and since > until:
            spot.child("to").complain(f"{until} is before from {since}")
        if (
            len(spot.problems) > before
            or isinstance(path, Invalid)
            or isinstance(value, Invalid)
            or isinstance(since, Invalid)
            or isinstance(until, Invalid)
        ):
            return INVALID
        return Change(path, operations[0], value, since, until)

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        value = {"type": ["number", "boolean", "string"]}
        return {
            "type": "object",
            "properties": {
                "quantity": {
                    "description": KEYS["quantity"],
                    "type": "string",
                    "pattern": f"^{_PATH.pattern}$",
                },
                **{name: {"description": does, **value} for name, does in OPERATIONS.items()},
                **{key: {"description": KEYS[key], **Day().schema()} for key in ("from", "to")},
            },
            "required": ["quantity"],
            "oneOf": [{"required": [key]} for key in OPERATIONS],
            "additionalProperties": False,
        }


def _read_path(spot: Spot) -> str | Invalid:
    if "quantity" not in spot.value:
        return spot.complain('key "quantity" is missing: the path of what changes')
    path = spot.value["quantity"]
    if not isinstance(path, str) or not _PATH.fullmatch(path) or len(path) > 200:
        return spot.child("quantity").expect("a path, as factions.red.treasury")
    return path


def _read_value(spot: Spot, operation: str) -> float | bool | str | Invalid:
    value = spot.value
    if operation == "enable":
        return value if isinstance(value, bool) else spot.expect("true or false")
    if operation in ("scale", "add"):
        return spot.number(0.0 if operation == "scale" else -_LARGEST, _LARGEST)
    if isinstance(value, bool) and operation == "set":
        return value
    if isinstance(value, str) and _WORD.fullmatch(value):
        return value
    return spot.number(-_LARGEST, _LARGEST)
