"""Alignment: communities and militias change sides without battle.

A place within one road of a faction's own may turn to it at the hazard::

    turn[p,f] = opportunity * tempo * pace_p * hostility * neighbour[p,f] * (1 - hold[p,f])
                * exp(cause * (affinity[p,f] - affinity of the others, by their hold)
                      + bandwagon * (momentum_f - momentum of the others)
                      + purse * (log treasury_f - log treasury of the others) / 5
                      - guard * garrison / (garrison + 4 per 1,000 people))

A faction with fighters on the spot counts as a neighbour; treasuries have 10 million USD added
before the log, and the exponent is kept in -8..4. A turn hands over `handover` of the others'
control and of what is unaligned; the garrison turned out falls back next door. Opinion follows
success slowly, by the replicator equation, so that shares stay shares::

    d affinity_f = drift * affinity_f * (momentum_f - sum over g of affinity_g * momentum_g)

Side-switching to the stronger and to the paymaster is the pattern of Afghanistan and of Libya's
south (Christia 2012; Fezzan in early 2019: six places of nine without battle). Large towns hold
many communities and turn slowly. It would be wrong if places turned to losers as often.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.mechanisms.retreat import retreat
from contingent.scenario.quantity import lognormal, triangular
from contingent.world.arrays import World
from contingent.world.lanes import fixed, sum_at, total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import TAKES_AT, State, people_present, share_of_sum
from contingent.world.strength import hostility, others

GARRISON_PER_PERSON = 0.004
PURSE_SCALE = 5.0


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Alignment:
    """Parameters of alignment."""

    opportunity: Float[Array, " lane"] = prior(
        "how readily ungarrisoned towns change sides",
        lognormal(
            0.6,
            2.0,
            unit="per_year",
            judgement="turns of an ungarrisoned town of 100,000 evenly split, with war next door; "
            "western towns changed sides about once in two to four years in 2014-2019",
        ),
    )
    cause: Float[Array, " lane"] = prior(
        "pull of sympathy on towns",
        triangular(1.5, 3.5, 6.0, unit="ratio", judgement="sympathy decides where force does not"),
    )
    bandwagon: Float[Array, " lane"] = prior(
        "pull of the winning side on towns",
        triangular(0.5, 2.0, 4.0, unit="ratio", judgement="towns join who is winning"),
    )
    purse: Float[Array, " lane"] = prior(
        "pull of money on towns",
        triangular(
            0.0, 0.8, 1.6, unit="ratio", judgement="salary offers and cash moved the south in 2019"
        ),
    )
    guard: Float[Array, " lane"] = prior(
        "how well garrisons keep towns in line",
        triangular(1.0, 2.5, 4.0, unit="ratio", judgement="a full garrison makes turning rare"),
    )
    handover: Float[Array, " lane"] = prior(
        "control that passes when a town turns",
        triangular(0.5, 0.7, 0.9, unit="share", judgement="control that changes hands with a turn"),
    )
    drift: Float[Array, " lane"] = prior(
        "speed at which opinion follows success",
        lognormal(0.5, 2.0, unit="per_year", judgement="opinion follows success over years"),
    )
    foothold: Float[Array, " lane"] = prior(
        "turned-out garrisons that fight again",
        triangular(0.3, 0.6, 0.9, unit="share", judgement="garrison turned out that fights again"),
    )


def alignment(world: World, state: State, p: Alignment, luck: Luck, clock: Clock) -> State:
    """Let places turn, and opinion drift."""
    chance = -jnp.expm1(-turning_rate(world, state, p) * clock.days)
    turns = (luck.turning < chance).astype(state.hold.dtype)
    parties = jnp.maximum(1.0, turns.sum(1)[:, None])
    gained = p.handover * turns / parties
    lost = gained.sum(1)[:, None]
    hold = state.hold * (1.0 - lost) + gained

    expelled = others(gained) * state.fighters * (1.0 - turns)
    arrivals, gone = retreat(world, hold, expelled, p.foothold)
    # rounded side by side before they are added: else the order of the sides would tell
    success = fixed(state.affinity * state.momentum).sum(1)[:, None]
    growth = p.drift * (state.momentum - success) * clock.days / 365.0
    return replace(
        state,
        hold=share_of_sum(hold),
        affinity=share_of_sum(state.affinity * jnp.exp(growth)),
        fighters=state.fighters - expelled + arrivals,
        deserted=state.deserted + total_of(gone),
    )


def turning_rate(world: World, state: State, p: Alignment) -> Float[Array, "place faction lane"]:
    """Return the hazard, per day, that each place turns to each faction."""
    assert world.reach is not None
    n = state.momentum.shape[0]
    opposed = others(state.hold)
    standing = jnp.maximum(opposed, 1e-3)
    rival_affinity = others(state.hold * state.affinity) / standing
    sympathy = state.affinity - jnp.where(opposed > 1e-3, rival_affinity, 0.0)
    ahead = state.momentum - others(state.momentum) / max(1, n - 1)
    purse = jnp.log(state.treasury + 10.0)
    richer = (purse - others(purse) / max(1, n - 1)) / PURSE_SCALE
    present = people_present(world, state)
    garrison = others(state.fighters)
    held_down = garrison / (garrison + GARRISON_PER_PERSON * present[:, None] + 1.0)
    lean = p.cause * sympathy + p.bandwagon * ahead + p.purse * richer - p.guard * held_down

    owned = (state.hold >= TAKES_AT).astype(state.hold.dtype)
    neighbour = jnp.minimum(1.0, sum_at(world.graph.next_door, owned) + (state.fighters > 1.0))
    open_war = jnp.minimum(1.0, hostility(state).max(1)) * state.active
    rate = p.opportunity / 365.0 * world.war.tempo * world.reach.pace[:, None]
    return rate * neighbour * open_war * (1.0 - state.hold) * jnp.exp(jnp.clip(lean, -8.0, 4.0))
