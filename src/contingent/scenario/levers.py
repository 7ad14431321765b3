"""Levers: named changes to a scenario, each with the reason why it is conceivable."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from contingent.scenario.changes import Change, ChangeShape
from contingent.scenario.origins import PASSED_ON, origin_schema, read_origin
from contingent.scenario.problems import show
from contingent.scenario.quantity import Origin
from contingent.scenario.records import Field, Items, Record
from contingent.scenario.shapes import Schema, Text
from contingent.scenario.spot import INVALID, Invalid, Spot

BASELINE = "baseline"
"""Name of the arm without any lever; no lever may have it."""

JOIN = "+"
"""Stands between levers that are pulled together."""

_ID = re.compile(r"[a-z][a-z0-9_-]{0,59}")


@dataclass(frozen=True, kw_only=True)
class Lever:
    """A named change to the scenario.

    Attributes
    ----------
    id, title : str
        Its name, and what it does in words.
    origin : Origin
        Why it is conceivable.
    changes : tuple of Change
        What it does, in order.
    """

    id: str
    title: str
    origin: Origin
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class _LeverId:
    """The id of a lever: as other ids, and it may hold underscores."""

    def read(self, spot: Spot) -> str | Invalid:
        if not isinstance(spot.value, str) or not _ID.fullmatch(spot.value):
            return spot.complain(
                f"{show(spot.value)} is not an id of a lever; use a-z, 0-9, hyphens and "
                "underscores, a letter first, at most 60"
            )
        if spot.value == BASELINE:
            return spot.complain(f"{BASELINE} is the arm without levers; choose another id")
        return spot.value

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_ID.pattern}$"}


FIELDS = {
    "id": Field(_LeverId(), "short name of the lever"),
    "title": Field(Text(300), "what it does, in words"),
    "changes": Field(Items(ChangeShape(), least=1, most=200), "what it changes, in order"),
}


@dataclass(frozen=True)
class LeverShape:
    """How a lever is written."""

    def read(self, spot: Spot) -> Lever | Invalid:
        """Return the lever."""
        record: Record[dict[str, Any]] = Record("lever", dict, {**FIELDS, **PASSED_ON})
        read = record.read(spot)
        if isinstance(read, Invalid):
            return INVALID
        origin = read_origin(spot)
        if isinstance(origin, Invalid):
            return INVALID
        return Lever(**{name: read[name] for name in FIELDS}, origin=origin)

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        own = {k: {"description": f.doc, **f.shape.schema()} for k, f in FIELDS.items()}
        return {
            "type": "object",
            "properties": {**own, **origin_schema()},
            "required": list(FIELDS),
            "additionalProperties": False,
        }
