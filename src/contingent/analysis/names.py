"""Names of what a scenario is about, short enough for a line of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SHORT, LONGEST = 14, 32
"""Letters of a name that needs no abbreviation, and of one that is told in full if it has none."""
JOINED = {
    "stake": "stake in",
    "cost": "cost of",
    "sells": "readiness to sell to",
    "affinity": "sympathy for",
    "offers": "offer of",
    "rivals": "fear of",
    "allies": "wish to act with",
}
"""Words that join the owner of a number to whom or what it is about."""

FIELDS = {
    "quality": "fighting quality",
    "materiel": "arms",
    "air": "combat aircraft",
    "treasury": "war chest",
    "income": "income beside oil",
    "oil_split": "part of the oil money",
    "wage": "wages",
    "leader_hazard": "chance that the leader falls",
    "optimism": "overconfidence",
    "resolve": "will to bear losses",
    "oil_share": "an oil share",
    "basing": "bases",
    "allies_needed": "allies it wants beside it",
    "cash": "money it could give",
    "arms": "arms it could give",
    "men": "advisers or mercenaries it could send",
    "strikes": "aircraft it could strike with",
    "troops": "troops it could send",
    "aircraft": "aircraft it could give",
    "market": "arms it could sell",
    "guarantee": "worth of its guarantee",
}
"""What readers call the fields of factions and patrons that explain themselves too little."""

WHOLE = {
    "oil_market.price": "oil price at the start",
    "oil_market.world_supply": "world supply of oil",
    "oil_market.elasticity": "how much the oil price answers lost output",
    "bank.reserves": "reserves of the central bank",
    "bank.cushion": "how far the central bank makes up lost revenue",
    "bank.payout": "part of the revenue that the central bank pays out",
    "embargo.enforcement": "how well the arms embargo is enforced",
    "embargo.premium": "how much dearer the arms embargo makes arms",
    "tax": "taxes",
}
"""What readers call the numbers that belong to nobody."""

UNIT_WORDS = {"share": "", "ratio": "", "weight": "", "exponent": "", "log_ratio": "", "rung": ""}


@dataclass(frozen=True)
class Names:
    """Short names by id, in the order of the record.

    Attributes
    ----------
    factions, patrons, places : dict of id to str
    titles : dict of path to str
        What readers call the parameters of mechanisms.
    """

    factions: dict[str, str]
    patrons: dict[str, str]
    places: dict[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(scenario: Any) -> Names:
        """Read them from a scenario, or from what a run folder says of its scenario."""
        kinds = ("factions", "patrons", "places")
        if isinstance(scenario, Mapping):
            titles = scenario.get("titles", {})
        else:
            from contingent.mechanisms import parameter_titles  # with them comes the engine

            titles = parameter_titles()
            scenario = {
                kind: [{"id": x.id, "name": x.name} for x in getattr(scenario, kind)]
                for kind in kinds
            }
        factions, patrons, places = (_short(scenario[kind]) for kind in kinds)
        return Names(factions, patrons, places, titles)


def _short(items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {item["id"]: brief(str(item["name"]), str(item["id"])) for item in items}


def brief(name: str, ident: str) -> str:
    """Return a name short enough for a line: itself, its abbreviation, or its id in words.

    Examples
    --------
    >>> brief("Libyan National Army (Haftar)", "lna"), brief("Government of National Accord", "gna")
    ('LNA', 'GNA')
    >>> brief("Turkey", "turkey"), brief("Blue Government", "blue")
    ('Turkey', 'Blue Government')
    >>> brief("Tripoli International Airport", "tripoli-airport")
    'Tripoli International Airport'
    """
    name = name.split(" (", maxsplit=1)[0]
    if len(name) <= SHORT:
        return name
    if "".join(word[0] for word in name.split() if word[0].isupper()).lower() == ident.lower():
        return ident.upper()
    return name if len(name) <= LONGEST else ident.replace("-", " ").title()


def label(path: str, names: Names) -> str:
    """Return a quantity's path in words.

    Examples
    --------
    >>> names = Names({"lna": "LNA"}, {"turkey": "Turkey"}, {}, {"war.tempo": "pace of the war"})
    >>> label("patrons.turkey.stake.lna", names), label("factions.lna.quality", names)
    ('Turkey: stake in LNA', 'LNA: fighting quality')
    >>> label("war.tempo", names), label("somewhere.else", names)
    ('pace of the war', 'somewhere: else')
    """
    if path in names.titles or path in WHOLE:
        return names.titles.get(path) or WHOLE[path]
    first, *rest = path.split(".")
    known = {"factions": names.factions, "patrons": names.patrons, "places": names.places}
    if first not in known or len(rest) < 2:
        return ": ".join([_words(first), *(_words(r) for r in rest)])
    owner = known[first].get(rest[0], rest[0])
    if len(rest) == 2:
        return f"{owner}: {FIELDS.get(rest[1]) or _words(rest[1])}"
    what, whom = rest[1], rest[2]
    other = names.factions.get(whom) or names.patrons.get(whom)
    other = other or (FIELDS.get(whom) if what == "offers" else None) or _words(whom)
    return f"{owner}: {JOINED.get(what) or _words(what)} {other}"


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
