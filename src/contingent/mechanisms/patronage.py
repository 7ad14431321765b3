"""Patronage: each patron climbs or descends a ladder of commitment to each faction.

Rungs r = 0..6: none, diplomatic, money, arms, advisers, air_strikes, troops. With m the log of
the client's believed power over its opponents' and s = 1 / (1 + exp(-m)) its believed chance::

    use     = (1 - bandwagon) * 4 s (1 - s) (1 + rescue (1 - 2 s)) + bandwagon * 2 s
    worth_r = words_r + (gain_r - words_r) * use * need,      words_r = min(gain_r, gain_1)
    U[r]    = interest * stake * worth_r - cost_r - deterrence * rivals * military_r
              - (isolation * missing allies + uninvited * (1 - recognition)) * [r >= air_strikes]
              + sum of weighted conditions (+w/2 met, -w/2 unmet) from their rung on
    P(move) = (1 - caprice) softmax(rationality * (U[r-1] - reversal, U[r], U[r+1]))
              + caprice * any allowed move alike
    hazard  = (1 + alarm + breach * broken conditions) / patience

Words are worth the same whatever the client's fortunes; deeds are worth what they can change. One
rung at a time. A broken *required* condition rules its rung and all above it out and makes the way
down free. Above `diplomatic` a patron backs one side unless it hedges, and of two that it would
begin to back within one step it backs the earlier; a mediator stops at `diplomatic`; gain_r does
not grow on a rung for which the patron has nothing to send. A deal lowers the need, and a dissolved
client ends all of it. Each climb adds its military_r to the alarm that makes others look again.
`bandwagon` is drawn between two theories: help where it makes a difference (Regan 2000; losses loom
larger, Taliaferro 2004) and help to likely winners. Deterrence by rivals already present and the
want of allies: Findley & Teo 2006; Kathman 2010. Cost of climbing down: Fearon 1994. What was
promised arrives with a delay: foreign' relaxes to its target. Where orders bind a patron,
whatever it chose is brought between `least` and `most` at once.

Limits: patrons do not bargain with each other. It would be wrong if patrons' steps had no
relation to their clients' fortunes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial, reduce

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int8

from contingent.mechanisms.conditions import condition_met, conditions_of, shortfall, table_of
from contingent.mechanisms.ladder import DIPLOMATIC, arriving, military
from contingent.mechanisms.utility import FORBIDDEN, outlook_of, utility_of
from contingent.scenario.quantity import choice, lognormal, triangular
from contingent.scenario.vocabulary import RUNGS
from contingent.world.arrays import World
from contingent.world.lanes import sum_at, total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State

Moves = Float[Array, "patron faction lane"]
May = Bool[Array, "patron faction lane"]


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Patronage:
    """Parameters of patronage."""

    patience: Float[Array, " lane"] = prior(
        "time between two decisions of a patron",
        triangular(
            42.0,
            56.0,
            70.0,
            unit="days",
            judgement="patrons reconsider every six to ten weeks on average (charter)",
        ),
    )
    rationality: Float[Array, " lane"] = prior(
        "how closely patrons follow their interests",
        lognormal(
            1.5, 1.5, unit="per_point", judgement="a point of utility weighs 4.5 to 1 in the choice"
        ),
    )
    interest: Float[Array, " lane"] = prior(
        "the outside world's interest in this war",
        lognormal(
            1.0,
            2.0,
            unit="ratio",
            judgement="how much the outside world makes of this war, against what it costs: stakes "
            "and costs are on one scale by judgement only",
        ),
    )
    bandwagon: Float[Array, " lane"] = prior(
        "patrons' leaning to likely winners",
        choice(
            (0.0, 0.5, 1.0),
            (1.0, 1.0, 1.0),
            unit="weight",
            judgement="contested: help where it decides, or help the likely winner",
        ),
    )
    rescue: Float[Array, " lane"] = prior(
        "patrons' readiness to save a losing client",
        triangular(
            0.0,
            0.5,
            1.0,
            unit="ratio",
            judgement="losses loom about twice as large as gains (prospect theory)",
        ),
    )
    deterrence: Float[Array, " lane"] = prior(
        "how much a rival's force deters patrons",
        lognormal(
            3.0,
            1.7,
            unit="points",
            judgement="a rival already fighting on the other side costs as much as sending "
            "advisers",
        ),
    )
    isolation: Float[Array, " lane"] = prior(
        "how much missing allies deter patrons",
        lognormal(
            2.0,
            1.7,
            unit="points",
            judgement="each missing ally makes an air campaign a third dearer",
        ),
    )
    uninvited: Float[Array, " lane"] = prior(
        "price of helping a side without recognition openly",
        lognormal(
            0.6,
            2.0,
            unit="points",
            judgement="open force at the call of a side that is not recognised is intervention, at "
            "the call of a government it is not (ICJ 1986, Nicaragua, paragraph 246); it costs "
            "about what climbing down does: the strikes on Tripoli of August 2014 were denied",
        ),
    )
    reversal: Float[Array, " lane"] = prior(
        "price of climbing down",
        lognormal(
            0.6, 1.8, unit="points", judgement="climbing down costs face and sunk investment"
        ),
    )
    caprice: Float[Array, " lane"] = prior(
        "patrons' decisions made for outside reasons",
        triangular(
            0.0,
            0.05,
            0.12,
            unit="share",
            judgement="reviews decided by things outside this model: domestic politics, other "
            "theatres, accidents",
        ),
    )
    breach: Float[Array, " lane"] = prior(
        "how fast patrons answer a broken condition",
        triangular(
            1.0,
            3.0,
            6.0,
            unit="ratio",
            judgement="a broken condition brings the next review forward",
        ),
    )
    peace_need: Float[Array, " lane"] = prior(
        "help still wanted once a truce holds",
        triangular(
            0.2, 0.5, 0.9, unit="ratio", judgement="need for help once a ceasefire or deal holds"
        ),
    )
    arrival: Float[Array, " lane"] = prior(
        "time until promised help arrives",
        lognormal(
            35.0,
            1.6,
            unit="days",
            judgement="men and aircraft reach the country in one to two months",
        ),
    )


def patronage(world: World, state: State, p: Patronage, luck: Luck, clock: Clock) -> State:
    """Let patrons reconsider, and move help towards what they have committed."""
    met = condition_met(world, state, clock.seen, "rungs")
    required, weighted = shortfall(world, met, "rungs")
    outlook = outlook_of(world, state, p, required, weighted)
    utility = partial(utility_of, world, state, p, outlook)
    broken = _broken(world, state, required)
    commitment = _bound(world, _move(world, state, p, luck, clock, utility=utility, broken=broken))
    climbed = total_of(total_of((commitment > state.commitment) * military(commitment)))
    foreign = arriving(world, state, p.arrival, clock.days, commitment)
    return replace(state, commitment=commitment, foreign=foreign, alarm=state.alarm + climbed)


def _broken(
    world: World, state: State, required: Float[Array, "condition faction lane"]
) -> Float[Array, "patron faction lane"]:
    """Count required conditions that a patron now stands above although they are not met."""
    c = table_of(world, "rungs")
    standing = state.commitment[c.patron] >= c.from_rung[:, None]
    broken = ((required > 0.5) & standing).astype(state.hold.dtype)
    return sum_at(conditions_of(world, "rungs"), broken)


def _move(
    world: World,
    state: State,
    p: Patronage,
    luck: Luck,
    clock: Clock,
    *,
    utility: Callable[[Float[Array, "patron faction lane"]], Float[Array, "patron faction lane"]],
    broken: Float[Array, "patron faction lane"],
) -> Int8[Array, "patron faction lane"]:
    top = len(RUNGS) - 1
    rung = state.commitment.astype(state.hold.dtype)
    lowest, highest = rung == 0.0, rung == top
    stay, up = utility(rung), utility(jnp.minimum(rung + 1.0, top))
    down = utility(jnp.maximum(rung - 1.0, 0.0)) - jnp.where(broken > 0, 0.0, p.reversal)
    may_stay = lowest | (stay > -FORBIDDEN / 2.0)
    may_up = ~highest & (up > -FORBIDDEN / 2.0)
    # the way down is open even from far above
    may_down = ~lowest & (~may_stay | (down > -FORBIDDEN / 2.0))
    to_down, to_stay = _chances(p, (down, stay, up), (may_down, may_stay, may_up))
    step = (luck.patron_move >= to_down).astype(jnp.int8)
    step = step + (luck.patron_move >= to_down + to_stay).astype(jnp.int8)

    rate = (1.0 + state.alarm + p.breach * broken) / p.patience
    when = -jnp.log1p(-luck.patron_when) / rate
    moved = jnp.clip(state.commitment + step - jnp.int8(1), 0, top)
    moved = jnp.where(when < clock.days, moved, state.commitment)
    begins = (moved > DIPLOMATIC) & (state.commitment <= DIPLOMATIC)
    begins = begins & (world.patrons.hedges[:, None] == 0.0)
    earliest = jnp.where(begins, when, jnp.inf).min(1)[:, None]
    late = begins & (when > earliest)
    return jnp.where(late, state.commitment, moved).astype(jnp.int8)


def _chances(
    p: Patronage, utilities: tuple[Moves, Moves, Moves], may: tuple[May, May, May]
) -> tuple[Moves, Moves]:
    """Return the chances of going down and of staying."""
    wanted = [jnp.where(m, u, -jnp.inf) for m, u in zip(may, utilities, strict=True)]
    best = reduce(jnp.maximum, wanted)
    weight = [
        jnp.where(m, jnp.exp(p.rationality * (u - best)), 0.0)
        for m, u in zip(may, wanted, strict=True)
    ]
    alike = p.caprice / (0.0 + may[0] + may[1] + may[2])
    to_down, to_stay = (
        (1.0 - p.caprice) * w / (weight[0] + weight[1] + weight[2]) + alike * m
        for m, w in zip(may[:2], weight[:2], strict=True)
    )
    return to_down, to_stay


def _bound(
    world: World, commitment: Int8[Array, "patron faction lane"]
) -> Int8[Array, "patron faction lane"]:
    """Keep every rung between the least and the most that orders leave."""
    least, most = (x.astype(jnp.int8) for x in (world.patrons.least, world.patrons.most))
    return jnp.clip(commitment, least, most)
