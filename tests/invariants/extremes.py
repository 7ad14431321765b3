"""Countries pushed to an end of what may be written, or beyond it by changes.

Hypothesis draws seeds and extremes, and when something breaks it looks for the fewest extremes that
break it.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.invariants.worlds import Country, Shape, country, quantity


def _people(number: float) -> Callable[[Country], None]:
    def extreme(c: Country) -> None:
        for place in c.places[1:]:
            place["population_people"] = number

    return extreme


def _sympathy(share: float) -> Callable[[Country], None]:
    """Let all people side with the last faction, or nobody with anyone."""

    def extreme(c: Country) -> None:
        names = [f["id"] for f in c.head["factions"]]
        for place in c.places:
            place |= {f"affinity_{name}_share": 0.0 for name in names}
            place[f"affinity_{names[-1]}_share"] = share
            place["affinity_spread_share"] = 0.0

    return extreme


def _in_one_hand(c: Country) -> None:
    names = [f["id"] for f in c.head["factions"]]
    for place in c.places:
        place |= {f"control_{name}_share": 0.0 for name in names}
        place |= {f"control_{names[0]}_share": 1.0, "holder": names[0]}


def _in_no_hand(c: Country) -> None:
    for place in c.places:
        place |= {f"control_{f['id']}_share": 0.0 for f in c.head["factions"]}
        place["holder"] = "local"


def _cramped(c: Country) -> None:
    """Put all towns on one spot, a stone's throw from each other."""
    for place in c.places:
        place |= {"lat_deg": 30.0, "lon_deg": 10.0}
    for road in c.head["routes"]["list"]:
        road[2] = 0.1


def _remote(c: Country) -> None:
    for road in c.head["routes"]["list"]:
        road[2] = 5000.0


def _all(kind: str, name: str, number: float) -> Callable[[Country], None]:
    return lambda c: c.each(kind, name, number)


def _one(path: str, number: float, unit: str) -> Callable[[Country], None]:
    return lambda c: c.prior(path, number, unit)


def _outside(group: str, name: str, number: float) -> Callable[[Country], None]:
    def extreme(c: Country) -> None:
        c.head[group][name] = quantity(number, c.head[group][name]["unit"])

    return extreme


def _phase(phase: str) -> Callable[[Country], None]:
    return lambda c: c.head.update(talks={"phase": phase, "clauses": {"merger": "agreed"}})


def _set(name: str, number: float) -> Callable[[Country], None]:
    """Change a quantity of every faction in every draw, beyond what a file may say."""
    return lambda c: c.changes.update(
        {f"factions.{f['id']}.{name}": number for f in c.head["factions"]}
    )


EXTREMES: dict[str, Callable[[Country], None]] = {
    "steps of a day": lambda c: c.length(1),
    "steps of a month": lambda c: c.length(31),
    "no fighters": _set("fighters", 0.0),
    "one fighter each": _all("factions", "fighters", 1.0),
    "ten million fighters each": _all("factions", "fighters", 1e7),
    "hardly any training": _all("factions", "quality", 1e-3),
    "superb training": _all("factions", "quality", 1e3),
    "no money": _all("factions", "treasury", 0.0),
    "great wealth": _all("factions", "treasury", 1e8),
    "no income": _all("factions", "income", 0.0),
    "no wages": _all("factions", "wage", 0.0),
    "ruinous wages": _all("factions", "wage", 1e6),
    "no cohesion": _all("factions", "cohesion", 0.0),
    "full cohesion": _all("factions", "cohesion", 1.0),
    "leaders who fall at once": _all("factions", "leader_hazard", 1e3),
    "wild optimism": _all("factions", "optimism", 10.0),
    "no optimism": _all("factions", "optimism", -10.0),
    "no resolve": _all("factions", "resolve", 1e-3),
    "no ambition": _all("factions", "ambition", 0.0),
    "boundless ambition": _all("factions", "ambition", 1e3),
    "no materiel": _all("factions", "materiel", 0.0),
    "vast air forces": _all("factions", "air", 1e5),
    "vast air defence": _all("factions", "air_defence", 1e5),
    "all oil money for everyone": _all("factions", "oil_split", 1.0),
    "patrons who send nothing": _all("patrons", "cash arms men strikes troops aircraft", 0.0),
    "patrons who send armies": _all("patrons", "troops", 1e7),
    "patrons who send fleets": _all("patrons", "aircraft", 1e5),
    "patrons who guarantee all": _all("patrons", "guarantee", 1.0),
    "empty country but for one town": _people(0),
    "a billion people a town": _people(1e9),
    "nobody for anybody": _sympathy(0.0),
    "all for one": _sympathy(1.0),
    "all in one hand": _in_one_hand,
    "all in no hand": _in_no_hand,
    "towns on one spot": _cramped,
    "towns far apart": _remote,
    "ceasefire": _phase("ceasefire"),
    "agreement": _phase("agreement"),
    "sealed borders": _outside("embargo", "enforcement", 1.0),
    "costly smuggling": _outside("embargo", "premium", 1e3),
    "dear oil": _outside("oil_market", "price", 1e4),
    "cheap oil": _outside("oil_market", "price", 0.01),
    "oil nobody can do without": _outside("oil_market", "elasticity", 1e-3),
    "empty bank": _outside("bank", "reserves", 0.0),
    "frozen war": _one("war.tempo", 0.0, "ratio"),
    "furious war": _one("war.tempo", 100.0, "ratio"),
    "no fog": _one("war.fog", 0.0, "log_ratio"),
    "thick fog": _one("war.fog", 10.0, "log_ratio"),
    "restless patrons": _one("patronage.patience", 0.5, "days"),
    "patrons who act at random": _one("patronage.rationality", 0.0, "per_point"),
    "patrons who weigh everything": _one("patronage.rationality", 1e3, "per_point"),
    "talks all the time": _one("negotiation.opening", 1e3, "per_year"),
    "quick conclusions": _one("negotiation.settlement", 1e3, "per_year"),
    "forces that dissolve": _one("leadership.last", 1.0, "share"),
    "restless towns": _one("alignment.opportunity", 1e3, "per_year"),
    "bloody crossfire": _one("toll.crossfire", 1e3, "ratio"),
    "everybody flees": _one("toll.flight", 10.0, "per_day"),
    "relapse": _one("aftermath.relapse", 1e3, "per_year"),
}
"""Ways to push a country to an end of what may be written."""


@st.composite
def countries(draw: st.DrawFn, shape: Shape) -> Country:
    """Draw a country with up to six extremes, named in what hypothesis prints."""
    made = country(shape, draw(st.integers(0, 2**32 - 1), label="seed"))
    names = draw(st.lists(st.sampled_from(sorted(EXTREMES)), max_size=6, unique=True))
    for name in names:
        EXTREMES[name](made)
    made.head["summary"] = "; ".join(names) or "ordinary"
    return made
