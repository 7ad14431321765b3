"""Random small countries, written as folders and read by the real loader.

A `Shape` says how many of everything there are; a seed fills in the numbers.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from contingent.scenario.load import load_scenario
from contingent.scenario.model import Scenario
from contingent.scenario.places import columns
from contingent.scenario.vocabulary import PHASES, RUNGS, TERRAINS
from tests.invariants.lots import WHY, Lots

START = date(2001, 1, 1)
STEPS = 30
"""Steps of every country: their number is compiled, their length is not."""


@dataclass(frozen=True)
class Shape:
    """How many of everything there are; a program is compiled for each."""

    factions: int
    places: int
    patrons: int = 0
    fields: int = 0
    conditions: bool = False
    roads: int = 0
    """Roads beyond those that connect everything."""
    bases: int = 1
    """Places with an air base, and places with a depot."""
    named_events: bool = True
    """Whether conditions ask about factions and places by name."""


@dataclass
class Country:
    """A scenario folder before it is written."""

    shape: Shape
    head: dict[str, Any]
    places: list[dict[str, Any]]
    fields: list[dict[str, Any]]
    changes: dict[str, float] = field(default_factory=dict)

    def each(self, kind: str, names: str, number: float) -> None:
        """Set quantities of all factions or patrons."""
        for entity in self.head[kind]:
            for name in names.split():
                entity[name] = quantity(number, entity[name]["unit"])

    def prior(self, path: str, number: float, unit: str) -> None:
        self.head["priors"][path] = quantity(number, unit)

    def length(self, days: int) -> None:
        """Set the length of a step, with the last one shorter if there is room for that."""
        self.head["step"] = f"{days} days"
        last = days * STEPS - (days > 1)
        self.head["end"] = (START + timedelta(days=last)).isoformat()

    def load(self) -> Scenario:
        """Write the folder and read it back."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            ids = tuple(f["id"] for f in self.head["factions"])
            wells = "field name place capacity_kbd output_kbd terminal via outage_per_year"
            self._table(folder / "places.csv", columns(ids), self.places)
            self._table(folder / "oil.csv", (*wells.split(), "outage_days", "source"), self.fields)
            # JSON is YAML
            (folder / "scenario.yaml").write_text(json.dumps(self.head, indent=1), "utf-8")
            (folder / "evidence.yaml").write_text("sources: []\nclaims: []\n", "utf-8")
            return load_scenario(folder)

    @staticmethod
    def _table(path: Path, header: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
        text = io.StringIO()
        writer = csv.DictWriter(text, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(text.getvalue(), "utf-8")


def quantity(number: float, unit: str) -> dict[str, Any]:
    return {"value": number, "unit": unit, "judgement": WHY}


def table(unit: str, numbers: dict[str, Any]) -> dict[str, Any]:
    return {"unit": unit, "judgement": WHY, **numbers}


def country(shape: Shape, seed: int) -> Country:
    """Draw an ordinary country."""
    lots = Lots(seed)
    factions = [f"side-{i}" for i in range(shape.factions)]
    patrons = [f"power-{i}" for i in range(shape.patrons)]
    places = [f"town-{i}" for i in range(shape.places)]
    head = {
        "id": "lot",
        "title": "A country drawn by lot",
        "start": START.isoformat(),
        "as_of": START.isoformat(),
        "capital": lots.rng.choice(places),
        "factions": [_faction(lots, f, i, places) for i, f in enumerate(factions)],
        "patrons": [_patron(lots, p, factions, patrons) for p in patrons],
        "routes": {"unit": "km", "judgement": WHY, "list": _roads(lots, places, shape.roads)},
        "oil_market": {
            "price": lots.uncertain(10, 150, "usd_per_barrel"),
            "world_supply": lots.uncertain(5e4, 1e5, "kbd"),
            "elasticity": lots.uncertain(0.05, 1, "ratio"),
        },
        "bank": {
            "reserves": lots.uncertain(0, 5e4, "musd"),
            "cushion": lots.uncertain(0, 1, "share"),
            "payout": lots.uncertain(0, 1, "share"),
        },
        "embargo": {
            "enforcement": lots.uncertain(0, 1, "share"),
            "premium": lots.uncertain(0, 3, "ratio"),
        },
        "tax": lots.uncertain(0, 100, "usd_per_person_year"),
        "talks": {"phase": PHASES[lots.rng.integers(2)]},
        "priors": {},
    }
    if shape.conditions:
        _add_conditions(lots, head, factions, places, shape.named_events)
    drawn = Country(shape, head, _places(lots, places, factions, shape), [])
    drawn.fields = [_field(lots, f"field-{i}", places) for i in range(shape.fields)]
    drawn.length(int(lots.rng.integers(1, 15)))
    return drawn


def _faction(lots: Lots, name: str, i: int, places: list[str]) -> dict[str, Any]:
    return {
        "id": name,
        "name": name.title(),
        "recognised": i == 0,
        "efforts": lots.some(places, 2),
        "fighters": quantity(lots.spread(50, 5e4), "fighters"),
        "quality": lots.uncertain(0.3, 3, "ratio"),
        "materiel": lots.uncertain(0, 1000, "musd"),
        "air": lots.uncertain(0, 40, "aircraft"),
        "air_defence": lots.uncertain(0, 20, "systems"),
        "treasury": lots.uncertain(0, 1000, "musd"),
        "income": lots.uncertain(0, 500, "musd_per_year"),
        "oil_split": lots.uncertain(0, 0.25, "share"),
        "wage": lots.uncertain(0, 800, "usd_per_month"),
        "cohesion": lots.uncertain(0.1, 1, "share"),
        "leader_hazard": lots.uncertain(0, 1, "per_year"),
        "optimism": lots.uncertain(-1, 1, "log_ratio"),
        "resolve": lots.uncertain(0.2, 4, "ratio"),
        "ambition": lots.uncertain(0, 4, "ratio"),
        "offers": table("share", {"oil_share": lots.between(0, 0.5), "basing": 1}),
    }


def _patron(lots: Lots, name: str, factions: list[str], patrons: list[str]) -> dict[str, Any]:
    mediator, hedges = lots.yes(0.2), lots.yes(0.3)
    highest = 2 if mediator else len(RUNGS)
    rungs = {f: RUNGS[lots.rng.integers(highest if hedges else 2)] for f in factions}
    backed = str(lots.rng.choice(factions))
    rungs[backed] = RUNGS[lots.rng.integers(highest)]
    costs = np.cumsum(lots.rng.uniform(0, 2, len(RUNGS) - 1)).round(3)
    others = [p for p in patrons if p != name]
    return {
        "id": name,
        "name": name.title(),
        "mediator": mediator,
        "hedges": hedges,
        "own_bases": lots.yes(),
        "commitment": rungs,
        "stake": table("points", {f: lots.between(-5, 8) for f in factions}),
        "cost": table("points", dict(zip(RUNGS[1:], costs.tolist(), strict=True))),
        "rivals": table("weight", {p: lots.between(0, 1) for p in others}),
        "allies": table("weight", {p: lots.between(0, 1) for p in others}),
        "allies_needed": lots.uncertain(0, 2, "patrons"),
        "cash": lots.uncertain(0, 300, "musd_per_year"),
        "arms": lots.uncertain(0, 300, "musd_per_year"),
        "men": lots.uncertain(0, 5000, "fighters"),
        "strikes": lots.uncertain(0, 50, "aircraft"),
        "troops": lots.uncertain(0, 2e4, "fighters"),
        "aircraft": lots.uncertain(0, 40, "aircraft_per_year"),
        "air_defence": lots.uncertain(0, 20, "systems_per_year"),
        "sells": table("share", {f: lots.between(0, 1) for f in factions}),
        "market": lots.uncertain(0, 500, "musd_per_year"),
        "guarantee": lots.uncertain(0, 1, "share"),
    }


def _add_conditions(
    lots: Lots, head: dict[str, Any], factions: list[str], places: list[str], named: bool
) -> None:
    """Give the first patron conditions of every kind; what they test is compiled."""
    first, second = head["patrons"][:2]
    event = {"holds": {"faction": factions[0], "place": places[-1]}}
    quiet = {"total": {"of": "battle_deaths", "below": lots.spread(1, 1e4)}}
    truce = {"any_of": [{"not": {"phase": {"is": "war"}}}, quiet]}
    tests: list[dict[str, Any]] = [
        {"event": event if named else quiet, "from": "arms"},
        {"event": truce, "covers": "aircraft"},
        {"offer": {"kind": "oil_share", "at_least": lots.between(0, 0.5)}, "from": "money"},
        {"offer": {"kind": "basing", "at_least": 0.5}, "from": "air_strikes"},
        {"peaceful_path": True, "from": "advisers"},
        {"consent_of": [second["id"]], "covers": "air_defence"},
        {"rival_below": {"patron": second["id"], "rung": "arms"}, "from": "diplomatic"},
        {"allies_at_least": lots.between(0, 1), "from": "troops"},
    ]
    first["conditions"] = [
        {"id": f"term-{i}", **test, "judgement": WHY, **_force(lots)}
        for i, test in enumerate(tests)
    ]


def _force(lots: Lots) -> dict[str, Any]:
    return {"required": True} if lots.yes(0.4) else {"weight": lots.between(0.1, 5)}


def _roads(lots: Lots, places: list[str], extra: int) -> list[list[Any]]:
    """Connect every place to an earlier one, then add roads between pairs that have none."""
    pairs = [(places[int(lots.rng.integers(i))], places[i]) for i in range(1, len(places))]
    free = [(a, b) for i, b in enumerate(places) for a in places[:i] if (a, b) not in pairs]
    pairs += [free[k] for k in lots.rng.choice(len(free), extra, replace=False)] if extra else []
    return [[a, b, lots.spread(120, 900)] for a, b in pairs]


def _places(
    lots: Lots, names: list[str], factions: list[str], shape: Shape
) -> list[dict[str, Any]]:
    airbases = set(lots.rng.choice(names, shape.bases, replace=False))
    depots = set(lots.rng.choice(names, shape.bases, replace=False))
    rows = []
    for i, name in enumerate(names):
        control, affinity = lots.shares(factions), lots.shares(factions)
        holder = max(control, key=lambda f: control[f])
        rows.append(
            {
                "id": name,
                "name": name.title(),
                "district": "",
                "lat_deg": lots.between(30, 31),
                "lon_deg": lots.between(10, 11),
                "population_people": int(lots.spread(100, 2e6)),
                "terrain": TERRAINS[lots.rng.integers(len(TERRAINS))],
                "airbase": "yes" if name in airbases else "no",
                "depot": "yes" if name in depots else "no",
                "holder": holder if control[holder] >= 0.6 else "local",
                "affinity_spread_share": lots.between(0, 0.3),
                **{f"control_{f}_share": x for f, x in control.items()},
                **{f"affinity_{f}_share": x for f, x in affinity.items()},
                # everyone stands somewhere
                **{f"fighters_{f}": lots.between(0, 10) + (i == 0) for f in factions},
                "source": f"judgement: {WHY}",
            }
        )
    return rows


def _field(lots: Lots, name: str, places: list[str]) -> dict[str, Any]:
    capacity = lots.spread(10, 500)
    return {
        "field": name,
        "name": name.title(),
        "place": lots.rng.choice(places),
        "capacity_kbd": capacity,
        "output_kbd": lots.between(0, capacity),
        "terminal": lots.rng.choice(places),
        # three stops at most, as a program is compiled for longer ways
        "via": " ".join(lots.some(places, 1)),
        "outage_per_year": lots.between(0, 4),
        "outage_days": lots.between(0, 60),
        "source": f"judgement: {WHY}",
    }
