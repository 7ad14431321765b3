"""Aftermath: a victor consolidates, or meets insurgency; the beaten may come back.

A faction is beaten when it holds no place or has under 5 % of its first fighters. While all of
a faction's opponents are beaten, people come round to it; meanwhile each beaten faction
may return::

    d affinity_victor = consolidation * (1 - sum of affinities) ... and of the losers' share
    relapse hazard    = relapse * 4 * (share of people who side with the beaten)
    insurgents        = kernel * supporters in places it does not hold

Return brings the beaten a force in arms among its own people (Galula 1964: insurgency lives where
support is), and takes its place in the open war again. Wars recur less after decisive victories
(Collier, Hoeffler & Söderbom 2008; Toft 2010). It would be wrong if unpopular victors were left in
peace.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int8

from contingent.scenario.quantity import lognormal, triangular
from contingent.world.arrays import World
from contingent.world.fitted import counted_rate
from contingent.world.lanes import fixed, total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State, held_by, people_present, share_of_sum
from contingent.world.strength import others, troops_of

BEATEN = 0.05
WAR = 0
AVERAGE_SUPPORT = 0.25


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Aftermath:
    """Parameters of the aftermath."""

    consolidation: Float[Array, " lane"] = prior(
        "speed at which people come round to a victor",
        lognormal(
            0.3, 2.0, unit="per_year", judgement="people come round to a victor within years"
        ),
    )
    relapse: Float[Array, " lane"] = prior(
        "readiness of the beaten to return",
        counted_rate(("gov", "reb"), "wars that were won and fought again within five years"),
    )
    kernel: Float[Array, " lane"] = prior(
        "insurgents that supporters raise",
        lognormal(0.0015, 1.8, unit="share", judgement="insurgents per supporter"),
    )
    cells: Float[Array, " lane"] = prior(
        "how much insurgents contest a place",
        triangular(
            0.05, 0.15, 0.3, unit="share", judgement="control of a place that insurgents contest"
        ),
    )


def beaten(world: World, state: State) -> Float[Array, "faction lane"]:
    """Return 1 for factions that hold no place or have under 5 % of their first fighters."""
    places = total_of(held_by(state).astype(state.hold.dtype))
    few = troops_of(state) < BEATEN * world.factions.fighters
    return ((places == 0) | few).astype(state.hold.dtype)


def aftermath(world: World, state: State, p: Aftermath, luck: Luck, clock: Clock) -> State:
    """Let victors consolidate and the beaten return."""
    years = clock.days / 365.0
    down = beaten(world, state)
    victor = (1.0 - down) * (others(1.0 - down) == 0.0) * state.active
    swayed = fixed(-jnp.expm1(-p.consolidation * years) * victor)
    affinity = state.affinity * (1.0 - others(swayed)) + swayed * (1.0 - state.affinity)

    people = people_present(world, state)
    siding = total_of(people[:, None] * state.affinity) / jnp.maximum(1.0, people.sum(0))
    dominated = (others(victor) > 0.0) * down * state.active
    rate = p.relapse * siding / AVERAGE_SUPPORT * dominated
    rises = fixed((luck.relapse < -jnp.expm1(-rate * years)).astype(state.hold.dtype))
    insurgents = p.kernel * people[:, None] * state.affinity * (1.0 - state.hold) * rises
    again = (rises > 0.0).any(0)
    contested = p.cells * rises * state.affinity
    hold = state.hold * (1.0 - others(contested)) + contested * (1.0 - state.hold)
    return replace(
        state,
        affinity=share_of_sum(affinity),
        hold=share_of_sum(hold),
        fighters=state.fighters + insurgents,
        recruited=state.recruited + total_of(insurgents),
        phase=_war_again(state, rises),
        worn=jnp.where(again, 0.0, state.worn),
        ran_out=jnp.where(again, 0.0, state.ran_out),
    )


def _war_again(
    state: State, rises: Float[Array, "faction lane"]
) -> Int8[Array, "faction other lane"]:
    """Reopen the war between each faction that rises and all others."""
    risen = rises > 0.0
    return jnp.where(risen[:, None] | risen[None], WAR, state.phase).astype(jnp.int8)
