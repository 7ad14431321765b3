"""Money: oil fields, the oil market, the central bank and the embargo."""

from __future__ import annotations

from dataclasses import dataclass

from contingent.scenario.measures import Measure
from contingent.scenario.places import OPTIONAL
from contingent.scenario.problems import Problems, show
from contingent.scenario.quantity import Origin, Quantity
from contingent.scenario.records import Field, Record
from contingent.scenario.spot import Setting
from contingent.scenario.tables import Columns, Row, read_rows

FILE = "oil.csv"
COLUMNS = {
    "field": "short name of the field",
    "name": "name in full",
    "place": "place in whose area it lies",
    "capacity_kbd": "what it can produce, thousand barrels a day",
    "output_kbd": "what it produced on the start date, thousand barrels a day",
    "terminal": "place from which its oil is shipped",
    "via": "places that the pipeline crosses, parted by spaces; may be empty",
    "outage_per_year": "strikes and local shut-ins a year in earlier years",
    "outage_days": "how long these lasted on average, days",
    "source": "ids of sources or claims, then perhaps judgement: why",
}
"""What stands in each column of oil.csv."""


@dataclass(frozen=True, kw_only=True)
class OilField:
    """An oil field and the way of its oil to the sea.

    Attributes
    ----------
    id, name : str
        Id (column ``field``) and name.
    place : str
        Place in whose area it lies.
    capacity_kbd, output_kbd : float
        What it can produce, and produced on the start date, in thousand barrels a day.
    terminal : str
        Place from which the oil is shipped.
    via : tuple of str
        Places that the pipeline crosses.
    outage_per_year, outage_days : float
        Strikes and local shut-ins a year in earlier years, and their mean length.
    origin : Origin
        Where the numbers come from.
    note : str
        A remark.
    """

    id: str
    name: str
    place: str
    capacity_kbd: float
    output_kbd: float
    terminal: str
    via: tuple[str, ...]
    outage_per_year: float
    outage_days: float
    origin: Origin
    note: str


def read_fields(
    path: str, content: bytes, problems: Problems, setting: Setting
) -> tuple[tuple[OilField, ...], dict[str, int]]:
    """Read the oil fields, and the line of each; a country may have none."""
    rows = read_rows(path, content, Columns(tuple(COLUMNS), tuple(OPTIONAL)), problems, setting)
    fields: list[OilField] = []
    lines: dict[str, int] = {}
    for row in rows or ():
        field = _read_field(row)
        if field.id in lines:
            row.complain("field", f"{show(field.id)} stands twice, first on line {lines[field.id]}")
        lines.setdefault(field.id, row.line)
        fields.append(field)
    return tuple(fields), lines


def _read_field(row: Row) -> OilField:
    before = len(row.problems)
    via = tuple(row.cells["via"].split())
    for place in via:
        row.spot_of("via", place).refer("place")
    field = OilField(
        id=row.id("field"),
        name=row.text("name"),
        place=row.refer("place", "place"),
        capacity_kbd=row.number("capacity_kbd", 0.0, 1e5),
        output_kbd=row.number("output_kbd", 0.0, 1e5),
        terminal=row.refer("terminal", "place"),
        via=via,
        outage_per_year=row.number("outage_per_year", 0.0, 365.0),
        outage_days=row.number("outage_days", 0.0, 3650.0),
        origin=row.origin(),
        note=row.cells["note"],
    )
    if len(row.problems) > before:
        return field
    if field.capacity_kbd == 0:
        row.complain("capacity_kbd", "is 0; leave the field out or give what it can produce")
    elif field.output_kbd > field.capacity_kbd:
        row.complain(
            "output_kbd", f"{field.output_kbd:.6g} is above the capacity {field.capacity_kbd:.6g}"
        )
    if len(set(via)) < len(via):
        row.complain("via", "names a place twice")
    return field


@dataclass(frozen=True, kw_only=True)
class OilMarket:
    """Price of oil and how it answers to lost output."""

    price: Quantity
    world_supply: Quantity
    elasticity: Quantity


OIL_MARKET = Record(
    "oil market",
    OilMarket,
    {
        "price": Field(Measure("usd_per_barrel", positive=True), "price on the start date"),
        "world_supply": Field(Measure("kbd", positive=True), "what the world produces"),
        "elasticity": Field(
            Measure("ratio", positive=True),
            "short-run elasticity: the price rises by the lost share divided by it",
        ),
    },
)


@dataclass(frozen=True, kw_only=True)
class Bank:
    """The central bank: what it holds, cushions and pays."""

    reserves: Quantity
    cushion: Quantity
    payout: Quantity


BANK = Record(
    "bank",
    Bank,
    {
        "reserves": Field(Measure("musd"), "reserves that can be spent"),
        "cushion": Field(Measure("share"), "part of a shortfall of oil revenue met from reserves"),
        "payout": Field(Measure("share"), "part of gross oil value that reaches the central bank"),
    },
)


@dataclass(frozen=True, kw_only=True)
class Embargo:
    """The arms embargo."""

    enforcement: Quantity
    premium: Quantity


EMBARGO = Record(
    "embargo",
    Embargo,
    {
        "enforcement": Field(Measure("share"), "how far it is enforced, 0 to 1"),
        "premium": Field(Measure("ratio"), "mark-up on arms under full enforcement"),
    },
)
