"""Recognition: who may sell the oil, buy arms openly and invite foreign troops.

    hazard_f (not recognised) = after_capital * [f holds the capital] * people share
                                * (1/2 + backing_f)
                              + after_deal * [f has an agreement with a recognised party]
                              + endorsement * max(0, backing_f - backing of the recognised)
                                * people share
    backing_f = sum over patrons at `diplomatic` or above with f / all such ties

A deal with a recognised party replaces the other two ways. By taking the capital or by patrons'
choice it passes wholly; by a deal both share it. Effective control of the capital is the commonest
test of states' practice (Talmon 1998), but recognised governments have outlived the loss of a
capital, so it is a hazard and not a rule. It would be wrong if recognition always followed the flag
at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.scenario.quantity import lognormal
from contingent.world.arrays import World
from contingent.world.lanes import total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State, held_by
from contingent.world.strength import AGREEMENT, others

DIPLOMATIC = 1


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Recognition:
    """Parameters of recognition."""

    after_capital: Float[Array, " lane"] = prior(
        "speed at which recognition follows the capital",
        lognormal(
            1.5,
            1.8,
            unit="per_year",
            judgement="months to years from capital to recognition: Kigali 1994 weeks, Kabul 1996 "
            "never",
        ),
    )
    after_deal: Float[Array, " lane"] = prior(
        "speed at which recognition follows a deal",
        lognormal(
            3.0, 1.6, unit="per_year", judgement="unity governments are recognised in months"
        ),
    )
    endorsement: Float[Array, " lane"] = prior(
        "patrons' readiness to shift recognition",
        lognormal(
            0.1,
            2.5,
            unit="per_year",
            judgement="patrons rarely shift recognition without the capital",
        ),
    )


def recognition(world: World, state: State, p: Recognition, luck: Luck, clock: Clock) -> State:
    """Let recognition pass or be shared."""
    ties = total_of((state.commitment >= DIPLOMATIC).astype(state.hold.dtype))
    backing = ties / jnp.maximum(1.0, ties.sum(0))
    living = world.places.population / world.places.population.sum(0)
    people = total_of(living[:, None] * state.hold)
    in_capital = total_of(held_by(state) * world.places.capital[:, None])
    recognised_backing = (others(backing * state.recognition)).astype(backing.dtype)
    partner = ((state.phase == AGREEMENT) * state.recognition[None]).max(1)

    capital = p.after_capital * in_capital * people * (0.5 + backing)
    choice = p.endorsement * jnp.maximum(0.0, backing - recognised_backing) * people
    alone = (capital + choice) * (1.0 - partner)
    shared = p.after_deal * partner
    outside = (state.recognition < 0.5) * state.active
    total = (alone + shared) * outside
    wins = luck.recognition < -jnp.expm1(-total / 365.0 * clock.days)
    share = wins & (partner > 0.0)
    takes = wins & (partner <= 0.0)
    after = jnp.where(takes.any(0), takes, (state.recognition >= 0.5) | share)
    return replace(state, recognition=after.astype(state.recognition.dtype) * state.active)
