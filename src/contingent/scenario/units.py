"""The units of a scenario's numbers, and the most that anything in them can sensibly be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit: what it means in words, and a ceiling far above anything on Earth."""

    meaning: str
    ceiling: float


UNITS: dict[str, Unit] = {
    "fighters": Unit("armed people", 1e8),
    "ratio": Unit("1 = average", 1e3),
    "share": Unit("0 to 1", 1.0),
    "points": Unit("points of a patron's stakes and costs", 1e3),
    "weight": Unit("0 to 1", 1.0),
    "log_ratio": Unit("natural logarithm of a ratio", 10.0),
    "musd": Unit("million US dollars", 1e8),
    "musd_per_year": Unit("million US dollars a year", 1e8),
    "usd_per_month": Unit("US dollars a month", 1e6),
    "usd_per_person_year": Unit("US dollars a person and year", 1e6),
    "usd_per_barrel": Unit("US dollars a barrel", 1e4),
    "kbd": Unit("thousand barrels a day", 1e6),
    "aircraft": Unit("combat aircraft", 1e5),
    "aircraft_per_year": Unit("combat aircraft a year", 1e5),
    "systems": Unit("air-defence systems", 1e5),
    "systems_per_year": Unit("air-defence systems a year", 1e5),
    "per_year": Unit("events a year", 1e3),
    "patrons": Unit("patrons, counted by weight", 100.0),
}
"""Every unit that a scenario's own fields use."""

LARGEST = 1e15
"""No number of a scenario is larger than this, whatever its unit."""
