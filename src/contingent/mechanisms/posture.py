"""Posture: where to attack, what to hold, when to shut the oil; fighters march accordingly.

At a hazard of one in `review` days a faction looks again at every place it can reach by one road
from where it stands and does not hold securely, and makes at most two of them its main efforts.
With y the believed log ratio of what it and its enemies can bring to the place::

    chance  = 1 / (1 + exp(-2 y))
    value_p = people * sqrt(population share) + oil * oil share + capital * [p is the capital]
    U[p]    = ambition * value_p * chance - risk * (1 - chance)
              + inertia * chance / (chance + 0.03) * [already an effort]
              + whim * min(1, ambition) * Gumbel_p
    U[none] = whim * min(1, ambition) * Gumbel_none

This is a logit choice (McFadden 1974) between the places and no offensive at all. What we do not
know speaks for staying at home as well as for going, so `none` has a Gumbel number of its own.
Places that rank above it become efforts, best first (as in the rank-ordered logit of
Beggs, Cardell & Hausman 1981); the second one costs `second` points more. The unknown part of U is
mostly worth that we do not see, and moves a side that wants little as little as the worth that we
see: whim shrinks with ambition below one. Power falls with distance from depots (loss-of-strength
gradient, Boulding 1962), so far-away prizes look hard. Talks temper ambition; a ceasefire or deal
ends offensives against its parties. Fighters who may leave flow along roads towards efforts and
threatened places at a first-order rate speed / distance, so that none is lost on the way and the
step does not matter::

    pull    = nearness @ (effort * (0.5 + 1.5 value / 5) + hold * threat * value / 5)
    rate    = speed / km * max(0, pull_q - pull_p) / (|pull_q - pull_p| + 0.05 max pull)

An unrecognised faction that can shut in oil does so at a hazard that grows with the share it can
shut, with how much more its enemies live on oil than it does, and with stalemate; it relents at
another. Limits: no feints, no sieges as such. It would be wrong if offensives were launched
regardless of the odds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.scenario.quantity import lognormal, triangular
from contingent.world.arrays import World
from contingent.world.lanes import fixed, mix, sum_at, total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import TAKES_AT, State, held_by
from contingent.world.strength import (
    against,
    defended_power,
    hostility,
    log_power,
    mobile,
    terrain_factor,
    worth_of_fighter,
)

YEAR = 365.0
EULER = 0.5772156649015329
FOOTHOLD = 0.1
"""Enemy control share from which a place is not yet secured."""
PRESENCE = 50.0
"""Fighters from which a faction can look further along the road."""
EFFORT_PULL, EFFORT_WORTH = 0.5, 1.5
VALUE_SCALE = 5.0
FORLORN = 0.03
"""Chance at which half of the reluctance to break off an offensive is gone."""
CEASEFIRE, TALKS = 2, 1


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Posture:
    """Parameters of posture."""

    review: Float[Array, " lane"] = prior(
        "time between two decisions of a headquarters",
        lognormal(21.0, 1.6, unit="days", judgement="headquarters change main efforts in weeks"),
    )
    people: Float[Array, " lane"] = prior(
        "value that headquarters put on people",
        triangular(3.0, 6.0, 9.0, unit="points", judgement="worth of holding all people"),
    )
    oil: Float[Array, " lane"] = prior(
        "value that headquarters put on oil",
        triangular(1.0, 4.0, 7.0, unit="points", judgement="worth of standing on all oil"),
    )
    capital: Float[Array, " lane"] = prior(
        "value that headquarters put on the capital",
        triangular(1.0, 3.0, 5.0, unit="points", judgement="worth of the seat of state"),
    )
    risk: Float[Array, " lane"] = prior(
        "fear of an attack that fails",
        triangular(1.0, 2.0, 4.0, unit="points", judgement="price of an attack that fails"),
    )
    inertia: Float[Array, " lane"] = prior(
        "reluctance to call off an offensive",
        triangular(
            1.0,
            3.0,
            5.0,
            unit="points",
            judgement="offensives under way are rarely called off: Benghazi 38 months, Derna 21, "
            "Sirte 2016 seven; of the eve table's campaigns only a probe was",
        ),
    )
    whim: Float[Array, " lane"] = prior(
        "headquarters' decisions made for unknown reasons",
        triangular(
            0.2, 0.5, 1.0, unit="points", judgement="what we cannot know of a headquarters' reasons"
        ),
    )
    second: Float[Array, " lane"] = prior(
        "price of attacking on a second axis",
        triangular(
            0.0, 0.5, 1.5, unit="points", judgement="a second axis divides staff and supply"
        ),
    )
    restraint: Float[Array, " lane"] = prior(
        "ambition that remains during talks",
        triangular(
            0.3, 0.6, 1.0, unit="ratio", judgement="ambition that remains while talks are open"
        ),
    )
    speed: Float[Array, " lane"] = prior(
        "speed of columns",
        lognormal(
            35.0,
            1.6,
            unit="km_per_day",
            judgement="columns with supply; Fezzan campaign of early 2019: about 1,500 km in 47 "
            "days",
        ),
    )
    blockades: Float[Array, " lane"] = prior(
        "readiness to blockade oil",
        lognormal(
            0.4,
            2.0,
            unit="per_year",
            judgement="blockades by one side of all oil it could shut: 2013-16 ports, 2014-16 "
            "western pipelines, June 2018",
        ),
    )
    blockade_days: Float[Array, " lane"] = prior(
        "length of oil blockades",
        lognormal(
            90.0, 2.5, unit="days", judgement="two weeks in 2018, two to three years in 2013-16"
        ),
    )


def posture(world: World, state: State, p: Posture, luck: Luck, clock: Clock) -> State:
    """Choose efforts and blockades, then let fighters march."""
    forces = _forces(world, state)
    state = replace(
        state,
        effort=_efforts(world, state, p, luck, clock, forces=forces),
        blockade=_blockade(world, state, p, luck, clock),
    )
    return replace(state, fighters=_march(world, state, p, clock, forces=forces))


def place_value(world: World, p: Posture) -> Float[Array, "place lane"]:
    """Return the worth of each place, in points."""
    people = world.places.population / world.places.population.sum(0)
    capacity = world.oil.capacity / jnp.maximum(1.0, world.oil.capacity.sum(0))
    oil = mix(world.oil.crosses.T, capacity)
    return p.people * jnp.sqrt(people) + p.oil * oil + p.capital * world.places.capital


@dataclass(frozen=True)
class _Forces:
    """Fighters of each faction in each place before the step.

    Attributes
    ----------
    free : Float[Array, "place faction lane"]
        Those who may leave.
    near : Float[Array, "place faction lane"]
        Those who may not, and all who may come from around.
    worth : Float[Array, "place faction lane"]
        The power of one fighter there.
    """

    free: Float[Array, "place faction lane"]
    near: Float[Array, "place faction lane"]
    worth: Float[Array, "place faction lane"]


def _forces(world: World, state: State) -> _Forces:
    free = fixed(mobile(world, state))
    near = fixed(state.fighters - free + mix(world.graph.nearness, free))
    return _Forces(free, near, worth_of_fighter(world, state))


def _misjudged(world: World, state: State) -> Float[Array, "faction lane"]:
    """Return by how much each faction underrates its enemies (log)."""
    hostile = hostility(state)
    error = (log_power(world, state)[None] - state.belief) * hostile
    return error.sum(1) / jnp.maximum(hostile.sum(1), 1e-6)


def gumbel(uniform: Float[Array, "*axes lane"]) -> Float[Array, "*axes lane"]:
    """Return Gumbel numbers of mean zero, made of uniform ones."""
    return -jnp.log(-jnp.log(uniform)) - EULER


def _efforts(
    world: World, state: State, p: Posture, luck: Luck, clock: Clock, *, forces: _Forces
) -> Float[Array, "place faction lane"]:
    hostile = hostility(state)
    potential = fixed(forces.near * forces.worth + PRESENCE)
    enemy = against(
        potential * terrain_factor(world, state.hold), (hostile > 0).astype(hostile.dtype)
    )
    y = jnp.log(potential / (enemy + PRESENCE)) + _misjudged(world, state)
    chance = jax.nn.sigmoid(2.0 * y)

    talking = ((state.phase == TALKS) & (hostile > 0)).any(1)
    ambition = world.factions.ambition * jnp.where(talking, p.restraint, 1.0)
    whim = p.whim * jnp.minimum(1.0, ambition)
    worth = place_value(world, p)[:, None] * ambition * chance - p.risk * (1.0 - chance)
    carried_on = p.inertia * chance / (chance + FORLORN)
    score = worth + carried_on * state.effort + whim * gumbel(luck.posture_place)
    none = whim * gumbel(luck.posture_none)

    standing = ((state.fighters > PRESENCE) | (state.hold >= 0.5)).astype(score.dtype)
    near = (sum_at(world.graph.next_door, standing) + (state.fighters > PRESENCE)) > 0.0
    n = state.phase.shape[0]
    partner = ((state.phase >= CEASEFIRE) & ~jnp.eye(n, dtype=bool)[..., None]).astype(score.dtype)
    held = held_by(state).astype(score.dtype)
    shielded = (against(state.hold, partner) >= 0.5) | (against(held, partner) > 0.0)
    idle = ~(hostile >= 1.0).any(1)
    open_ = (state.hold < TAKES_AT) | (
        against(state.hold, (hostile > 0.0).astype(score.dtype)) > FOOTHOLD
    )
    allowed = near & ~shielded & open_ & ~idle & (state.active > 0.0)
    reviews = luck.posture_when < -jnp.expm1(-clock.days / p.review)
    score, allowed, reviews = fixed((jnp.where(allowed, score, -jnp.inf), allowed, reviews))
    first = (score == score.max(0)) & (score > none)
    rest = jnp.where(first, -jnp.inf, score - p.second)
    second = (rest == rest.max(0)) & (rest > none)
    fresh = (first | second).astype(score.dtype)
    return jnp.where(reviews, fresh, state.effort * allowed)


def _blockade(
    world: World, state: State, p: Posture, luck: Luck, clock: Clock
) -> Float[Array, "faction lane"]:
    hostile = hostility(state)
    held = held_by(state).astype(state.hold.dtype)
    touches = sum_at(world.oil.path, held) > 0.0
    can_shut = total_of(world.oil.output[:, None] * touches)
    can_shut = can_shut / jnp.maximum(1.0, world.oil.output.sum(0))

    oil = world.factions.oil_split
    other = world.factions.income / jnp.maximum(
        1.0, world.bank.payout * world.oil.output.sum(0) * world.oil_market.price * YEAR / 1000.0
    )
    lives_on_oil = oil / (oil + other + 1e-6)
    gain = (hostile * lives_on_oil[None]).sum(1) / jnp.maximum(hostile.sum(1), 1e-6) - lives_on_oil
    peace = ~(hostile >= 1.0).any(1)
    on = p.blockades / YEAR * can_shut * (1.0 + state.stalemate + gain)
    on = jnp.maximum(on, 0.0) * (1.0 - state.recognition) * state.active * ~peace
    off = jnp.where(peace, 1.0 / 14.0, 1.0 / p.blockade_days)
    rate = jnp.where(state.blockade > 0.0, off, on)
    switches = luck.blockade < -jnp.expm1(-rate * clock.days)
    after = jnp.where(switches, 1.0 - state.blockade, state.blockade)
    return after * (can_shut > 0.0)


def _march(
    world: World, state: State, p: Posture, clock: Clock, *, forces: _Forces
) -> Float[Array, "place faction lane"]:
    near_enemy = against(forces.near, hostility(state))
    defended = defended_power(world, state, forces.worth)
    threat = jnp.minimum(1.0, near_enemy / (defended + 2 * PRESENCE))
    value = place_value(world, p)[:, None] / VALUE_SCALE
    demand = state.effort * (EFFORT_PULL + EFFORT_WORTH * value) + state.hold * threat * value
    pull = mix(world.graph.nearness, demand)

    # one row a road and direction: from its start to its end, if the end may be entered
    start, end = world.graph.road_from, world.graph.road_to
    enter = (held_by(state) | (state.effort > 0.0))[end]
    rise = jnp.maximum(0.0, pull[end] - pull[start])
    steep = rise / (rise + 0.05 * pull.max(0) + 1e-9)
    rate = p.speed * world.graph.per_km[:, None] * steep * enter
    total = sum_at(world.graph.leaves, rate)
    leaving = forces.free * -jnp.expm1(-total * clock.days)
    each = leaving / jnp.maximum(total, 1e-12)
    arriving = sum_at(world.graph.enters, rate * each[start])
    return state.fighters + arriving - leaving
