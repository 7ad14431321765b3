"""Factions: the armed belligerents of a scenario."""

from __future__ import annotations

from dataclasses import dataclass

from contingent.scenario.frozen import Table
from contingent.scenario.measures import Measure, QuantityTable
from contingent.scenario.quantity import Quantity
from contingent.scenario.records import ABSENT, Field, Items, Record
from contingent.scenario.shapes import Flag, Id, Ref, Schema, Text
from contingent.scenario.spot import Invalid, Spot

OFFERS = ("oil_share", "basing", "loyalty")
"""What a faction can grant its patrons."""


@dataclass(frozen=True, kw_only=True)
class Faction:
    """An armed belligerent on the start date; see `FACTION` for each field."""

    id: str
    name: str
    leader: str
    color: str | None
    recognised: bool
    efforts: tuple[str, ...]
    fighters: Quantity
    quality: Quantity
    materiel: Quantity
    air: Quantity
    air_defence: Quantity
    treasury: Quantity
    income: Quantity
    oil_split: Quantity
    wage: Quantity
    cohesion: Quantity
    leader_hazard: Quantity
    optimism: Quantity
    resolve: Quantity
    ambition: Quantity
    offers: Table[Quantity]


@dataclass(frozen=True)
class Color:
    """A colour for charts."""

    def read(self, spot: Spot) -> str | Invalid:
        """Return the colour in lower case."""
        text = spot.value
        digits = text[1:] if isinstance(text, str) and text.startswith("#") else ""
        if len(digits) != 6 or not set(digits) <= set("0123456789abcdefABCDEF"):
            return spot.expect('a colour in quotes, as "#b5532a"')
        return f"#{digits.lower()}"

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}


FACTION = Record(
    "faction",
    Faction,
    {
        "id": Field(Id(), "short name by which everything else refers to it"),
        "name": Field(Text(200), "name in full"),
        "leader": Field(Text(200), "who leads it", ""),
        "color": Field(Color(), "colour in charts, as #b5532a", None),
        "recognised": Field(Flag(), "whether it is recognised abroad as the government", False),
        "efforts": Field(
            Items(Ref("place"), most=2), "places it is marching on at the start, at most two", ()
        ),
        "fighters": Field(Measure("fighters", positive=True), "all its armed people"),
        "quality": Field(
            Measure("ratio", positive=True), "training and leadership, 1 = average militia"
        ),
        "materiel": Field(Measure("musd"), "worth of its weapons and vehicles"),
        "air": Field(Measure("aircraft"), "combat aircraft fit to fly"),
        "air_defence": Field(Measure("systems"), "air-defence systems"),
        "treasury": Field(Measure("musd"), "war chest that can be spent at once"),
        "income": Field(
            Measure("musd_per_year"), "money other than oil, taxes and patrons: bonds, customs"
        ),
        "oil_split": Field(
            Measure("share"), "share of the country's oil revenue that reaches its armed forces"
        ),
        "wage": Field(Measure("usd_per_month"), "pay of a fighter"),
        "cohesion": Field(Measure("share"), "how firmly it holds together, 0 to 1"),
        "leader_hazard": Field(Measure("per_year"), "hazard that its leader dies or falls"),
        "optimism": Field(Measure("log_ratio", low=-10.0), "how far it overrates its own side"),
        "resolve": Field(
            Measure("ratio", positive=True), "cost of war that it accepts, 1 = average"
        ),
        "ambition": Field(Measure("ratio"), "readiness to attack, 1 = average"),
        "offers": Field(
            QuantityTable(Measure("share"), OFFERS, example="oil_share: 0.1"),
            "what it would grant patrons; what is left out is 0",
            ABSENT,
        ),
    },
)
"""How a faction is written."""
