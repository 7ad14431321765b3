"""The compact record of a moment: what questions, and patrons' conditions, may look at."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from contingent.world.arrays import World
from contingent.world.lanes import total_of
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES, Observation
from contingent.world.state import AIR_DEFENCE, AIRCRAFT, MATERIEL, State
from contingent.world.strength import troops_of

jax.tree_util.register_dataclass(
    Observation,
    data_fields=["holder", "rung", "phase", "clause", "faction", "national"],
    meta_fields=[],
)


def observe(world: World, state: State) -> Observation:
    """Return what can be seen of a state from outside."""
    people = (world.places.population / world.places.population.sum(0))[:, None]
    capacity = world.oil.capacity / jnp.maximum(1.0, world.oil.capacity.sum(0))
    series = {
        "fighters": troops_of(state),
        "materiel": state.materiel,
        "air": state.air,
        "air_defence": state.air_defence,
        "treasury": state.treasury,
        "cohesion": state.cohesion,
        "recognition": state.recognition,
        "active": state.active,
        "share_population": total_of(people * state.hold),
        "share_oil": total_of(capacity[:, None] * state.hold[world.oil.place]),
        "share_places": state.hold.mean(0),
        "delivered_aircraft": state.delivered[:, AIRCRAFT],
        "delivered_air_defence": state.delivered[:, AIR_DEFENCE],
        "delivered_materiel": state.delivered[:, MATERIEL],
    }
    national = {
        "battle_deaths": state.battle_deaths,
        "civilian_deaths": state.civilian_deaths,
        "displaced": state.displaced,
        "oil_output_kbd": state.oil_output,
        "oil_price": state.oil_price,
        "bank_reserves": state.bank_reserves,
    }
    return Observation(
        holder=state.holder,
        rung=state.commitment,
        phase=state.phase,
        clause=state.clause,
        faction=jnp.stack([series[name] for name in FACTION_SERIES]),
        national=jnp.stack([national[name] for name in NATIONAL_SERIES]),
    )
