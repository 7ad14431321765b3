"""Combat: only where forces meet, by a mixed Lanchester law, with luck.

With P the defended power in a place (power, home guard, ground), E the enemy's, and
sat(x) = x / (x + 100)::

    engaged   = hostility * sat(P) sat(E) * (smoulder + (1 - smoulder) * [some side's main effort])
    y         = log(P / E)
    loss rate = tempo * intensity * engaged * (E / P) ** law         (ratio clipped to 1/6..6)
    losses    = fighters (1 - exp(-loss rate dt * over-dispersion))
    d hold    = tempo * pace_p * advance * engaged * y dt
                + turmoil * sqrt(tempo pace_p engaged dt) * z
    rout rate = tempo * panic * engaged * max(0, -y - breaking)

`law` = 1 is Lanchester's square law, 0 the logarithmic law, 1/2 lies between; it is drawn, for
the evidence does not decide (Bracken 1995; MacKay 2006). Luck in control belongs to pairs: what one
side gains the other loses. Larger towns change hands more slowly (`pace`). A force that
meets nobody occupies the place; a routed one falls back next door or disperses. Over-dispersion
is lognormal with a variance that falls with the step, so that halving it changes nothing in the
mean and variance of a month's losses. Losses wear down cohesion; battle burns materiel; aircraft
are lost to air defence. It would be wrong if bloodless years of siege changed control as
much as battles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.mechanisms.retreat import retreat
from contingent.scenario.quantity import choice, lognormal, triangular
from contingent.world.arrays import World
from contingent.world.lanes import fixed, total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State, share_of_sum
from contingent.world.strength import (
    against,
    defended_power,
    fiercest,
    hostility,
    others,
    troops_of,
    worth_of_fighter,
)

HANDFUL = 100.0
"""Local fighters at which a force makes half of a full meeting."""
WEEK = 7.0
LOG_ODDS = math.log(6.0)
"""Odds beyond six to one make losses no more one-sided."""


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Combat:
    """Parameters of combat."""

    intensity: Float[Array, " lane"] = prior(
        "bloodiness of battle",
        lognormal(
            0.0028,
            1.7,
            unit="per_day",
            judgement="killed and wounded per fighter and day of full battle at even odds; Sirte "
            "2016: 4,740 of 6,000 in 209 days; Tripoli 2018: about half of that",
        ),
    )
    law: Float[Array, " lane"] = prior(
        "how much numbers count in battle",
        choice(
            (0.0, 0.5, 1.0),
            (1.0, 1.0, 1.0),
            unit="exponent",
            judgement="contested: logarithmic, mixed or square law",
        ),
    )
    smoulder: Float[Array, " lane"] = prior(
        "fighting on quiet fronts",
        triangular(0.05, 0.15, 0.3, unit="ratio", judgement="fighting along a front nobody pushes"),
    )
    advance: Float[Array, " lane"] = prior(
        "speed of advance against a defended town",
        lognormal(
            0.006,
            1.8,
            unit="per_day",
            judgement="control share won a day at odds of e to 1 in a town of 100,000: Derna and "
            "Sirte took 52 and 209 days",
        ),
    )
    turmoil: Float[Array, " lane"] = prior(
        "luck at the front",
        lognormal(
            0.022,
            1.5,
            unit="per_sqrt_day",
            judgement="chance in control: fronts in such wars swing by a tenth of a town in a "
            "month",
        ),
    )
    breaking: Float[Array, " lane"] = prior(
        "odds at which a garrison breaks",
        triangular(
            0.6, 1.1, 1.8, unit="log_ratio", judgement="odds of 2 to 6 to 1 break a garrison"
        ),
    )
    panic: Float[Array, " lane"] = prior(
        "speed at which a broken garrison collapses",
        lognormal(
            0.06, 1.8, unit="per_day", judgement="a garrison beyond breaking goes within weeks"
        ),
    )
    escape: Float[Array, " lane"] = prior(
        "part of a routed force that fights again",
        triangular(
            0.3, 0.6, 0.9, unit="share", judgement="part of a routed force that fights again"
        ),
    )
    takeover: Float[Array, " lane"] = prior(
        "speed at which undefended towns are occupied",
        lognormal(
            0.12,
            1.7,
            unit="per_day",
            judgement="an undefended town is in hand within a week or two",
        ),
    )
    patrol: Float[Array, " lane"] = prior(
        "speed at which holders secure a town",
        lognormal(0.008, 1.8, unit="per_day", judgement="holders consolidate over months"),
    )
    dispersion: Float[Array, " lane"] = prior(
        "ups and downs of weekly losses",
        triangular(
            0.4,
            0.8,
            1.2,
            unit="log_ratio",
            judgement="spread of weekly losses about their mean (Syria 2016-19, by governorate)",
        ),
    )
    lethality: Float[Array, " lane"] = prior(
        "killed among the killed and wounded",
        triangular(
            0.12,
            0.17,
            0.25,
            unit="share",
            judgement="killed among killed and wounded; Sirte 2016: 740 of 4,740",
        ),
    )
    lasting: Float[Array, " lane"] = prior(
        "losses that do not return to the line",
        triangular(
            0.35,
            0.5,
            0.7,
            unit="share",
            judgement="killed and wounded who do not return to the line",
        ),
    )
    shaken: Float[Array, " lane"] = prior(
        "cohesion lost with losses",
        triangular(
            0.2, 0.6, 1.2, unit="ratio", judgement="cohesion lost per share of the force lost"
        ),
    )
    burn: Float[Array, " lane"] = prior(
        "arms used up in battle",
        lognormal(
            60.0, 1.7, unit="usd_per_day", judgement="munitions and vehicles, per fighter engaged"
        ),
    )
    exposure: Float[Array, " lane"] = prior(
        "aircraft lost to air defence",
        lognormal(
            0.15,
            1.8,
            unit="per_year",
            judgement="share of aircraft lost a year to strong air defence",
        ),
    )


def overdispersion(
    z: Float[Array, "*axes lane"], spread: Float[Array, " #lane"], days: Float[Array, ""]
) -> Float[Array, "*axes lane"]:
    """Return lognormal factors of mean 1 whose time average has the same variance at any step."""
    log_sd = jnp.sqrt(jnp.log1p(jnp.expm1(spread**2) * WEEK / days))
    return jnp.exp(log_sd * z - 0.5 * log_sd**2)


def combat(world: World, state: State, p: Combat, luck: Luck, clock: Clock) -> State:
    """Fight where forces meet: losses, control, routs, occupation."""
    assert world.reach is not None
    tempo, days = world.war.tempo, clock.days
    hostile = hostility(state)
    power = defended_power(world, state, worth_of_fighter(world, state))
    facing = fiercest(power > 1.0, hostile)
    enemy = against(power, hostile) / jnp.maximum(facing, 1e-6)
    meeting = facing * (power / (power + HANDFUL)) * (enemy / (enemy + HANDFUL))
    push = p.smoulder + (1.0 - p.smoulder) * state.effort.max(1)[:, None]
    engaged = push * meeting
    y = jnp.log((power + 1.0) / (enemy + 1.0))
    engaged, y = fixed((engaged, y))

    odds = jnp.exp(-p.law * jnp.clip(y, -LOG_ODDS, LOG_ODDS))
    luckily = overdispersion(luck.loss_z, p.dispersion, days)
    rate = tempo * p.intensity * engaged * odds * luckily
    losses = state.fighters * -jnp.expm1(-rate * days)
    fallen = losses * p.lasting
    routing = tempo * p.panic * engaged * jnp.maximum(0.0, -y - p.breaking)
    fleeing = (state.fighters - fallen) * -jnp.expm1(-routing * days)
    arrivals, dispersed = retreat(world, state.hold, fleeing, p.escape)

    luck_of_pair = (luck.drift_z - average_enemy(luck.drift_z, power, hostile)) / jnp.sqrt(2.0)
    hold = _advance(world, state, p, clock, engaged, y, luck_of_pair)
    opposed = enemy / (enemy + HANDFUL)
    hold = _occupy(state, p, hold * jnp.exp(-routing * days), opposed, days)

    force = troops_of(state) + 1.0
    involved = jnp.minimum(1.0, total_of(engaged))
    burnt = p.burn * total_of(engaged * state.fighters) * tempo * days / 1e6
    flak = others(state.air_defence)
    downed = p.exposure / 365.0 * flak / (flak + world.war.air_defence_half) * involved * days
    return replace(
        state,
        hold=hold,
        fighters=state.fighters - fallen - fleeing + arrivals,
        fallen=state.fallen + total_of(fallen + dispersed),
        cohesion=state.cohesion * jnp.exp(-p.shaken * total_of(losses) / force),
        materiel=state.materiel * jnp.exp(-burnt / (state.materiel + 1.0)),
        air=state.air * jnp.exp(-downed),
        engaged=engaged.max(1),
        # rounded side by side before they are added: else the order of the sides would tell
        killed=fixed(losses).sum(1) * p.lethality,
    )


def average_enemy(
    x: Float[Array, "place faction lane"],
    power: Float[Array, "place faction lane"],
    hostile: Float[Array, "faction other lane"],
) -> Float[Array, "place faction lane"]:
    """Return the mean of something over the enemies in each place, weighted by their power."""
    return against(x * power, hostile) / jnp.maximum(against(power, hostile), 1e-6)


def _advance(
    world: World,
    state: State,
    p: Combat,
    clock: Clock,
    engaged: Float[Array, "place faction lane"],
    y: Float[Array, "place faction lane"],
    luck_of_pair: Float[Array, "place faction lane"],
) -> Float[Array, "place faction lane"]:
    """Move control with the odds and with luck; sides without forces here gain nothing."""
    assert world.reach is not None
    fast = (world.war.tempo * world.reach.pace)[:, None] * engaged * clock.days
    gain = p.advance * jnp.clip(y, -2.0, 2.0) * fast + p.turmoil * jnp.sqrt(fast) * luck_of_pair
    return share_of_sum(jnp.clip(state.hold + gain, 0.0, 1.0))


def _occupy(
    state: State,
    p: Combat,
    hold: Float[Array, "place faction lane"],
    opposed: Float[Array, "place faction lane"],
    days: Float[Array, ""],
) -> Float[Array, "place faction lane"]:
    """Let forces that meet nobody take the place (on the march) or consolidate it (at home)."""
    strength = state.fighters / (state.fighters + HANDFUL)
    rate = jnp.where(state.effort > 0.0, p.takeover, p.patrol * hold)
    taking = fixed(-jnp.expm1(-rate * strength * (1.0 - opposed) * days))
    kept = jnp.maximum(0.0, 1.0 - others(taking))
    return share_of_sum(hold * kept + taking * (1.0 - hold))
