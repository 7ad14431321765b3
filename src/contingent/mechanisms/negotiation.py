"""Negotiation: talks, ceasefires, agreements, and why they break.

For each pair, f's believed chance is P_f = 1 / (1 + exp(-(log own power - believed log power
of g)))::

    range  = cost_f + cost_g - walter * (1 - guarantee) - information * (P_f + P_g - 1)
             - commitment * |expected shift of the log power ratio within a year|
    cost_f = war_cost * (1 + hurt * stalemate) / resolve_f

    war  -> talks                 opening * (1 + hurt * stalemate + mediation)
    talks -> war                  collapse * (1 + [an offensive is on])
    talks -> ceasefire            concluding * S(range)
    talks, ceasefire -> agreement concluding * S(range - ambition_of_terms)
    ceasefire -> war              fragility * exp(breaking * shift since signature - hold - range)
    agreement -> war              a third of that

with S(x) = 1 / (1 + exp(-x / 0.15)), hold = walter * guarantee / 0.3 and the exponent kept
in -4..3. A deal exists where both sides' value of war leaves a range (Fearon 1995): mutual optimism
closes it, and so do shifts of power that make promises worthless (Powell 2006). Who lays down arms
is at the other's mercy: without a guarantor that eats up much of the range, and a guarantor
gives it back and holds deals together (Walter 2002). Talks open under a mutually hurting stalemate
or with a mediator (Zartman 1989); nobody opens talks or signs with a side that is beaten (no place
left, or under 5 % of its first fighters). The weights of information and commitment are drawn:
theory is contested. Hazards compete within a step as they stand at its start, and up to two changes
of phase may follow each other there, each after a waiting time of its own (Gillespie 1977): with
one alone, short talks would last to the end of every step. Elections and merger are terms of
agreements: agreed at signature, done later, broken with the deal. Limits: no indivisible stakes, no
spoilers within a side. It would be wrong if guaranteed deals broke as often as others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int8

from contingent.mechanisms.aftermath import beaten
from contingent.scenario.quantity import choice, lognormal, triangular
from contingent.world.arrays import World
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State
from contingent.world.strength import log_power

WAR, TALKS, CEASEFIRE, AGREEMENT = range(4)
AGREED, DONE, BROKEN = 1, 2, 3
SOFTNESS = 0.15
"""Chance units over which a bargaining range turns from absent to present."""
TREND_DAYS = 120.0
YEAR = 365.0
DIPLOMATIC = 1


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Negotiation:
    """Parameters of negotiation."""

    opening: Float[Array, " lane"] = prior(
        "how readily talks open",
        lognormal(
            0.7,
            1.7,
            unit="per_year",
            judgement="rounds of talks between the two camps in 2014-19: Skhirat, two in Abu "
            "Dhabi, two in Paris, Palermo: six in about four and a half years, with a mediator "
            "throughout",
        ),
    )
    collapse: Float[Array, " lane"] = prior(
        "how readily talks break off",
        lognormal(1 / 100, 1.7, unit="per_day", judgement="rounds lasted one to eight months"),
    )
    concluding: Float[Array, " lane"] = prior(
        "how readily talks are concluded",
        lognormal(
            1.5,
            1.8,
            unit="per_year",
            judgement="of six rounds one was signed, after 14 months of war, and two were "
            "announced",
        ),
    )
    fragility: Float[Array, " lane"] = prior(
        "frailty of ceasefires without a guarantor",
        lognormal(
            0.8,
            1.8,
            unit="per_year",
            judgement="half of ceasefires without guarantor fail in a year",
        ),
    )
    war_cost: Float[Array, " lane"] = prior(
        "what war costs against what is at stake",
        triangular(
            0.08, 0.18, 0.3, unit="share", judgement="cost of a war as a share of what is at stake"
        ),
    )
    hurt: Float[Array, " lane"] = prior(
        "how much a stalemate pushes sides to talk",
        triangular(
            0.5, 1.5, 3.0, unit="ratio", judgement="a stalemate more than doubles readiness"
        ),
    )
    mediation: Float[Array, " lane"] = prior(
        "how much a mediator brings sides to talk",
        triangular(
            0.2, 0.6, 1.2, unit="ratio", judgement="a mediator raises the odds of talks by half"
        ),
    )
    information: Float[Array, " lane"] = prior(
        "weight of mistaken hopes in keeping wars going",
        choice(
            (0.3, 1.0, 1.5),
            (1.0, 1.0, 1.0),
            unit="ratio",
            judgement="contested: wars last for want of information, or not",
        ),
    )
    commitment: Float[Array, " lane"] = prior(
        "weight of mistrust in keeping wars going",
        choice(
            (0.1, 0.4, 0.8),
            (1.0, 1.0, 1.0),
            unit="ratio",
            judgement="contested: wars last for want of commitment, or not",
        ),
    )
    walter: Float[Array, " lane"] = prior(
        "deals lost to fear of disarming",
        triangular(
            0.1,
            0.35,
            0.7,
            unit="share",
            judgement="range lost to fear of disarming without any guarantor",
        ),
    )
    terms: Float[Array, " lane"] = prior(
        "how much more a treaty asks than a truce",
        triangular(
            0.05, 0.2, 0.4, unit="share", judgement="how much more an agreement asks than a truce"
        ),
    )
    breaking: Float[Array, " lane"] = prior(
        "how readily shifts of power break deals",
        triangular(
            0.5,
            1.5,
            3.0,
            unit="ratio",
            judgement="deals break when power moves away from their terms",
        ),
    )
    elections: Float[Array, " lane"] = prior(
        "deals that promise elections",
        triangular(
            0.4,
            0.75,
            0.95,
            unit="share",
            judgement="agreements that promise elections: all Libyan ones",
        ),
    )
    merger: Float[Array, " lane"] = prior(
        "deals that promise to merge the forces",
        triangular(
            0.3, 0.6, 0.9, unit="share", judgement="agreements that promise to merge the forces"
        ),
    )
    elections_done: Float[Array, " lane"] = prior(
        "speed at which promised elections are held",
        lognormal(
            0.45, 1.7, unit="per_year", judgement="dates set for 2018 and spring 2019 both passed"
        ),
    )
    merger_done: Float[Array, " lane"] = prior(
        "speed at which promised mergers are made",
        lognormal(0.2, 1.8, unit="per_year", judgement="mergers of armies are the last term kept"),
    )


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
    return replace(after, trend=trend, clause=_clauses(state, p, luck, clock, after.phase))


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
    truce = p.concluding * jax.nn.sigmoid(room / SOFTNESS)
    accord = p.concluding * jax.nn.sigmoid((room - p.terms) / SOFTNESS)
    strain = p.breaking * jnp.abs(ratio - state.terms) - guarantee * p.walter / SOFTNESS / 2.0
    breakdown = p.fragility * jnp.exp(jnp.clip(strain - room, -4.0, 3.0))
    opening = p.opening * (1.0 + p.hurt * state.stalemate + p.mediation * mediators)
    able = 1.0 - beaten(world, state)
    party = able[:, None] * able[None]
    zero = jnp.zeros_like(ratio)

    def during(*by_phase: Float[Array, "faction other lane"]) -> Float[Array, "faction other lane"]:
        return both * sum(
            (jnp.where(phase == i, rate, zero) for i, rate in enumerate(by_phase)), start=zero
        )

    to_war = during(zero, p.collapse * YEAR * (1.0 + offensive), breakdown, breakdown / 3.0)
    to_talks = during(opening * party, zero, zero, zero)
    to_ceasefire = during(zero, truce * party, zero, zero)
    to_agreement = during(zero, accord * party, accord * party, zero)
    return to_war, to_talks, to_ceasefire, to_agreement


def _clauses(
    state: State, p: Negotiation, luck: Luck, clock: Clock, phase: Int8[Array, "faction other lane"]
) -> Int8[Array, "clause lane"]:
    """Agree terms when a deal is signed, carry them out in time, break them with the deal."""
    signed = ((phase == AGREEMENT) & (state.phase != AGREEMENT)).any((0, 1))
    standing = (phase == AGREEMENT).any((0, 1))
    promised = luck.clause < jnp.stack([p.elections, p.merger])
    rate = jnp.stack([p.elections_done, p.merger_done])
    kept = luck.clause_done < -jnp.expm1(-rate / YEAR * clock.days)
    clause = state.clause
    clause = jnp.where(signed & promised & (clause != DONE), AGREED, clause)
    clause = jnp.where((clause == AGREED) & standing & ~signed & kept, DONE, clause)
    clause = jnp.where((clause == AGREED) & ~standing, BROKEN, clause)
    return clause.astype(jnp.int8)
