"""Names of what a scenario is about, short enough for a line of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST = 24
JOINED = {"stake": "stake in", "cost": "cost of", "sells": "sells to", "affinity": "affinity to"}
UNIT_WORDS = {"share": "", "ratio": "", "weight": "", "exponent": "", "log_ratio": "", "rung": ""}


@dataclass(frozen=True)
class Names:
    """Short names by id, in the order of the record.

    Attributes
    ----------
    factions, patrons, places : dict of id to str
    """

    factions: dict[str, str]
    patrons: dict[str, str]
    places: dict[str, str]

    @staticmethod
    def of(scenario: Any) -> Names:
        """Read them from a scenario, or from what a run folder says of its scenario."""
        if not isinstance(scenario, Mapping):
            scenario = {
                kind: [{"id": x.id, "name": x.name} for x in getattr(scenario, kind)]
                for kind in ("factions", "patrons", "places")
            }
        return Names(
            *(_short(scenario[kind]) for kind in ("factions", "patrons", "places")),
        )


def _short(items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {item["id"]: _brief(str(item["name"]), str(item["id"])) for item in items}


def _brief(name: str, ident: str) -> str:
    if len(name) <= LONGEST:
        return name
    return ident.upper() if len(ident) <= 5 else ident.replace("-", " ").title()


def label(path: str, names: Names) -> str:
    """Return a quantity's path in words.

    Examples
    --------
    >>> names = Names({"lna": "LNA"}, {"turkey": "Turkey"}, {"sirte": "Sirte"})
    >>> label("patrons.turkey.stake.lna", names)
    'Turkey: stake in LNA'
    >>> label("combat.advance", names)
    'combat: advance'
    """
    first, *rest = path.split(".")
    known = {"factions": names.factions, "patrons": names.patrons, "places": names.places}
    if first not in known or len(rest) < 2:
        return ": ".join([_words(first), *(_words(r) for r in rest)])
    owner = known[first].get(rest[0], rest[0])
    if len(rest) == 2:
        return f"{owner}: {_words(rest[1])}"
    what, whom = _words(rest[1]), rest[2]
    other = names.factions.get(whom) or names.patrons.get(whom) or _words(whom)
    return f"{owner}: {JOINED.get(what, what)} {other}"


def _words(key: str) -> str:
    return key.replace("_", " ").replace("-", " ")


def amount(value: float, unit: str = "") -> str:
    """Return a number to three digits with its unit in words.

    Examples
    --------
    >>> amount(24312.0, "fighters"), amount(0.7041, "share")
    ('24,300 fighters', '0.704')
    """
    digits = f"{value:.3g}"
    shown = f"{float(digits):,.0f}" if abs(value) >= 1000 else digits
    words = UNIT_WORDS.get(unit, _words(unit).replace("musd", "million USD"))
    return f"{shown} {words}".strip()
