"""Revenue: oil from field to buyer to central bank to faction; taxes; patrons' cash.

A field's oil flows if no place it crosses (field, route, terminal) is shut by its holder or
wrecked by fighting, and no local strike shuts the field::

    flow[o]   = output_o * (1 - outage_o)
                * prod over p crossed of (1 - shut_p)(1 - damage engaged_p)
    output'   = min(target, target + (output - target) exp(-dt / restart)),  target = sum of flow
    price     = P exp(shock) (1 + lost / world_supply / elasticity)

Only a recognised seller is paid (UN Security Council resolution 2146 and its successors)::

    revenue   = output * price * payout                 if some faction is recognised, else 0
    pool      = revenue + min(reserves, cushion * max(0, R0 - revenue))
    income_f  = split_f * pool + other_f + tax * people held + cash of patrons at `money` or above
                + smuggled_f

R0 is revenue on the start date. Splits that add up to more than one are scaled down to one. A
blockader sells a trickle of what it shuts in, at a discount; two who shut one field share it.
Local shut-ins are a two-state process with the frequency and length of earlier years; the price
shock is an Ornstein-Uhlenbeck process. The step is exact for both. Limits: one crude, one price;
the national share that feeds civilians is not modelled. It would be wrong if sides without
recognition had ever lived off their own cargoes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.scenario.quantity import lognormal, triangular, uniform
from contingent.world.arrays import World
from contingent.world.lanes import sum_at, total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State, held_by, people_present

MONEY = 2
YEAR = 365.0


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Revenue:
    """Parameters of revenue."""

    damage: Float[Array, " lane"] = prior(
        "oil output lost while a site is fought over",
        triangular(
            0.2, 0.5, 0.9, unit="share", judgement="output lost while a site is fought over"
        ),
    )
    restart: Float[Array, " lane"] = prior(
        "time to bring wells back",
        lognormal(
            14.0,
            1.8,
            unit="days",
            judgement="time to bring wells back; Libyan ports reopened in July 2018 and output "
            "recovered within weeks",
        ),
    )
    smuggling: Float[Array, " lane"] = prior(
        "shut-in oil that is smuggled out",
        uniform(
            0.0,
            0.06,
            unit="share",
            judgement="part of shut-in oil sold past the recognised seller, discount included; "
            "attempts of 2014-2018 mostly failed",
        ),
    )
    volatility: Float[Array, " lane"] = prior(
        "swings of the oil price",
        triangular(
            0.2, 0.3, 0.45, unit="log_ratio", judgement="long-run spread of the log oil price"
        ),
    )
    price_memory: Float[Array, " lane"] = prior(
        "time over which shocks to the oil price fade",
        lognormal(250.0, 1.5, unit="days", judgement="time over which price shocks fade"),
    )


def shut_places(state: State) -> Float[Array, "place lane"]:
    """Return 1 for places whose holder blockades oil."""
    return (held_by(state) * state.blockade).sum(1)


def through(world: World, open_share: Float[Array, "place lane"]) -> Float[Array, "field lane"]:
    """Return the share of each field's oil that passes all the places it crosses."""
    shut, path = 1.0 - open_share, world.oil.path
    # stop by stop: a product over an axis would be left scalar
    passed = [1.0 - sum_at(path[:, k : k + 1], shut) for k in range(path.shape[1])]
    return reduce(jnp.multiply, passed, jnp.ones((len(path), shut.shape[-1]), shut.dtype))


def next_outage(world: World, state: State, luck: Luck, clock: Clock) -> Float[Array, "field lane"]:
    """Move each field's local shut-in on: a two-state Markov process, exact over the step."""
    shut_rate = world.oil.outage_per_year / YEAR
    open_rate = 1.0 / world.oil.outage_days
    total = shut_rate + open_rate
    settled = shut_rate / total
    chance = settled + (state.outage - settled) * jnp.exp(-total * clock.days)
    return (luck.outage < chance).astype(state.outage.dtype)


def revenue(world: World, state: State, p: Revenue, luck: Luck, clock: Clock) -> State:
    """Let oil flow, price it, and pay every faction its income of the step."""
    years = clock.days / YEAR
    outage = next_outage(world, state, luck, clock)
    shut = shut_places(state)
    working = world.oil.output * (1.0 - outage)
    target = total_of(working * through(world, (1.0 - shut) * (1.0 - p.damage * state.engaged)))
    recovered = target + (state.oil_output - target) * jnp.exp(-clock.days / p.restart)
    output = jnp.minimum(target, recovered)

    kept = jnp.exp(-clock.days / p.price_memory)
    shock = state.oil_shock * kept + p.volatility * jnp.sqrt(1.0 - kept**2) * luck.price_z
    market = world.oil_market
    normal = world.oil.output.sum(0)
    lost = jnp.maximum(0.0, normal - output) / market.world_supply
    price = market.price * jnp.exp(shock) * (1.0 + lost / market.elasticity)

    per_kbd = YEAR / 1000.0 * world.bank.payout * years
    seller = jnp.minimum(1.0, (state.recognition * state.active).sum(0))
    received = output * price * per_kbd * seller
    shortfall = jnp.maximum(0.0, normal * market.price * per_kbd - received)
    drawn_down = jnp.minimum(state.bank_reserves, world.bank.cushion * shortfall)

    smuggled = p.smuggling * blocked_by(world, state, working) * price * per_kbd
    people = total_of(state.hold * people_present(world, state)[:, None])
    cash = total_of(world.patrons.cash[:, None] * (state.commitment >= MONEY))
    split = world.factions.oil_split / jnp.maximum(1.0, world.factions.oil_split.sum(0))
    income = state.active * (
        split * (received + drawn_down)
        + smuggled
        + years * (world.factions.income + world.country.tax * people / 1e6 + cash)
    )
    return replace(
        state,
        outage=outage,
        oil_output=output,
        oil_shock=shock,
        oil_price=price,
        bank_reserves=state.bank_reserves - drawn_down,
        treasury=state.treasury + income,
        earned=state.earned + income,
    )


def blocked_by(
    world: World, state: State, working: Float[Array, "field lane"]
) -> Float[Array, "faction lane"]:
    """Return the output, in kb/d, that each faction shuts in, its part where others do so too."""
    held = held_by(state).astype(working.dtype)
    shut = (sum_at(world.oil.path, held) > 0.0) * state.blockade
    part = shut / jnp.maximum(1.0, shut.sum(1)[:, None])
    return total_of(working[:, None] * part)
