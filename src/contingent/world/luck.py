"""The random numbers of one step of one run, by what they decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import jax
from jaxtyping import Array, Float

from contingent.world.observe import Observation

COUNTRY, CLAUSES = slice(0, 1), slice(1, None)
"""Rows of ``country.entity_hash``: the country itself, and the terms of deals."""


def roll(stream: int, word: int, of: str, rows: slice = slice(None)) -> Any:
    """Declare a random number: word 0 or 1 of a stream's block for each entity.

    Parameters
    ----------
    stream, word : int
        Which of 64 streams, and which of the two words that it gives each entity in each step.
    of : str
        Group and field of the world that hold the hashed names of the entities.
    rows : slice, optional
        Which of them.
    """
    return field(metadata={"stream": stream, "word": word, "of": of, "rows": rows})


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Luck:
    """Random numbers of one step. Names ending in ``_z`` are standard normal, others uniform.

    Each is declared where it stands and drawn by the engine. A new one takes the free word of a
    stream of its entities, or the next stream. Those that exist stay where they are: to move one
    would change the luck of every run.
    """

    perception_z: Float[Array, "faction other lane"] = roll(8, 0, "factions.self_hash")
    outage: Float[Array, "field lane"] = roll(10, 0, "oil.name_hash")
    price_z: Float[Array, " lane"] = roll(12, 0, "country.entity_hash", rows=COUNTRY)
    patron_when: Float[Array, "patron faction lane"] = roll(3, 0, "patrons.pair_hash")
    patron_move: Float[Array, "patron faction lane"] = roll(3, 1, "patrons.pair_hash")
    aircraft_deal: Float[Array, "patron faction lane"] = roll(4, 0, "patrons.pair_hash")
    air_defence_deal: Float[Array, "patron faction lane"] = roll(4, 1, "patrons.pair_hash")
    posture_when: Float[Array, "faction lane"] = roll(5, 0, "factions.name_hash")
    posture_place: Float[Array, "place faction lane"] = roll(1, 0, "places.pair_hash")
    blockade: Float[Array, "faction lane"] = roll(5, 1, "factions.name_hash")
    drift_z: Float[Array, "place faction lane"] = roll(0, 0, "places.pair_hash")
    loss_z: Float[Array, "place faction lane"] = roll(0, 1, "places.pair_hash")
    turning: Float[Array, "place faction lane"] = roll(1, 1, "places.pair_hash")
    death_z: Float[Array, "place lane"] = roll(2, 0, "places.name_hash")
    flight_z: Float[Array, "place lane"] = roll(2, 1, "places.name_hash")
    talks_when: Float[Array, "faction other lane"] = roll(9, 0, "factions.pair_hash")
    talks_what: Float[Array, "faction other lane"] = roll(9, 1, "factions.pair_hash")
    clause: Float[Array, "clause lane"] = roll(11, 0, "country.entity_hash", rows=CLAUSES)
    clause_done: Float[Array, "clause lane"] = roll(11, 1, "country.entity_hash", rows=CLAUSES)
    recognition: Float[Array, "faction lane"] = roll(7, 0, "factions.name_hash")
    leader: Float[Array, "faction lane"] = roll(6, 0, "factions.name_hash")
    split: Float[Array, "faction lane"] = roll(6, 1, "factions.name_hash")
    relapse: Float[Array, "faction lane"] = roll(7, 1, "factions.name_hash")
    posture_none: Float[Array, "faction lane"] = roll(13, 0, "factions.name_hash")
    talks_again_when: Float[Array, "faction other lane"] = roll(14, 0, "factions.pair_hash")
    talks_again_what: Float[Array, "faction other lane"] = roll(14, 1, "factions.pair_hash")
    exhaustion_z: Float[Array, " lane"] = roll(12, 1, "country.entity_hash", rows=COUNTRY)
    exhaustion: Float[Array, " lane"] = roll(15, 0, "country.entity_hash", rows=COUNTRY)


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Clock:
    """One step of time: its length, and what could be seen when it began."""

    days: Float[Array, ""]
    seen: Observation
