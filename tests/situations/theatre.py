"""One invented country in which every situation is played.

Two factions, five places, three patrons and one oil field::

    west (blue's seat, the capital) --- middle --- east (red's seat)
                                       /      \\
                                   wells      port

A situation says only what it changes: ``theatre(red={"fighters": 80_000})``. What it does not
change is symmetric between the sides, and the patrons are idle. Numbers are arguments of the
compiled program; here only numbers, names and holders differ, so one program plays them all.
"""

from __future__ import annotations

from typing import Any

Theatre = dict[str, dict[str, Any]]

RUNGS = ("diplomatic", "money", "arms", "advisers", "air_strikes", "troops")
SIDES = ("red", "blue")
PLACES = ("west", "middle", "east", "wells", "port")
PATRONS = ("backer", "rival", "friend")

SIDE = {
    "recognised": False,
    "efforts": [],
    "fighters": 8000,
    "quality": 1.0,
    "materiel": 160,
    "air": 0,
    "air_defence": 0,
    "treasury": 200,
    "income": 100,
    "oil_split": 0,
    "wage": 400,
    "cohesion": 0.7,
    "leader_hazard": 0,
    "optimism": 0.2,
    "resolve": 1,
    "ambition": 1.3,
    "offers": {},
}
PATRON = {
    "mediator": False,
    "hedges": False,
    "own_bases": False,
    "commitment": {},
    "stake": {},
    "cost": dict(zip(RUNGS, (3, 4, 5, 6, 8, 12), strict=True)),
    "rivals": {},
    "allies": {},
    "allies_needed": 0,
    "cash": 0,
    "arms": 0,
    "men": 0,
    "strikes": 0,
    "troops": 0,
    "aircraft": 0,
    "air_defence": 0,
    "sells": {},
    "market": 0,
    "guarantee": 0,
    "conditions": [],
}
PLACE = {
    "lat": 30.0,
    "lon": 13.0,
    "people": 200_000,
    "terrain": "plain",
    "airbase": False,
    "depot": False,
    "holder": "local",
    "control": {},
    "affinity": {"red": 0.4, "blue": 0.4},
    "fighters": {},
}
IDLE_CONDITIONS = [
    {"id": "calm", "event": {"total": {"of": "battle_deaths", "below": 1e9}}, "weight": 1e-6},
    {"id": "any", "offer": {"kind": "loyalty", "at_least": 0}, "weight": 1e-6},
]
"""Two rows that never matter; a situation may fill them with conditions that do."""

COUNTRY: Theatre = {
    "war": {"start": "2020-01-06", "end": "2022-01-03", "step": "7 days", "talks": "war"},
    "red": {},
    "blue": {"recognised": True},
    "backer": {"conditions": IDLE_CONDITIONS},
    "rival": {},
    "friend": {},
    "west": {
        "lon": 12.0,
        "people": 500_000,
        "airbase": True,
        "depot": True,
        "holder": "blue",
        "control": {"blue": 0.9},
        "affinity": {"red": 0.1, "blue": 0.6},
        "fighters": {"blue": 7},
    },
    "middle": {
        "control": {"red": 0.3, "blue": 0.3},
        "fighters": {"red": 2, "blue": 2},
    },
    "east": {
        "lon": 14.0,
        "people": 500_000,
        "airbase": True,
        "depot": True,
        "holder": "red",
        "control": {"red": 0.9},
        "affinity": {"red": 0.6, "blue": 0.1},
        "fighters": {"red": 7},
    },
    "wells": {"lat": 29.0, "people": 20_000},
    "port": {"lat": 31.0, "people": 20_000},
    "roads": {"west": 150, "east": 150, "wells": 150, "port": 150},
    "oil": {"capacity": 200, "output": 200, "outages": 0},
    "market": {"price": 60, "world_supply": 100_000, "elasticity": 0.2},
    "bank": {"reserves": 0, "cushion": 0, "payout": 0.8},
    "embargo": {"enforcement": 0, "premium": 0.5},
    "priors": {},
}
"""What every situation starts from. Roads are kilometres from each place to the middle."""


def theatre(**changes: dict[str, Any]) -> Theatre:
    """Return the country with what a situation changes, group by group."""
    unknown = set(changes) - set(COUNTRY)
    assert not unknown, unknown
    defaults = dict.fromkeys(SIDES, SIDE) | dict.fromkeys(PATRONS, PATRON)
    defaults |= dict.fromkeys(PLACES, PLACE)
    return {
        name: {**defaults.get(name, {}), **written, **changes.get(name, {})}
        for name, written in COUNTRY.items()
    }


def swapped(country: Theatre) -> Theatre:
    """Return the country with the names of the sides exchanged wherever they stand."""
    names = {"red": "blue", "blue": "red"}

    def swap(value: Any) -> Any:
        if isinstance(value, dict):
            return {names.get(k, k): swap(v) for k, v in value.items()}
        if isinstance(value, list):
            return [swap(v) for v in value]
        return names.get(value, value) if isinstance(value, str) else value

    return swap(country)
