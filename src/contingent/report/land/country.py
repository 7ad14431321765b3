"""The country as the map draws it: cells, roads, and what there is to know of each place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contingent.questions.result import Result
from contingent.report.findings import names
from contingent.report.land.cells import flat, make_cells


@dataclass(frozen=True)
class Place:
    """A place on the map.

    Attributes
    ----------
    id, name : str
        Id, and name without what stands in brackets.
    spot : (float, float)
        Where it is on the plane of `contingent.report.land.cells`.
    people : float
        Who lives there.
    oil_kbd : float
        Capacity of its fields, in thousand barrels a day.
    airbase, terminal, capital : bool
        Whether aircraft fly from it, oil is shipped from it, and it is the seat of government.
    """

    id: str
    name: str
    spot: tuple[float, float]
    people: float
    oil_kbd: float
    airbase: bool
    terminal: bool
    capital: bool

    @property
    def short(self) -> str:
        """A shorter name: the words of the id as the name spells them; empty if there is none."""
        return _short(self.name, self.id)


@dataclass(frozen=True)
class Land:
    """A country.

    Attributes
    ----------
    places : tuple of Place
        In the order of the scenario.
    cells : dict
        Shape of each place's cell; some places may have none.
    routes : tuple of (str, str)
        Roads between places.
    """

    places: tuple[Place, ...]
    cells: dict[str, Any]
    routes: tuple[tuple[str, str], ...]

    @property
    def spots(self) -> dict[str, tuple[float, float]]:
        """Where each place is."""
        return {place.id: place.spot for place in self.places}

    @property
    def foremost(self) -> Place:
        """The capital, or the place with most people."""
        return max(self.places, key=lambda place: (place.capital, place.people))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of everything."""
        import shapely

        points = shapely.MultiPoint(list(self.spots.values()))
        left, bottom, right, top = shapely.union_all([points, *self.cells.values()]).bounds
        return left, bottom, right, top


def _short(name: str, ident: str) -> str:
    """Return the words of an id as a name spells them, if all are in it and it says more.

    Examples
    --------
    >>> _short("Tripoli International Airport", "tripoli-airport")
    'Tripoli Airport'
    >>> _short("al-Watiya air base", "watiya"), _short("Bani Walid", "bani-walid")
    ('Watiya', '')
    >>> _short("Old Town", "place-7")
    ''
    """
    words = ident.split("-")
    low = name.lower()
    if len(low) != len(name) or not all(word and word in low for word in words):
        return ""
    said = " ".join(name[low.index(word) :][: len(word)] for word in words)
    return said if len(said) < len(name) else ""


def land_of(result: Result) -> Land | None:
    """Return the country of a result; None if it was stored before coordinates were kept."""
    about = result.scenario
    places = about["places"]
    if "outlines" not in about or not places:
        return None
    to = flat(places)
    fields = about["oil_fields"]
    oil = {p["id"]: sum(f["capacity_kbd"] for f in fields if f["place"] == p["id"]) for p in places}
    ports = {f["terminal"] for f in fields}
    called = names(result, "places")
    return Land(
        tuple(
            Place(
                id=p["id"],
                name=called[p["id"]],
                spot=to.point(p["lon"], p["lat"]),
                people=p["population"],
                oil_kbd=oil[p["id"]],
                airbase=p["airbase"],
                terminal=p["id"] in ports,
                capital=p["id"] == about["capital"],
            )
            for p in places
        ),
        make_cells(places, about["outlines"], to),
        tuple((a, b) for a, b in about["routes"]),
    )
