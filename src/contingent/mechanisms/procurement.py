"""Procurement: arms bought and given, ordered now and delivered later.

    price_f    = 1 + premium * e_f,      e_f = enforcement * (1 - exempt * recognition_f)
    depth_f    = sum over patrons of sells[k,f] * market_k * (1 - e_f)
    spent_f    = min(treasury_f (1 - exp(-spending dt)), price_f * depth_f * dt)
    given_f    = sum of arms_k over patrons at `arms` or above
                 * (1 - interception * enforcement) * dt
    delivered  = on_order (1 - exp(-dt / delay)),    on_order' = on_order - delivered

Aircraft and air defence come only from patrons at `arms` or above, in batches, at a hazard that
sums to what they could send in a year, times the consent of the partners they must consult (a
condition with `covers: aircraft` or `covers: air_defence`). Stocks in use wear out. Delivery is a
first-order lag, so that what is on order when a patron leaves still arrives; orders of a dissolved
faction lapse. Source of the shape:
arms move to embargoed wars at a mark-up, from neighbours (Moore 2012; UN Panels of Experts on Libya
2013-2018). It would be wrong if embargoes without inspection at sea or in the air had stopped
deliveries.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.mechanisms.conditions import condition_met, conditions_of, shortfall
from contingent.scenario.quantity import lognormal, triangular
from contingent.world.arrays import World
from contingent.world.lanes import fixed, sum_at, total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State

ARMS = 3
YEAR = 365.0

NEVER = 1e-30
"""Consent that is never given, as a number that has a logarithm."""


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Procurement:
    """Parameters of procurement."""

    spending: Float[Array, " lane"] = prior(
        "speed at which money becomes arms",
        lognormal(
            1 / 150, 1.8, unit="per_day", judgement="a war chest is turned into arms over months"
        ),
    )
    exempt: Float[Array, " lane"] = prior(
        "embargo exemptions of a recognised government",
        triangular(
            0.0, 0.3, 0.7, unit="share", judgement="a recognised government obtains some exemptions"
        ),
    )
    interception: Float[Array, " lane"] = prior(
        "how much of states' gifts an embargo stops",
        triangular(
            0.3, 0.7, 1.0, unit="share", judgement="gifts by states are harder to stop than trade"
        ),
    )
    delay: Float[Array, " lane"] = prior(
        "time from order to delivery",
        lognormal(
            50.0,
            1.6,
            unit="days",
            judgement="from order to front: shipping, unloading, distribution",
        ),
    )
    aircraft_delay: Float[Array, " lane"] = prior(
        "time until aircraft can fly",
        lognormal(
            100.0, 1.7, unit="days", judgement="aircraft need crews, spares and a prepared base"
        ),
    )
    batch: Float[Array, " lane"] = prior(
        "aircraft in one delivery",
        triangular(
            2.0,
            4.0,
            8.0,
            unit="aircraft",
            judgement="transfers of 2014-2016 came by twos to eights",
        ),
    )
    wear: Float[Array, " lane"] = prior(
        "arms lost to wear",
        lognormal(
            0.15, 1.6, unit="per_year", judgement="arms and aircraft lost to wear out of battle"
        ),
    )


def procurement(world: World, state: State, p: Procurement, luck: Luck, clock: Clock) -> State:
    """Order, pay for and deliver arms, aircraft and air defence."""
    years = clock.days / YEAR
    enforced = world.embargo.enforcement * (1.0 - p.exempt * state.recognition)
    price = 1.0 + world.embargo.premium * enforced
    depth = total_of(world.patrons.sells * world.patrons.market[:, None]) * (1.0 - enforced) * years
    budget = state.treasury * -jnp.expm1(-p.spending * clock.days)
    spent = jnp.minimum(budget, price * depth) * state.active

    sends = (state.commitment >= ARMS).astype(state.hold.dtype)
    through = 1.0 - p.interception * world.embargo.enforcement
    given = total_of(sends * world.patrons.arms[:, None]) * through * years
    deals = partial(_deals, world, state, clock, p.batch)
    aircraft = deals("aircraft", world.patrons.aircraft, luck.aircraft_deal)
    defence = deals("air_defence", world.patrons.air_defence, luck.air_defence_deal)
    ordered = jnp.stack([aircraft, defence, spent / price + given], 1)
    on_order = (state.on_order + ordered) * state.active[:, None]
    delay = jnp.stack([p.aircraft_delay, p.delay, p.delay])
    arriving = on_order * -jnp.expm1(-clock.days / delay)
    lasting = jnp.exp(-p.wear * years)
    return replace(
        state,
        treasury=state.treasury - spent,
        spent=state.spent + spent,
        on_order=on_order - arriving,
        delivered=state.delivered + arriving,
        air=state.air * lasting + arriving[:, 0],
        air_defence=state.air_defence * lasting + arriving[:, 1],
        materiel=state.materiel * lasting + arriving[:, 2],
    )


def _deals(
    world: World,
    state: State,
    clock: Clock,
    batch: Float[Array, " #lane"],
    kind: str,
    per_year: Float[Array, " patron #lane"],
    uniform: Float[Array, "patron faction lane"],
) -> Float[Array, "faction lane"]:
    """Return what is newly ordered of one kind: batches at a hazard cut by missing consent."""
    met = condition_met(world, state, clock.seen, kind)
    required, weighted = shortfall(world, met, kind)
    own = conditions_of(world, kind)
    # a product over a patron's required conditions, and a logistic-like tilt by the weighted ones
    granted, weighted = fixed((jnp.log(jnp.maximum(1.0 - required, NEVER)), weighted))
    allowed = jnp.exp(sum_at(own, granted))
    tilt = jnp.exp(jnp.clip(sum_at(own, weighted), -5.0, 5.0))
    sends = (state.commitment >= ARMS).astype(state.hold.dtype)
    rate = sends * allowed * tilt * per_year[:, None] / batch
    return total_of(batch * (uniform < -jnp.expm1(-rate * clock.days / YEAR)))
