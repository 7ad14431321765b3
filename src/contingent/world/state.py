"""What changes during a run, and how a run starts."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int8, Shaped

from contingent.scenario.vocabulary import DELIVERIES
from contingent.world.arrays import World
from contingent.world.foreign import committed_help
from contingent.world.lanes import fixed

TAKES_AT = 0.6
"""Control share at which a faction becomes the holder of a place (charter §6)."""
LOSES_BELOW = 0.4
"""Control share below which the holder loses the place."""
AIRCRAFT, AIR_DEFENCE, MATERIEL = range(len(DELIVERIES))


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class State:
    """The state of one run at one moment. Stocks are in the units of the world's fields."""

    hold: Float[Array, "place faction lane"]
    holder: Int8[Array, "place lane"]
    fighters: Float[Array, "place faction lane"]
    materiel: Float[Array, "faction lane"]
    air: Float[Array, "faction lane"]
    air_defence: Float[Array, "faction lane"]
    treasury: Float[Array, "faction lane"]
    cohesion: Float[Array, "faction lane"]
    bond: Float[Array, "faction lane"]
    active: Float[Array, "faction lane"]
    recognition: Float[Array, "faction lane"]
    foreign: Float[Array, "faction help lane"]
    on_order: Float[Array, "faction delivery lane"]
    delivered: Float[Array, "faction delivery lane"]
    commitment: Int8[Array, "patron faction lane"]
    affinity: Float[Array, "place faction lane"]
    belief: Float[Array, "faction other lane"]
    phase: Int8[Array, "faction other lane"]
    terms: Float[Array, "faction other lane"]
    trend: Float[Array, "faction other lane"]
    clause: Int8[Array, "clause lane"]
    effort: Float[Array, "place faction lane"]
    blockade: Float[Array, "faction lane"]
    momentum: Float[Array, "faction lane"]
    alarm: Float[Array, " lane"]
    stalemate: Float[Array, " lane"]
    age: Float[Array, " lane"]
    worn: Float[Array, " lane"]
    ran_out: Float[Array, " lane"]
    engaged: Float[Array, "place lane"]
    killed: Float[Array, "place lane"]
    outage: Float[Array, "field lane"]
    oil_output: Float[Array, " lane"]
    oil_shock: Float[Array, " lane"]
    oil_price: Float[Array, " lane"]
    bank_reserves: Float[Array, " lane"]
    away: Float[Array, "place lane"]
    dead: Float[Array, "place lane"]
    battle_deaths: Float[Array, " lane"]
    civilian_deaths: Float[Array, " lane"]
    displaced: Float[Array, " lane"]
    recruited: Float[Array, "faction lane"]
    deserted: Float[Array, "faction lane"]
    fallen: Float[Array, "faction lane"]
    earned: Float[Array, "faction lane"]
    spent: Float[Array, "faction lane"]


def held_by(state: State) -> Bool[Array, "place faction lane"]:
    """Return whether each faction is the holder of each place."""
    index = jnp.arange(state.hold.shape[1], dtype=jnp.int8)[:, None]
    return state.holder[:, None] == index


def people_present(world: World, state: State) -> Float[Array, "place lane"]:
    """Return the people in each place: neither away nor dead."""
    return jnp.maximum(0.0, world.places.population - state.away - state.dead)


def share_of_sum(parts: Float[Array, "place faction lane"]) -> Float[Array, "place faction lane"]:
    """Scale shares down where they sum to more than one."""
    parts = fixed(parts)
    return parts / jnp.maximum(1.0, parts.sum(1)[:, None])


def initial_state(world: World) -> State:
    """Return the state on the start date of one drawn world."""
    f, places = world.factions, world.places
    lanes = f.fighters.shape[-1]
    dtype = f.fighters.dtype

    def each(given: Shaped[Array, "*axes 1"]) -> Shaped[Array, "*axes lane"]:
        """Give every lane its copy of what all draws share."""
        return jnp.broadcast_to(given, (*given.shape[:-1], lanes))

    commitment = jnp.round(world.patrons.commitment).astype(jnp.int8)
    return State(
        hold=share_of_sum(jnp.clip(places.control, 0.0, 1.0)),
        holder=each(places.holder).astype(jnp.int8),
        fighters=places.garrison * f.fighters,
        materiel=f.materiel,
        air=f.air,
        air_defence=f.air_defence,
        treasury=f.treasury,
        cohesion=f.cohesion,
        bond=jnp.ones_like(f.fighters),
        active=jnp.ones_like(f.fighters),
        recognition=f.recognition,
        commitment=commitment,
        # whom patrons sent before the start is there; the lag is for those they send later
        foreign=committed_help(world.patrons, commitment),
        affinity=share_of_sum(jnp.clip(places.affinity, 0.0, 1.0)),
        phase=each(world.country.phase).astype(jnp.int8),
        clause=each(world.country.clause).astype(jnp.int8),
        effort=each(places.effort),
        oil_output=each(world.oil.output.sum(0)).astype(dtype),
        oil_price=world.oil_market.price,
        bank_reserves=world.bank.reserves,
        **_nothing_yet(world),
    )


def _nothing_yet(world: World) -> dict[str, Array]:
    """Return what is zero on the start date: orders of arms, memories, harm, running totals."""
    n_faction, lanes = world.factions.fighters.shape
    n_place, n_field = world.places.population.shape[0], world.oil.output.shape[0]
    axes: dict[str, tuple[int, ...]] = {
        "on_order": (n_faction, len(DELIVERIES)),
        "delivered": (n_faction, len(DELIVERIES)),
        "belief": (n_faction, n_faction),
        "terms": (n_faction, n_faction),
        "trend": (n_faction, n_faction),
        "blockade": (n_faction,),
        "momentum": (n_faction,),
        "alarm": (),
        "stalemate": (),
        "age": (),
        "worn": (),
        "ran_out": (),
        "engaged": (n_place,),
        "killed": (n_place,),
        "outage": (n_field,),
        "oil_shock": (),
        "away": (n_place,),
        "dead": (n_place,),
        "battle_deaths": (),
        "civilian_deaths": (),
        "displaced": (),
        "recruited": (n_faction,),
        "deserted": (n_faction,),
        "fallen": (n_faction,),
        "earned": (n_faction,),
        "spent": (n_faction,),
    }
    dtype = world.factions.fighters.dtype
    return {name: jnp.zeros((*shape, lanes), dtype) for name, shape in axes.items()}
