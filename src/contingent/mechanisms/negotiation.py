"""Negotiation: talks, ceasefires, agreements, and why they break.

For each pair, f's believed chance is P_f = 1 / (1 + exp(-(log own power - believed log power
of g)))::

    range  = cost_f + cost_g - walter * (1 - guarantee) - information * (P_f + P_g - 1)
             - commitment * |expected shift of the log power ratio within a year|
    cost_f = war_cost * (1 + hurt * stalemate) / resolve_f

    war  -> talks                 opening * (1 + hurt * stalemate + mediation)
    talks -> war                  collapse * (1 + [an offensive is on])
    settling = settlement * mediated^[a mediator] * pressed^[a patron helps a side]
               * exp(-parity * |log power ratio|) * (1 + years of war)^learning
               / share of time that sides at war spend in talks / (S(0) + S(-terms))
    talks -> ceasefire            settling * S(range)
    talks, ceasefire -> agreement settling * S(range - terms)
    ceasefire -> war              fragility * strain
    agreement -> war              lapsing * strain
    strain   = exp(breaking * shift since signature - hold - range)

with S(x) = 1 / (1 + exp(-x / 0.15)), hold = walter * guarantee / 0.3 and the exponent kept in
-4..5. `settling` is the settlement hazard of the generic war that is fitted to past episodes: it
goes by the calendar, for talks keep their own pace whatever happens at the front, is highest
between equals, grows with what fighting teaches (Slantchev 2003), where patrons press, and where
there are mediators as there were in most wars since 1990 and few before (Howard & Stark 2018). It
counts all years of war, so in talks it is divided by the share of time that they take; and where
the range is nil, truces and treaties together come to it. A deal exists where both sides' value of
war leaves a range (Fearon 1995): mutual optimism closes it, and so do shifts of power that make
promises worthless (Powell 2006). Who lays down arms is at the other's mercy: without a guarantor
that eats up much of the range, and a guarantor gives it back and holds deals together
(Walter 2002). Talks open under a mutually hurting stalemate or with a mediator (Zartman 1989);
nobody opens talks or signs with a side that is beaten (no place left, or under 5 % of its first
fighters). The weights of information and commitment are drawn: theory is contested. Hazards compete
within a step as they stand at its start, and up to two changes of phase may follow each other
there, each after a waiting time of its own (Gillespie 1977): with one alone, short talks would last
to the end of every step. Elections and merger are terms of agreements: agreed at signature, done
later, broken with the deal. Limits: no indivisible stakes, no spoilers within a side. It would be
wrong if guaranteed deals broke as often as others.
"""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int8

from contingent.mechanisms.aftermath import beaten
from contingent.mechanisms.clauses import clauses
from contingent.mechanisms.negotiation_parameters import Negotiation
from contingent.mechanisms.settlement import log_settlement_rate
from contingent.world.arrays import World
from contingent.world.luck import Clock, Luck
from contingent.world.state import State
from contingent.world.strength import log_power

WAR, TALKS, CEASEFIRE, AGREEMENT = range(4)
SOFTNESS = 0.15
"""Chance units over which a bargaining range turns from absent to present."""
TREND_DAYS = 120.0
YEAR = 365.0
STRAIN = (-4.0, 5.0)
"""Beyond its upper bound a deal breaks within weeks whatever else."""
LEAST_TALKS = 0.02
"""Share of time in talks below which a settlement in them grows no more likely."""
DIPLOMATIC, MONEY = 1, 2


def negotiation(world: World, state: State, p: Negotiation, luck: Luck, clock: Clock) -> State:
    """Move talks on between every pair, and terms with them."""
    truth = log_power(world, state)
    ratio = truth[:, None] - truth[None]
    lag = jnp.exp(-clock.days / TREND_DAYS)
    trend = (ratio - (ratio - state.trend) * lag).astype(ratio.dtype)
    shift = jnp.abs(ratio - trend) * YEAR / TREND_DAYS

    guarantee = _guarantee(world, state)
    rooms = bargaining_range(world, state, p, shift, guarantee)
    after, left = state, jnp.full_like(ratio, clock.days / YEAR)
    for when, what in (
        (luck.talks_when, luck.talks_what),
        (luck.talks_again_when, luck.talks_again_what),
    ):
        rates = _rates(world, after, p, rooms, ratio, guarantee)
        phase, left = _next_phase(after.phase, rates, left, when, what)
        signed = (phase >= CEASEFIRE) & (phase > after.phase)
        after = replace(after, phase=phase, terms=jnp.where(signed, ratio, after.terms))
    return replace(after, trend=trend, clause=clauses(state, p, luck, clock, after.phase))


def _next_phase(
    phase: Int8[Array, "faction other lane"],
    rates: tuple[Float[Array, "faction other lane"], ...],
    years: Float[Array, "faction other lane"],
    when: Float[Array, "faction other lane"],
    what: Float[Array, "faction other lane"],
) -> tuple[Int8[Array, "faction other lane"], Float[Array, "faction other lane"]]:
    """Return the phase after the first change within so many years, and the years then left."""
    upto = [rates[WAR]]
    for rate in rates[TALKS:]:
        upto.append(upto[-1] + rate)
    total, pick = upto[-1], what * upto[-1]
    happens = (when < -jnp.expm1(-total * years)) & ~jnp.eye(len(phase), dtype=bool)[..., None]
    picked = sum((pick >= bound).astype(jnp.int8) for bound in upto[:-1])
    spent = jnp.minimum(years, -jnp.log1p(-when) / jnp.maximum(total, 1e-9))
    after = jnp.where(happens, picked, phase).astype(jnp.int8)
    return after, jnp.where(happens, years - spent, 0.0)


def bargaining_range(
    world: World,
    state: State,
    p: Negotiation,
    shift: Float[Array, "faction other lane"],
    guarantee: Float[Array, " lane"],
) -> Float[Array, "faction other lane"]:
    """Return the width of what both would rather have than war, in chances of winning."""
    own = jnp.moveaxis(jnp.diagonal(state.belief), -1, 0)[:, None]
    chance = jax.nn.sigmoid(own - state.belief)
    optimism = chance + chance.swapaxes(0, 1) - 1.0
    cost = p.war_cost * (1.0 + p.hurt * state.stalemate) / world.factions.resolve
    costs = cost[:, None] + cost[None]
    mercy = p.walter * (1.0 - guarantee)
    return costs - mercy - p.information * optimism - p.commitment * shift


def _guarantee(world: World, state: State) -> Float[Array, " lane"]:
    """Return how credibly deals are guaranteed: one less the chance that no patron present does."""
    present = (state.commitment >= DIPLOMATIC).any(1)
    return 1.0 - (1.0 - world.patrons.guarantee * present).prod(0)


def _rates(
    world: World,
    state: State,
    p: Negotiation,
    room: Float[Array, "faction other lane"],
    ratio: Float[Array, "faction other lane"],
    guarantee: Float[Array, " lane"],
) -> tuple[Float[Array, "faction other lane"], ...]:
    """Return hazards per year of moving to war, talks, ceasefire and agreement."""
    phase = state.phase
    both = state.active[:, None] * state.active[None]
    present = (state.commitment >= DIPLOMATIC).any(1)
    mediators = (present * world.patrons.mediator).max(0, initial=0.0)
    attacking = (state.effort.max(0) > 0.0).astype(ratio.dtype)
    offensive = jnp.maximum(attacking[:, None], attacking[None])
    opening = p.opening * (1.0 + p.hurt * state.stalemate + p.mediation * mediators)
    settling = _settling(state, p, ratio, mediators, opening)
    truce = settling * jax.nn.sigmoid(room / SOFTNESS)
    accord = settling * jax.nn.sigmoid((room - p.terms) / SOFTNESS)
    moved = p.breaking * jnp.abs(ratio - state.terms) - guarantee * p.walter / SOFTNESS / 2.0
    strain = jnp.exp(jnp.clip(moved - room, *STRAIN))
    able = 1.0 - beaten(world, state)
    party = able[:, None] * able[None]
    zero = jnp.zeros_like(ratio)

    def during(*by_phase: Float[Array, "faction other lane"]) -> Float[Array, "faction other lane"]:
        return both * sum(
            (jnp.where(phase == i, rate, zero) for i, rate in enumerate(by_phase)), start=zero
        )

    to_war = during(
        zero, p.collapse * YEAR * (1.0 + offensive), p.fragility * strain, p.lapsing * strain
    )
    to_talks = during(opening * party, zero, zero, zero)
    to_ceasefire = during(zero, truce * party, zero, zero)
    to_agreement = during(zero, accord * party, accord * party, zero)
    return to_war, to_talks, to_ceasefire, to_agreement


def _settling(
    state: State,
    p: Negotiation,
    ratio: Float[Array, "faction other lane"],
    mediators: Float[Array, " lane"],
    opening: Float[Array, " lane"],
) -> Float[Array, "faction other lane"]:
    """Return the fitted hazard of a settlement, per year of talks."""
    share = opening / (opening + p.collapse * YEAR + 1e-9)
    helped = (state.commitment >= MONEY).any((0, 1)).astype(ratio.dtype)
    level = p.settlement * p.mediated**mediators * p.pressed**helped
    by_power_and_time = log_settlement_rate(0.0, p.parity, p.learning, ratio, state.age)
    at_no_range = 0.5 + jax.nn.sigmoid(-p.terms / SOFTNESS)
    in_talks = level * jnp.exp(by_power_and_time) / jnp.maximum(share, LEAST_TALKS)
    return in_talks / at_no_range
