"""Places: the nodes of the country, read from places.csv."""

from __future__ import annotations

from dataclasses import dataclass

from contingent.scenario.frozen import Table
from contingent.scenario.problems import Problems, show
from contingent.scenario.quantity import Origin
from contingent.scenario.spot import Setting
from contingent.scenario.tables import Columns, Row, read_rows
from contingent.scenario.vocabulary import TERRAINS

FILE = "places.csv"
MOST = 300
TAKES = 0.6
"""Control share at which a faction is the holder of a place (charter §6)."""
LOCAL = "local"
"""Written as the holder of a place that no faction holds."""

_PREFIXES = ("control_", "affinity_", "fighters_")
COLUMNS = {
    "id": "short name by which everything else refers to it",
    "name": "name in full",
    "district": "administrative district that it lies in; may be empty",
    "lat_deg": "degrees north",
    "lon_deg": "degrees east",
    "population_people": "people who live there",
    "terrain": f"one of {', '.join(TERRAINS)}",
    "airbase": "yes or no: whether aircraft can fly from it",
    "depot": "yes or no: whether materiel is stored there",
    "holder": "the faction that holds it, which needs at least 0.6 of its control, or local where "
    "no faction has so much: the place is contested, or in the hands of its own people",
    "affinity_spread_share": "half width of the triangular doubt about each affinity",
    "source": "ids of sources or claims, then perhaps judgement: why",
}
"""What stands in each column of places.csv."""

OF_FACTIONS = {
    "control_{}_share": "share of the place that the faction controls; what is left is local",
    "affinity_{}_share": "share of its people who favour the faction",
    "fighters_{}": "weight of the place in how the faction's fighters stand at the start",
}
"""Columns that each faction has, its id in the braces."""

OPTIONAL = {"note": "a remark", "date": "for when the row was true"}
"""Columns that may be left out, here and in oil.csv."""
_ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True)
class Place:
    """A town or region with the people around it.

    Attributes
    ----------
    id, name, district : str
        Id, name, and the administrative district that it lies in.
    lat, lon : float
        Degrees north and east.
    population : float
        People.
    terrain : str
        One of `TERRAINS`.
    airbase, depot : bool
        Whether aircraft can fly from it, and whether it stores materiel.
    holder : str or None
        The faction that holds it, None for local forces.
    control : Table of float
        Control share by faction; what is left is local.
    affinity : Table of float
        Share of its people who favour each faction.
    affinity_spread : float
        Half width of the triangular doubt about each affinity.
    fighters : Table of float
        Weight of the place in each faction's first distribution of fighters.
    origin : Origin
        Where the numbers come from.
    note : str
        A remark.
    """

    id: str
    name: str
    district: str
    lat: float
    lon: float
    population: float
    terrain: str
    airbase: bool
    depot: bool
    holder: str | None
    control: Table[float]
    affinity: Table[float]
    affinity_spread: float
    fighters: Table[float]
    origin: Origin
    note: str


def columns(factions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of places.csv that must be there."""
    return (*COLUMNS, *(name.format(f) for name in OF_FACTIONS for f in factions))


def read_places(
    path: str, content: bytes, problems: Problems, setting: Setting
) -> tuple[tuple[Place, ...], dict[str, int]]:
    """Read the places, and the line of each."""
    factions = setting.factions
    open_prefixes = _PREFIXES if factions is None else ()
    expected = Columns(columns(factions or ()), tuple(OPTIONAL), open_prefixes)
    rows = read_rows(path, content, expected, problems, setting)
    if rows is None:
        return (), {}
    places: list[Place] = []
    lines: dict[str, int] = {}
    for row in rows:
        place = _read_place(row, factions or ())
        if place.id in lines:
            row.complain("id", f"{show(place.id)} stands twice, first on line {lines[place.id]}")
        lines.setdefault(place.id, row.line)
        places.append(place)
    if not places and not problems:
        problems.add(path, None, "has a header but no places; add at least one row")
    if len(places) > MOST:
        problems.add(path, None, f"has {len(places)} places; at most {MOST} are allowed")
    _check_people(path, places, factions or (), problems)
    return tuple(places), lines


def _read_place(row: Row, factions: tuple[str, ...]) -> Place:
    control = _shares(row, "control_{}_share", factions)
    place = Place(
        id=row.id("id"),
        name=row.text("name"),
        district=row.cells["district"],
        lat=row.number("lat_deg", -90.0, 90.0),
        lon=row.number("lon_deg", -180.0, 180.0),
        population=row.number("population_people", 0.0, 2e9),
        terrain=row.word("terrain", TERRAINS, "terrain"),
        airbase=row.flag("airbase"),
        depot=row.flag("depot"),
        holder=_read_holder(row),
        control=control,
        affinity=_shares(row, "affinity_{}_share", factions),
        affinity_spread=row.number("affinity_spread_share", 0.0, 1.0),
        fighters=Table({f: row.number(f"fighters_{f}", 0.0, 1e8) for f in factions}),
        origin=row.origin(),
        note=row.cells["note"],
    )
    if sum(control.values()) <= 1 + _ROUNDING:
        _check_holder(row, place)
    return place


def _shares(row: Row, column: str, factions: tuple[str, ...]) -> Table[float]:
    shares = {f: row.number(column.format(f), 0.0, 1.0) for f in factions}
    total = sum(shares.values())
    if total > 1 + _ROUNDING:
        what = column.partition("_")[0]
        row.complain(
            column.format(factions[-1]),
            f"the {what} shares add up to {total:.6g}; they may not exceed 1",
        )
    return Table(shares)


def _read_holder(row: Row) -> str | None:
    if row.cells["holder"] == LOCAL:
        return None
    factions = row.setting.factions
    if factions is not None:
        row.word("holder", (*factions, LOCAL), "holder")
    return row.cells["holder"]


def _check_holder(row: Row, place: Place) -> None:
    strongest = max(place.control, key=lambda f: place.control[f], default=None)
    if strongest is None:
        return
    share = place.control[strongest]
    held = place.control.get(place.holder or "", 1.0)
    if held < TAKES - _ROUNDING:
        row.complain(
            "holder",
            f"{place.holder} controls only {held:.6g} of {place.id}; a holder has at least {TAKES}",
        )
    elif place.holder is None and share >= TAKES:
        row.complain(
            "holder", f"{strongest} controls {share:.6g} of {place.id} and is therefore its holder"
        )


def _check_people(
    path: str, places: list[Place], factions: tuple[str, ...], problems: Problems
) -> None:
    """Complain if nobody lives anywhere or a faction has no place for its fighters."""
    if problems or not places:
        return
    if sum(place.population for place in places) <= 0:
        problems.add(path, None, "population_people: nobody lives in any place")
    for faction in factions:
        if sum(place.fighters[faction] for place in places) <= 0:
            problems.add(
                path,
                None,
                f"fighters_{faction}: is 0 everywhere; give it a weight where they stand",
            )
