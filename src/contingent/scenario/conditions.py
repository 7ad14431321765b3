"""Conditions on which a patron's help hangs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from contingent.scenario.events import Event
from contingent.scenario.factions import OFFERS
from contingent.scenario.grammar import read_event
from contingent.scenario.origins import PASSED_ON, origin_schema, read_origin
from contingent.scenario.quantity import Origin
from contingent.scenario.records import Field, Items, Record
from contingent.scenario.shapes import Flag, Id, Number, Rank, Ref, Schema, Shape, Word
from contingent.scenario.spot import INVALID, Invalid, Spot
from contingent.scenario.vocabulary import RUNGS

COVERS = ("rungs", "aircraft", "air_defence")
"""What a condition can stand in the way of: the ladder, or one kind of delivery."""


@dataclass(frozen=True)
class EventTest:
    """Something must be the case in the country."""

    event: Event


@dataclass(frozen=True)
class Offer:
    """The faction must offer at least so much of something."""

    kind: str
    at_least: float


@dataclass(frozen=True)
class PeacefulPath:
    """The faction may not open an offensive while talks are open."""


@dataclass(frozen=True)
class ConsentOf:
    """Other patrons must agree."""

    patrons: tuple[str, ...]


@dataclass(frozen=True)
class RivalBelow:
    """Another patron must stand below a rung for every other side."""

    patron: str
    rung: int


@dataclass(frozen=True)
class AlliesAtLeast:
    """So many allies, counted by weight, must stand beside it."""

    number: float


Test: TypeAlias = EventTest | Offer | PeacefulPath | ConsentOf | RivalBelow | AlliesAtLeast


@dataclass(frozen=True)
class Condition:
    """One condition of a patron.

    Attributes
    ----------
    id : str
        Its name.
    kind : str
        Its type, a key of `TESTS`.
    test : Test
        What must hold.
    faction : str or None
        The side whose support hangs on it; None for every side.
    from_rung : int
        Lowest rung that needs it.
    required : bool
        Whether nothing goes without it; otherwise it has a weight.
    weight : float
        Points that it adds when met (0 if required).
    covers : str
        One of `COVERS`.
    origin : Origin
        Where we know it from.
    """

    id: str
    kind: str
    test: Test
    faction: str | None
    from_rung: int
    required: bool
    weight: float
    covers: str
    origin: Origin


_PARTNERS = Items(Ref("patron"), least=1)
_ALLIES = Number(0.0, 24.0)


@dataclass(frozen=True)
class _EventShape:
    def read(self, spot: Spot) -> EventTest | Invalid:
        event = read_event(spot, "forbidden")
        return INVALID if isinstance(event, Invalid) else EventTest(event)

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/event"}


@dataclass(frozen=True)
class _PathShape:
    def read(self, spot: Spot) -> PeacefulPath | Invalid:
        return PeacefulPath() if spot.value is True else spot.expect("true")

    def schema(self) -> Schema:
        return {"const": True}


@dataclass(frozen=True)
class _ConsentShape:
    def read(self, spot: Spot) -> ConsentOf | Invalid:
        patrons = _PARTNERS.read(spot)
        return INVALID if isinstance(patrons, Invalid) else ConsentOf(patrons)

    def schema(self) -> Schema:
        return _PARTNERS.schema()


@dataclass(frozen=True)
class _AlliesShape:
    def read(self, spot: Spot) -> AlliesAtLeast | Invalid:
        number = _ALLIES.read(spot)
        return INVALID if isinstance(number, Invalid) else AlliesAtLeast(number)

    def schema(self) -> Schema:
        return _ALLIES.schema()


def _check_rival(spot: Spot, rival: RivalBelow) -> None:
    if rival.rung == 0:
        spot.child("rung").complain("nobody can stand below none; name a higher rung")


_RIVAL: Record[RivalBelow] = Record(
    "rival",
    RivalBelow,
    {
        "patron": Field(Ref("patron"), "the rival"),
        "rung": Field(Rank(RUNGS, "rung"), "it must stand below this"),
    },
    _check_rival,
)

TESTS: dict[str, tuple[Shape[Any], str]] = {
    "event": (_EventShape(), "an undated event of the grammar of questions"),
    "offer": (
        Record(
            "offer",
            Offer,
            {
                "kind": Field(Word(OFFERS, "kind of offer"), "what is offered"),
                "at_least": Field(Number(0.0, 1.0), "share, 0 to 1"),
            },
        ),
        "the faction offers at least so much",
    ),
    "peaceful_path": (_PathShape(), "no offensive while talks are open"),
    "consent_of": (_ConsentShape(), "patrons who must agree"),
    "rival_below": (_RIVAL, "a rival stands below a rung"),
    "allies_at_least": (_AlliesShape(), "so many allies beside it, by weight"),
}
"""The types of condition."""

COMMON = {
    "id": Field(Id(), "short name of the condition"),
    "for": Field(Ref("faction"), "the side whose support hangs on it; omitted = every side", None),
    "from": Field(Rank(RUNGS, "rung"), "lowest rung that needs it", RUNGS.index("money")),
    "required": Field(Flag(), "whether nothing goes without it", False),
    "weight": Field(Number(0.0, 10.0), "points that it adds when met", 0.0),
    "covers": Field(Word(COVERS, "thing to cover"), "what it stands in the way of", "rungs"),
}


@dataclass(frozen=True)
class ConditionShape:
    """A condition: common keys, exactly one test, and an origin."""

    def read(self, spot: Spot) -> Condition | Invalid:
        """Return the condition."""
        if not isinstance(spot.value, dict):
            return spot.expect(f"a condition: a mapping with id and one of {', '.join(TESTS)}")
        tests = [key for key in spot.value if key in TESTS]
        if len(tests) != 1:
            has = " and ".join(tests) if tests else "none"
            return spot.complain(f"needs exactly one of {', '.join(TESTS)}; it has {has}")
        kind = tests[0]
        fields = {**COMMON, kind: Field(TESTS[kind][0], TESTS[kind][1], name="test")}
        record: Record[dict[str, Any]] = Record("condition", dict, {**fields, **PASSED_ON})
        read = record.read(spot)
        origin = read_origin(spot)
        if isinstance(read, Invalid) or isinstance(origin, Invalid):
            return INVALID
        if read["required"] == (read["weight"] > 0):
            return spot.complain("needs either required: true or a weight above 0, and not both")
        return Condition(
            id=read["id"],
            kind=kind,
            test=read["test"],
            faction=read["for"],
            from_rung=read["from"],
            required=read["required"],
            weight=read["weight"],
            covers=read["covers"],
            origin=origin,
        )

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        common = {k: {"description": f.doc, **f.shape.schema()} for k, f in COMMON.items()}
        tests = {k: {"description": doc, **shape.schema()} for k, (shape, doc) in TESTS.items()}
        return {
            "type": "object",
            "properties": {**common, **tests, **origin_schema()},
            "required": ["id"],
            "oneOf": [{"required": [key]} for key in TESTS],
            "additionalProperties": False,
        }
