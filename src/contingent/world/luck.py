"""The random numbers of one step of one run, by what they decide."""

from __future__ import annotations

from dataclasses import dataclass

import jax
from jaxtyping import Array, Float

from contingent.world.observe import Observation


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Luck:
    """Random numbers of one step. Names ending in ``_z`` are standard normal, others uniform."""

    perception_z: Float[Array, "faction other lane"]
    outage: Float[Array, "field lane"]
    price_z: Float[Array, " lane"]
    patron_when: Float[Array, "patron faction lane"]
    patron_move: Float[Array, "patron faction lane"]
    aircraft_deal: Float[Array, "patron faction lane"]
    air_defence_deal: Float[Array, "patron faction lane"]
    posture_when: Float[Array, "faction lane"]
    posture_place: Float[Array, "place faction lane"]
    blockade: Float[Array, "faction lane"]
    drift_z: Float[Array, "place faction lane"]
    loss_z: Float[Array, "place faction lane"]
    turning: Float[Array, "place faction lane"]
    death_z: Float[Array, "place lane"]
    flight_z: Float[Array, "place lane"]
    talks_when: Float[Array, "faction other lane"]
    talks_what: Float[Array, "faction other lane"]
    clause: Float[Array, "clause lane"]
    clause_done: Float[Array, "clause lane"]
    recognition: Float[Array, "faction lane"]
    leader: Float[Array, "faction lane"]
    split: Float[Array, "faction lane"]
    relapse: Float[Array, "faction lane"]


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Clock:
    """One step of time: its length, and what could be seen when it began."""

    days: Float[Array, ""]
    seen: Observation
