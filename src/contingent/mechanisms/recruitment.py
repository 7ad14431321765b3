"""Recruitment: fighters come for cause and pay, and leave when neither holds.

    ceiling_f = mobilisation * sum over p of people present * hold[p,f] * affinity[p,f]
    recruits  = max(0, ceiling * paid - fighters) (1 - exp(-enlistment dt)), where support is
    paid_f    = min(1, treasury_f / wages due)
    deserters = fighters (1 - exp(-desertion haste dt)), where
    haste     = 1 + arrears_weight (1 - paid) + fear (1 - cohesion)
    cohesion' relaxes to  first cohesion * bond * (1 - erosion (1 - paid)) + spirit * momentum

Pay and cause: Weinstein 2007; Gates 2002. People are not taken from the towns' population (the
share is within its rounding); deserters go home, and the account of fighters closes:
fighters = first + recruited - deserted - fallen. It would be wrong if unpaid armies held together
as well as paid ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.scenario.quantity import lognormal, triangular
from contingent.world.arrays import World
from contingent.world.lanes import total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State, people_present
from contingent.world.strength import troops_of

MONTH = 30.4


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Recruitment:
    """Parameters of recruitment."""

    mobilisation: Float[Array, " lane"] = prior(
        "fighters that supporters can raise",
        lognormal(
            0.025,
            1.5,
            unit="share",
            judgement="fighters per supporter under control; Misrata registered 40,000 of 550,000 "
            "in 2012-14 and fielded 6,000 away from home",
        ),
    )
    enlistment: Float[Array, " lane"] = prior(
        "speed of recruitment",
        lognormal(
            1 / 240, 1.7, unit="per_day", judgement="training and calling up take most of a year"
        ),
    )
    desertion: Float[Array, " lane"] = prior(
        "men who leave in quiet times",
        lognormal(
            0.08 / 365, 1.8, unit="per_day", judgement="turnover of paid militias in quiet times"
        ),
    )
    arrears_weight: Float[Array, " lane"] = prior(
        "how much unpaid wages drive men away",
        triangular(
            2.0, 6.0, 12.0, unit="ratio", judgement="unpaid men leave several times as fast"
        ),
    )
    fear: Float[Array, " lane"] = prior(
        "how much disunity drives men away",
        triangular(1.0, 4.0, 8.0, unit="ratio", judgement="men leave a force that falls apart"),
    )
    erosion: Float[Array, " lane"] = prior(
        "cohesion lost when nobody is paid",
        triangular(0.1, 0.35, 0.6, unit="share", judgement="cohesion lost when nobody is paid"),
    )
    spirit: Float[Array, " lane"] = prior(
        "lift from captures, blow from losses",
        triangular(
            0.0, 0.2, 0.5, unit="ratio", judgement="captures lift and losses lower cohesion"
        ),
    )
    mood: Float[Array, " lane"] = prior(
        "time over which an army's mood changes",
        lognormal(60.0, 1.5, unit="days", judgement="time over which cohesion adapts"),
    )


def recruitment(world: World, state: State, p: Recruitment, luck: Luck, clock: Clock) -> State:
    """Pay, enlist and lose fighters."""
    del luck
    due = world.factions.wage * troops_of(state) * clock.days / MONTH / 1e6
    wages = jnp.minimum(state.treasury, due)
    paid = wages / jnp.maximum(due, 1e-9)
    paid = jnp.where(due > 0.0, paid, 1.0)

    present = people_present(world, state)[:, None]
    support = present * state.hold * state.affinity
    total = total_of(support)
    gap = jnp.maximum(0.0, p.mobilisation * total * paid - troops_of(state)) * state.active
    joining = gap * -jnp.expm1(-p.enlistment * clock.days)
    recruits = joining * support / jnp.maximum(total, 1.0)

    haste = 1.0 + p.arrears_weight * (1.0 - paid) + p.fear * (1.0 - state.cohesion)
    leaving = state.fighters * -jnp.expm1(-p.desertion * haste * clock.days)
    level = world.factions.cohesion * state.bond
    target = level * (1.0 - p.erosion * (1.0 - paid)) + p.spirit * state.momentum
    target = jnp.clip(target, 0.05, 1.0)
    cohesion = target + (state.cohesion - target) * jnp.exp(-clock.days / p.mood)
    return replace(
        state,
        treasury=state.treasury - wages,
        spent=state.spent + wages,
        fighters=state.fighters + recruits - leaving,
        recruited=state.recruited + total_of(recruits),
        deserted=state.deserted + total_of(leaving),
        cohesion=cohesion,
    )
