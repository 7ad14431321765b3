"""Toll: who dies and who flees.

    present[p]    = population[p] - away[p] - dead[p]
    civilians[p]  = min(present, killed[p] * crossfire * (present / 100,000) ** 0.2 * air_harm)
    air_harm      = 1 + bombing * cover / (cover + air_half)
    battle deaths += killed + civilians        civilian deaths, dead[p] += civilians
    fleeing[p]    = (present - civilians)
                    * (1 - exp(-flight * tempo * engaged dt * over-dispersion))
    returning[p]  = away * (1 - exp(-homecoming (1 - engaged) dt))

Battle deaths are UCDP's: fighters and civilians in crossfire. Only those who are present die or
flee, and only those who are away return, so everyone is present, away or dead; `displaced` counts
each flight. Births and fallen fighters are within the rounding of a population. Shape of the
crossfire term: deaths per fighter rise with density (towns), aircraft and artillery. Limits:
no deaths from hunger or disease, no massacres away from fighting. It would be wrong if wars of
sieges and raids in empty land displaced as many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.mechanisms.combat import overdispersion
from contingent.scenario.quantity import lognormal, triangular
from contingent.world.arrays import World
from contingent.world.lanes import total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State, people_present
from contingent.world.strength import air_cover

DENSITY_EXPONENT = 0.2
TOWN = 1e5


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Toll:
    """Parameters of the toll."""

    crossfire: Float[Array, " lane"] = prior(
        "civilians killed for each fighter killed",
        lognormal(
            0.15,
            1.8,
            unit="ratio",
            judgement="civilians killed per fighter killed; Tripoli, first week of April 2019: 7 "
            "of 75",
        ),
    )
    bombing: Float[Array, " lane"] = prior(
        "civilian deaths added by air campaigns",
        triangular(0.5, 1.5, 3.0, unit="ratio", judgement="air campaigns multiply civilian deaths"),
    )
    flight: Float[Array, " lane"] = prior(
        "readiness of people to flee",
        lognormal(
            0.0011,
            2.0,
            unit="per_day",
            judgement="Tripoli 2018: 25,000 of 1.5 million in 30 days; Derna 2018: 19,270 of "
            "163,000 in 52 days",
        ),
    )
    homecoming: Float[Array, " lane"] = prior(
        "speed at which people return",
        lognormal(
            1 / 400,
            1.8,
            unit="per_day",
            judgement="Libya: 382,000 returnees by 2018 of those displaced in 2014-16",
        ),
    )
    waves: Float[Array, " lane"] = prior(
        "ups and downs of flight",
        triangular(0.4, 0.8, 1.2, unit="log_ratio", judgement="flight comes in waves"),
    )
    spread: Float[Array, " lane"] = prior(
        "ups and downs of civilian deaths",
        triangular(0.3, 0.6, 1.0, unit="log_ratio", judgement="single shells and bombs weigh much"),
    )


def toll(world: World, state: State, p: Toll, luck: Luck, clock: Clock) -> State:
    """Count the dead and the displaced of the step."""
    present = people_present(world, state)
    cover = air_cover(world, state).max(1)
    harm = 1.0 + p.bombing * cover / (cover + world.war.air_half)
    dense = jnp.exp(DENSITY_EXPONENT * jnp.log((present + 1.0) / TOWN))
    unlucky = overdispersion(luck.death_z, p.spread, clock.days)
    civilians = jnp.minimum(state.killed * p.crossfire * dense * harm * unlucky, present)

    wave = overdispersion(luck.flight_z, p.waves, clock.days)
    alive = present - civilians
    leaving = alive * -jnp.expm1(-p.flight * world.war.tempo * state.engaged * wave * clock.days)
    calm = jnp.maximum(0.0, 1.0 - state.engaged)
    returning = state.away * -jnp.expm1(-p.homecoming * calm * clock.days)
    return replace(
        state,
        battle_deaths=state.battle_deaths + total_of(state.killed + civilians),
        civilian_deaths=state.civilian_deaths + total_of(civilians),
        displaced=state.displaced + total_of(leaving),
        away=state.away + leaving - returning,
        dead=state.dead + civilians,
    )
