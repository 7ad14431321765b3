"""Writing a situation as an analyst would: a scenario folder of YAML and CSV files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from contingent.mechanisms import default_priors
from tests.situations.theatre import PATRONS, PLACES, SIDES, Theatre

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
