"""What can be seen of a run from outside: the compact record that questions are answered from.

The same record serves twice. Inside the engine it holds one moment of one run (no leading
axes); in the store it holds all of them, with axes ``run, time`` in front. Code that reads it
indexes from the right (``holder[..., place]``) and so works for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FACTION_SERIES: dict[str, str] = {
    "fighters": "fighters",
    "materiel": "million USD",
    "air": "combat aircraft",
    "air_defence": "air-defence systems",
    "treasury": "million USD",
    "cohesion": "share, 0 to 1",
    "recognition": "1 if recognised abroad as the government",
    "active": "1 while the faction exists",
    "share_population": "share of the country's people under control",
    "share_oil": "share of the country's oil-field capacity under control",
    "share_places": "share of the country's places under control",
    "delivered_aircraft": "combat aircraft delivered since the start",
    "delivered_air_defence": "air-defence systems delivered since the start",
    "delivered_materiel": "million USD of materiel delivered since the start",
}
"""Name and unit of each series kept for every faction, in storage order."""

NATIONAL_SERIES: dict[str, str] = {
    "battle_deaths": "people killed in battle since the start, civilians in crossfire included",
    "civilian_deaths": "civilians killed since the start (part of battle deaths)",
    "displaced": "new displacements since the start",
    "oil_output_kbd": "thousand barrels a day",
    "oil_price": "USD per barrel",
    "bank_reserves": "million USD",
}
"""Name and unit of each series kept for the country, in storage order."""


@dataclass(frozen=True)
class Observation:
    """The compact record of one moment, or of many (leading axes ``run, time``).

    Attributes
    ----------
    holder : int8 [..., place]
        Index of the faction that holds the place, -1 for none.
    rung : int8 [..., patron, faction]
        Commitment of each patron to each faction, an index into ``RUNGS``.
    phase : int8 [..., faction, faction]
        Talks between each pair of factions, an index into ``PHASES``; symmetric.
    clause : int8 [..., clause]
        State of each term of a deal, an index into ``CLAUSE_STATES``; order as in ``CLAUSES``.
    faction : float [..., series, faction]
        Series of ``FACTION_SERIES``.
    national : float [..., series]
        Series of ``NATIONAL_SERIES``.
    """

    holder: Any
    rung: Any
    phase: Any
    clause: Any
    faction: Any
    national: Any

    def faction_series(self, name: str) -> Any:
        """Return one series of every faction, shape ``[..., faction]``."""
        return self.faction[..., list(FACTION_SERIES).index(name), :]

    def national_series(self, name: str) -> Any:
        """Return one series of the country, shape ``[...]``."""
        return self.national[..., list(NATIONAL_SERIES).index(name)]
