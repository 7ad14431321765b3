"""Leadership: death or fall of a leader, the shock of succession, split or dissolution.

    hazard_f  = leader_hazard_f * (1 + coup * (1 - cohesion_f))         per year
    cohesion  -> cohesion * (1 - shock)
    split if the cohesion left is below `brittle`, with chance (brittle - cohesion) / brittle:
        `secession` of its fighters and of its control leave it and become local
    dissolution hazard: unravelling * max(0, (last - cohesion) / last)

Armies built around one man lose most by losing him (Jordan 2009; Tiernay 2015). A dissolved faction
holds nothing, its fighters go home and its aircraft and air defence are lost. A beaten force with
sympathisers is not extinct: it may return (see aftermath). It would be wrong if cohesive forces
split as often as brittle ones when a leader dies.
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
from contingent.world.state import State, held_by


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Leadership:
    """Parameters of leadership."""

    coup: Float[Array, " lane"] = prior(
        "how much disunity endangers a leader",
        triangular(
            0.0, 1.0, 3.0, unit="ratio", judgement="disunity doubles the risk of being removed"
        ),
    )
    shock: Float[Array, " lane"] = prior(
        "cohesion lost with a leader",
        triangular(
            0.1,
            0.3,
            0.55,
            unit="share",
            judgement="cohesion lost with the leader of a personal army",
        ),
    )
    brittle: Float[Array, " lane"] = prior(
        "cohesion below which successors fall out",
        triangular(
            0.35, 0.5, 0.65, unit="share", judgement="cohesion under which successors fall out"
        ),
    )
    secession: Float[Array, " lane"] = prior(
        "part of a force that leaves in a split",
        triangular(0.2, 0.4, 0.6, unit="share", judgement="part of a force that leaves in a split"),
    )
    unravelling: Float[Array, " lane"] = prior(
        "speed at which a force without cohesion dissolves",
        lognormal(2.0, 2.0, unit="per_year", judgement="a force without cohesion lasts months"),
    )
    last: Float[Array, " lane"] = prior(
        "cohesion below which a force dissolves",
        triangular(
            0.08, 0.15, 0.22, unit="share", judgement="cohesion under which a force dissolves"
        ),
    )


def leadership(world: World, state: State, p: Leadership, luck: Luck, clock: Clock) -> State:
    """Let leaders die or fall, and factions split or dissolve."""
    years = clock.days / 365.0
    rate = world.factions.leader_hazard * (1.0 + p.coup * (1.0 - state.cohesion)) * state.active
    falls = luck.leader < -jnp.expm1(-rate * years)
    cohesion = jnp.where(falls, state.cohesion * (1.0 - p.shock), state.cohesion)
    splits = falls & (luck.split < jnp.maximum(0.0, p.brittle - cohesion) / p.brittle)

    weak = jnp.maximum(0.0, (p.last - cohesion) / p.last)
    gone = ~falls & (luck.split < -jnp.expm1(-p.unravelling * weak * years))
    leaving = jnp.where(gone, 1.0, jnp.where(splits, p.secession, 0.0)).astype(state.hold.dtype)
    lost = state.fighters * leaving
    return replace(
        state,
        cohesion=cohesion,
        active=state.active * ~gone,
        hold=state.hold * (1.0 - leaving),
        holder=jnp.where((held_by(state) & gone).any(1), -1, state.holder).astype(jnp.int8),
        fighters=state.fighters - lost,
        deserted=state.deserted + total_of(lost),
        effort=state.effort * ~gone,
        blockade=state.blockade * ~gone,
        recognition=state.recognition * ~gone,
        air=state.air * ~gone,
        air_defence=state.air_defence * ~gone,
    )
