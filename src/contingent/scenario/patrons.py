"""Patrons: external actors, their stakes, their means and the conditions of their help."""

from __future__ import annotations

from dataclasses import dataclass

from contingent.scenario.conditions import Condition, ConditionShape, ConsentOf, RivalBelow
from contingent.scenario.frozen import Table
from contingent.scenario.measures import Measure, QuantityTable
from contingent.scenario.names import nearest
from contingent.scenario.problems import show
from contingent.scenario.quantity import Quantity
from contingent.scenario.records import ABSENT, Field, Items, Record
from contingent.scenario.shapes import Flag, Id, Schema, Text
from contingent.scenario.spot import INVALID, Invalid, Spot
from contingent.scenario.vocabulary import RUNGS

MEANS = ("cash", "arms", "men", "strikes", "troops", "aircraft", "air_defence", "market")
"""What a patron can have to give; one that only talks is a mediator."""

_DIPLOMATIC = RUNGS.index("diplomatic")


@dataclass(frozen=True, kw_only=True)
class Patron:
    """An external actor on the start date; see `PATRON` for each field."""

    id: str
    name: str
    mediator: bool
    hedges: bool
    own_bases: bool
    commitment: Table[int]
    stake: Table[Quantity]
    cost: Table[Quantity]
    rivals: Table[Quantity]
    allies: Table[Quantity]
    allies_needed: Quantity
    cash: Quantity
    arms: Quantity
    men: Quantity
    strikes: Quantity
    troops: Quantity
    aircraft: Quantity
    air_defence: Quantity
    sells: Table[Quantity]
    market: Quantity
    guarantee: Quantity
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Commitments:
    """A rung for each faction; those left out are at none."""

    def absent(self, spot: Spot) -> Table[int]:
        """Return no commitment to anyone."""
        return Table(dict.fromkeys(spot.setting.factions or (), 0))

    def read(self, spot: Spot) -> Table[int] | Invalid:
        """Return the positions of the rungs."""
        factions = spot.setting.factions
        if not isinstance(spot.value, dict):
            return spot.expect("a mapping of factions to rungs, as {red: arms}")
        if factions is None:
            return INVALID
        sound = True
        rungs = dict.fromkeys(factions, 0)
        for key in spot.value:
            inner = spot.child(key)
            if key not in rungs:
                inner.complain(f"unknown faction {show(key)}{nearest(key, factions)}")
                sound = False
                continue
            rung = inner.pick(RUNGS, "rung")
            sound = sound and not isinstance(rung, Invalid)
            rungs[key] = 0 if isinstance(rung, Invalid) else RUNGS.index(rung)
        return Table(rungs) if sound else INVALID

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"type": "object", "additionalProperties": {"enum": list(RUNGS)}}


_COSTS = QuantityTable(Measure("points"), RUNGS[1:], example="arms: 2")


@dataclass(frozen=True)
class Costs:
    """The cost of standing on each rung; a mediator needs only the one it can reach."""

    def read(self, spot: Spot) -> Table[Quantity] | Invalid:
        """Return a cost for every rung, 0 for none."""
        table = _COSTS.read(spot)
        if isinstance(table, Invalid):
            return INVALID
        last, sound = _COSTS.measure.absent(spot), True
        costs = {RUNGS[0]: last}
        for rung, cost in table.items():
            if rung in spot.value and cost.central < last.central:
                spot.child(rung).complain(
                    f"{cost.central:.6g} is less than {last.central:.6g}, the cost of the rung "
                    "below; costs may not fall as the ladder rises"
                )
                sound = False
            # what is left out cannot be reached (see _check); it costs what the rung below costs
            last = cost if rung in spot.value else last
            costs[rung] = last
        return Table(costs) if sound else INVALID

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return _COSTS.schema()


def _check(spot: Spot, patron: Patron) -> None:
    above = [f for f, rung in patron.commitment.items() if rung > _DIPLOMATIC]
    if patron.mediator and above:
        spot.child("commitment").child(above[0]).complain(
            f"{RUNGS[patron.commitment[above[0]]]}: a mediator stops at diplomatic"
        )
    elif len(above) > 1 and not patron.hedges:
        spot.child("commitment").complain(
            f"stands above diplomatic for {' and '.join(above)}; only one side may be backed "
            "unless the patron has hedges: true"
        )
    if not patron.mediator and not any(key in spot.value for key in MEANS):
        spot.warn(
            "has no means: whatever its rung, it sends nothing; write what it could send or sell "
            f"({', '.join(MEANS)}), or mediator: true if it only talks"
        )
    missing = [rung for rung in RUNGS[1:] if rung not in spot.value["cost"]]
    if missing and not (patron.mediator and RUNGS[_DIPLOMATIC] not in missing):
        spot.child("cost").complain(f"key {show(missing[0])} is missing; every rung has a cost")
    for key in ("rivals", "allies"):
        if patron.id in spot.value.get(key, {}):
            spot.child(key).child(patron.id).complain("a patron cannot stand in its own table")
    for i, condition in enumerate(patron.conditions):
        test = condition.test
        named = test.patrons if isinstance(test, ConsentOf) else ()
        named = (test.patron,) if isinstance(test, RivalBelow) else named
        if patron.id in named:
            spot.child("conditions").child(i).child(condition.kind).complain(
                f"{patron.id} is the patron itself; name another one"
            )


def _sent(unit: str, doc: str) -> Field:
    return Field(Measure(unit), doc, ABSENT)


def _table(unit: str, kind: str, doc: str, low: float = 0.0, high: float = 1.0) -> Field:
    return Field(QuantityTable(Measure(unit, low, high), kind), doc, ABSENT)


PATRON = Record(
    "patron",
    Patron,
    {
        "id": Field(Id(), "short name by which everything else refers to it"),
        "name": Field(Text(200), "name in full"),
        "mediator": Field(Flag(), "whether it stops at diplomatic", False),
        "hedges": Field(Flag(), "whether it may back several sides above diplomatic", False),
        "own_bases": Field(
            Flag(), "whether its aircraft reach the country without a base in it", False
        ),
        "commitment": Field(Commitments(), "rung for each faction; omitted = none", ABSENT),
        "stake": _table("points", "faction", "what each side's success is worth", -10.0, 10.0),
        "cost": Field(Costs(), "cost of standing on each rung"),
        "rivals": _table("weight", "patron", "how much their commitment elsewhere deters it"),
        "allies": _table("weight", "patron", "whose presence it wants beside it"),
        "allies_needed": _sent("patrons", "summed weight of allies wanted before air strikes"),
        "cash": _sent("musd_per_year", "money that it could send at the rung money"),
        "arms": _sent("musd_per_year", "arms that it could send at the rung arms"),
        "men": _sent("fighters", "advisers and mercenaries at the rung advisers"),
        "strikes": _sent("aircraft", "aircraft that it could use at the rung air_strikes"),
        "troops": _sent("fighters", "troops at the rung troops"),
        "aircraft": _sent("aircraft_per_year", "combat aircraft that it could hand over"),
        "air_defence": _sent("systems_per_year", "air-defence systems that it could hand over"),
        "sells": _table("share", "faction", "willingness to let each side buy arms"),
        "market": _sent("musd_per_year", "arms that it could sell"),
        "guarantee": _sent("share", "credibility as guarantor of a deal"),
        "conditions": Field(Items(ConditionShape()), "on what its help hangs", ()),
    },
    _check,
)
"""How a patron is written."""
