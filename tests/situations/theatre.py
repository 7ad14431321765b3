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

import csv
import io
import json
from pathlib import Path
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
UNITS = {
    "fighters": "fighters",
    "quality": "ratio",
    "materiel": "musd",
    "air": "aircraft",
    "air_defence": "systems",
    "treasury": "musd",
    "income": "musd_per_year",
    "oil_split": "share",
    "wage": "usd_per_month",
    "cohesion": "share",
    "leader_hazard": "per_year",
    "optimism": "log_ratio",
    "resolve": "ratio",
    "ambition": "ratio",
    "allies_needed": "patrons",
    "cash": "musd_per_year",
    "arms": "musd_per_year",
    "men": "fighters",
    "strikes": "aircraft",
    "troops": "fighters",
    "aircraft": "aircraft_per_year",
    "market": "musd_per_year",
    "guarantee": "share",
    "price": "usd_per_barrel",
    "world_supply": "kbd",
    "elasticity": "ratio",
    "reserves": "musd",
    "cushion": "share",
    "payout": "share",
    "enforcement": "share",
    "premium": "ratio",
}
TABLES = {
    "offers": "share",
    "stake": "points",
    "cost": "points",
    "rivals": "weight",
    "allies": "weight",
    "sells": "share",
}
ASSUMED = {"judgement": "assumed"}
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


def write(country: Theatre, folder: Path, order: tuple[str, ...] = SIDES) -> Path:
    """Write the scenario folder, the factions in the given order."""
    folder.mkdir(parents=True, exist_ok=True)
    # JSON is YAML
    (folder / "scenario.yaml").write_text(json.dumps(_scenario(country, order), indent=1))
    (folder / "places.csv").write_text(_places(country))
    (folder / "oil.csv").write_text(_oil(country["oil"]))
    (folder / "evidence.yaml").write_text("sources: []\nclaims: []\n")
    return folder


def _quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, **ASSUMED}


def _written(group: dict[str, Any], **units: str) -> dict[str, Any]:
    """Return a group of the theatre as a scenario writes it: quantities with unit and origin."""
    known = UNITS | units
    found: dict[str, Any] = {}
    for key, value in group.items():
        if key in TABLES:
            if value:
                found[key] = {"unit": TABLES[key], **ASSUMED, **value}
        elif key in known:
            found[key] = _quantity(value, known[key])
        else:
            found[key] = value
    return found


def _scenario(country: Theatre, order: tuple[str, ...]) -> dict[str, Any]:
    war = country["war"]
    patrons = [
        {"id": p, "name": p, **_written(country[p], air_defence="systems_per_year")}
        for p in PATRONS
    ]
    for patron in patrons:
        patron["conditions"] = [{**ASSUMED, **c} for c in patron["conditions"]]
    return {
        "id": "theatre",
        "title": "An invented country",
        "start": war["start"],
        "end": war["end"],
        "as_of": war["start"],
        "step": war["step"],
        "capital": "west",
        "factions": [{"id": f, "name": f, **_written(country[f])} for f in order],
        "patrons": patrons,
        "routes": {
            "unit": "km",
            **ASSUMED,
            "list": [["middle", place, km] for place, km in country["roads"].items()],
        },
        "oil_market": _written(country["market"]),
        "bank": _written(country["bank"]),
        "embargo": _written(country["embargo"]),
        "talks": {"phase": war["talks"]},
        "priors": {path: _quantity(v, _unit(path)) for path, v in country["priors"].items()},
    }


def _unit(path: str) -> str:
    from contingent.mechanisms import default_priors

    return default_priors()[path].unit


def _places(country: Theatre) -> str:
    rows = [
        {
            "id": place,
            "name": place,
            "district": "",
            "lat_deg": given["lat"],
            "lon_deg": given["lon"],
            "population_people": given["people"],
            "terrain": given["terrain"],
            "airbase": "yes" if given["airbase"] else "no",
            "depot": "yes" if given["depot"] else "no",
            "holder": given["holder"],
            "affinity_spread_share": 0,
            "source": "judgement: assumed",
            **{f"control_{f}_share": given["control"].get(f, 0) for f in SIDES},
            **{f"affinity_{f}_share": given["affinity"].get(f, 0) for f in SIDES},
            **{f"fighters_{f}": given["fighters"].get(f, 0) for f in SIDES},
        }
        for place, given in ((p, country[p]) for p in PLACES)
    ]
    return _csv(rows)


def _oil(oil: dict[str, Any]) -> str:
    return _csv(
        [
            {
                "field": "field",
                "name": "field",
                "place": "wells",
                "capacity_kbd": oil["capacity"],
                "output_kbd": oil["output"],
                "terminal": "port",
                "via": "",
                "outage_per_year": oil["outages"],
                "outage_days": 0,
                "source": "judgement: assumed",
            }
        ]
    )


def _csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
