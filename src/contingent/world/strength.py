"""How strong a force is, in local fighters: the measure that mechanisms share.

    quality_f   = training_f * cohesion_f * (kit per fighter / full kit) ** kit_exponent
    foreign_f   = 1 + (men_worth * men_f + troop_worth * troops_f) / fighters_f
    supply[p,f] = max(floor, max over held depots b of hold[b,f] * exp(-road_km[b,p] / gradient))
    guard[p,f]  = home_guard * people present * hold[p,f] * affinity[p,f]
    air[p,f]    = 1 + air_weight * A / (A + air_half),
                  A = aircraft within reach of p / (1 + enemy air defence / air_defence_half)
    power[p,f]  = fighters[p,f] * quality_f * foreign_f * supply[p,f] * air[p,f]

In the country as a whole, supply is left out and A is::

    A_f = (based aircraft_f * max over air bases b of hold[b,f] + aircraft with bases abroad_f)
          / (1 + enemy air defence / air_defence_half)

so that aircraft which have nowhere to fly from impress nobody.
The loss-of-strength gradient is Boulding's (1962); returns to equipment that fall with its amount,
and air support that saturates, are judgement. What defends a place is (power + guard) times the
advantage of the ground already held.
"""

from __future__ import annotations

from functools import reduce

import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from contingent.world.accounts import MEN, STRIKES_BASED, STRIKES_OWN, TROOPS
from contingent.world.arrays import Reach, World
from contingent.world.lanes import fixed, total_of
from contingent.world.state import State, people_present

CEASEFIRE, AGREEMENT = 2, 3
TWO_SIDES = 2
"""With two sides the others are the other one: no sum is needed, and none is compiled."""
VIOLATIONS = 0.03
"""Share of ordinary hostility that goes on under a deal, or after a war has run out."""


def others(x: Float[Array, "*axes faction lane"]) -> Float[Array, "*axes faction lane"]:
    """Sum over the other factions (exact: no subtraction)."""
    if x.shape[-2] == TWO_SIDES:
        return x[..., ::-1, :]
    x = fixed(x)
    parts = [x[..., f, :] for f in range(x.shape[-2])]
    rest = [
        reduce(jnp.add, parts[:f] + parts[f + 1 :], jnp.zeros_like(parts[f]))
        for f in range(len(parts))
    ]
    return jnp.stack(rest, -2)


def at_war(state: State) -> Bool[Array, "faction other lane"]:
    """Return whether each pair fights: no deal stands (talks are none), both exist, both go on."""
    n = state.phase.shape[0]
    both = (state.active[:, None] * state.active[None, :]) > 0.0
    open_ = (state.phase < CEASEFIRE) & (state.ran_out == 0.0)
    return open_ & both & ~jnp.eye(n, dtype=bool)[..., None]


def hostility(state: State) -> Float[Array, "faction other lane"]:
    """Return 1 for pairs at war, a trickle under a deal or where war ran out, 0 for oneself."""
    dtype = state.hold.dtype
    n = state.phase.shape[0]
    fierce = jnp.where(at_war(state), 1.0, VIOLATIONS).astype(dtype)
    both = state.active[:, None] * state.active[None, :]
    return fierce * both * (1 - jnp.eye(n, dtype=dtype))[..., None]


def against(
    x: Float[Array, "place other lane"], hostile: Float[Array, "faction other lane"]
) -> Float[Array, "place faction lane"]:
    """Sum over enemies, weighted by hostility: what each faction faces in each place."""
    if x.shape[1] == TWO_SIDES:
        return x[:, ::-1] * hostile.sum(1)
    return (fixed(x)[:, None] * hostile).sum(2)


def fiercest(
    present: Bool[Array, "place faction lane"], hostile: Float[Array, "faction other lane"]
) -> Float[Array, "place faction lane"]:
    """Return the hostility of the most hostile enemy present in each place."""
    if present.shape[1] == TWO_SIDES:
        return present[:, ::-1] * hostile.sum(1)
    return (hostile[None] * present[:, None]).max(2)


def reach_of(world: World) -> Reach:
    """Work out the distance kernels of one draw."""
    war, places = world.war, world.places
    return Reach(
        supply=jnp.exp(-world.graph.depot_km / war.gradient),
        air=jnp.exp(-world.graph.airbase_km / war.air_range),
        pace=jnp.clip((places.population / 1e5 + 1e-3) ** (-war.city_exponent), 0.2, 4.0),
    )


def troops_of(state: State) -> Float[Array, "faction lane"]:
    """Return all fighters of each faction."""
    return total_of(state.fighters)


def quality(world: World, state: State) -> Float[Array, "faction lane"]:
    """Return what one fighter of each faction is worth, foreign help included."""
    war = world.war
    fighters = troops_of(state) + 1.0
    kit = jnp.clip(state.materiel / (war.kit * fighters / 1000.0), 0.02, 5.0)
    foreign = war.men_worth * state.foreign[:, MEN] + war.troop_worth * state.foreign[:, TROOPS]
    return (
        world.factions.quality
        * state.cohesion
        * jnp.exp(war.kit_exponent * jnp.log(kit))
        * (1.0 + foreign / (fighters + 0.1 * foreign))
    )


def nearest_base(
    kernel: Float[Array, "base place #lane"],
    held: Float[Array, "base faction lane"],
    floor: Float[Array, "place faction lane"],
) -> Float[Array, "place faction lane"]:
    """Return the best reach to each place from any base, by how firmly the base is held."""
    # base by base: a maximum over an axis would be left scalar
    return reduce(jnp.maximum, [k[:, None] * h for k, h in zip(kernel, held, strict=True)], floor)


def supply(world: World, state: State) -> Float[Array, "place faction lane"]:
    """Return the share of power that reaches each place from the nearest held depot."""
    assert world.reach is not None
    held = state.hold[world.graph.depots]
    floor = jnp.broadcast_to(world.war.supply_floor, state.hold.shape)
    return nearest_base(world.reach.supply, held, floor)


def air_cover(world: World, state: State) -> Float[Array, "place faction lane"]:
    """Return effective aircraft over each place after the enemy's air defence."""
    assert world.reach is not None
    held = state.hold[world.graph.airbases]
    reach = nearest_base(world.reach.air, held, jnp.zeros_like(state.hold))
    based = state.air + state.foreign[:, STRIKES_BASED]
    blunted = 1.0 + others(state.air_defence) / world.war.air_defence_half
    return fixed((based * reach + state.foreign[:, STRIKES_OWN]) / blunted)


def air_factor(world: World, cover: Float[Array, "*axes lane"]) -> Float[Array, "*axes lane"]:
    """Return the factor by which air cover raises local power."""
    return 1.0 + world.war.air_weight * cover / (cover + world.war.air_half)


def worth_of_fighter(world: World, state: State) -> Float[Array, "place faction lane"]:
    """Return the power of one fighter of each faction in each place."""
    factor = supply(world, state) * air_factor(world, air_cover(world, state))
    return fixed(quality(world, state) * factor)


def terrain_factor(
    world: World, hold: Float[Array, "place faction lane"]
) -> Float[Array, "place faction lane"]:
    """Return the advantage of each faction from the ground it already holds."""
    none = jnp.zeros_like(world.war.urban)
    extra = jnp.stack([world.war.urban - 1.0, none, world.war.mountain - 1.0, none])
    return 1.0 + (world.places.terrain * extra).sum(1)[:, None] * hold


def defended_power(
    world: World, state: State, worth: Float[Array, "place faction lane"]
) -> Float[Array, "place faction lane"]:
    """Return power in place with home guards and the advantage of ground.

    `worth` is that of one fighter (`worth_of_fighter`).
    """
    present = people_present(world, state)[:, None]
    guard = world.war.home_guard * present * state.hold * state.affinity
    power = state.fighters * worth + guard * state.active
    return fixed(power * terrain_factor(world, state.hold))


def mobile(world: World, state: State) -> Float[Array, "place faction lane"]:
    """Return fighters who may leave.

    The rooted ones keep order at home; where people are many and hostile, more must stay.
    """
    present = people_present(world, state)[:, None]
    rooted = world.war.rooted * world.places.garrison * world.factions.fighters
    order = world.war.occupation * present * state.hold * (1.0 - state.affinity)
    return jnp.maximum(0.0, state.fighters - jnp.maximum(rooted, order))


def log_power(world: World, state: State) -> Float[Array, "faction lane"]:
    """Return the log of each faction's power in the whole country."""
    firmest = state.hold[world.graph.airbases].max(0, initial=0.0)
    based = (state.air + state.foreign[:, STRIKES_BASED]) * firmest
    aircraft = based + state.foreign[:, STRIKES_OWN]
    blunted = aircraft / (1.0 + others(state.air_defence) / world.war.air_defence_half)
    power = troops_of(state) * quality(world, state) * air_factor(world, blunted)
    return jnp.log(power + 1.0)
