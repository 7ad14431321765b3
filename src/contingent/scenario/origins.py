"""Where a number comes from: a source of the ledger, a claim, or a judgement with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contingent.scenario.dates import Period
from contingent.scenario.quantity import Origin
from contingent.scenario.records import Field, Items
from contingent.scenario.shapes import Past, Ref, Schema, Text
from contingent.scenario.spot import INVALID, Invalid, Spot

ORIGIN_KEYS = ("source", "claim", "judgement", "date")
_SOURCES = Items(Ref("source"), least=1, one_is_enough=True)
_CLAIMS = Items(Ref("claim"), least=1, one_is_enough=True)


@dataclass(frozen=True)
class _Anything:
    def read(self, spot: Spot) -> object:
        return spot.value

    def schema(self) -> Schema:
        return {}


PASSED_ON = {key: Field(_Anything(), "", None) for key in ORIGIN_KEYS}
"""The keys of an origin among those of a record: known there, and read by `read_origin`."""

_NEEDS_ORIGIN = 'does not say where it comes from; add source: ID, claim: ID or judgement: "why"'


def read_origin(spot: Spot, *, needed: bool = True) -> Origin | Invalid:
    """Read where the thing at a spot comes from, out of its keys source, claim and judgement."""
    shapes: dict[str, Any] = {
        "source": _SOURCES,
        "claim": _CLAIMS,
        "judgement": Text(),
        "date": Past(),
    }
    read = {k: shape.read(spot.child(k)) for k, shape in shapes.items() if k in spot.value}
    if any(isinstance(part, Invalid) for part in read.values()):
        return INVALID
    if needed and not read.keys() & {"source", "claim", "judgement"}:
        spot.warn(_NEEDS_ORIGIN)
    day: Period | None = read.get("date")
    return Origin(read.get("source", ()), read.get("claim", ()), read.get("judgement", ""), day)


def origin_schema() -> Schema:
    """Return the keys of an origin as JSON Schema."""
    return {
        "source": {"description": "source or sources in evidence.yaml", **_SOURCES.schema()},
        "claim": {"description": "claim or claims in evidence.yaml", **_CLAIMS.schema()},
        "judgement": {"description": "why this number, in words", "type": "string"},
        "date": {"description": "day for which it was true", **Past().schema()},
    }
