"""Leadership: death or fall of a leader, the shock of succession, split or dissolution.

    plots_f   = leader_hazard_f * coup * (1 - cohesion_f)               per year
    won       = S(plotters + plotters_power * log((1 - cohesion_f) / cohesion_f))
    falls_f   = leader_hazard_f + plots_f * won                         per year
    cohesion  -> cohesion * (1 - shock)          when a leader falls
    bond      -> bond * (1 - shock * lasting)    then too: to first cohesion * bond it recovers
    cohesion  -> cohesion * (1 - purge)          when a plot fails
    split if the cohesion left is below `brittle`, with chance (brittle - cohesion) / brittle:
        `secession` of its fighters and of its control leave it and become local
    dissolution hazard: unravelling * max(0, (last - cohesion) / last)

with S(x) = 1 / (1 + exp(-x)). A coup is decided in days by how power divides within the house: its
chance is that of the coups among past episodes, by the power of plotters against rulers, and who
does not hold together with the rest stands with the plotters (Singh 2014). Armies built around one
man lose most by losing him (Jordan 2009; Tiernay 2015). A dissolved faction holds nothing, its
fighters go home and its aircraft and air defence are lost. A beaten force with sympathisers is not
extinct: it may return (see aftermath). It would be wrong if cohesive forces split as often as
brittle ones when a leader dies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.scenario.quantity import lognormal, triangular
from contingent.world.arrays import World
from contingent.world.fitted import Floats, Shared, fitted
from contingent.world.lanes import total_of
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State, held_by


def _won(shared: Shared, power: float) -> Floats:
    """Return the log odds that plotters win in the generic war, at a log ratio of power [fit]."""
    rebels = shared["rebels_win"] + shared["coup_rebels"] + shared["rebels_power"] * power
    return rebels - shared["government_wins"] + shared["government_power"] * power


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Leadership:
    """Parameters of leadership."""

    coup: Float[Array, " lane"] = prior(
        "how much disunity endangers a leader",
        triangular(
            0.0,
            3.0,
            9.0,
            unit="ratio",
            judgement="plots against each natural end of a leader's rule, in a house without "
            "cohesion; about a third of them succeed",
        ),
    )
    plotters: Float[Array, " lane"] = prior(
        "chance of a plot in a house divided evenly",
        fitted(
            lambda t: _won(t, 0.0),
            unit="log_odds",
            says="log odds that plotters win at even power",
        ),
    )
    plotters_power: Float[Array, " lane"] = prior(
        "how much strength helps a plot",
        fitted(
            lambda t: t["government_power"] + t["rebels_power"],
            unit="exponent",
            says="log odds that plotters win, by the logarithm of the ratio of power",
            least=0.0,
        ),
    )
    purge: Float[Array, " lane"] = prior(
        "cohesion lost by a plot that failed",
        triangular(0.0, 0.05, 0.15, unit="share", judgement="failed plots are followed by purges"),
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
    lasting: Float[Array, " lane"] = prior(
        "part of what a leader's fall costs that lasts",
        triangular(
            0.1, 0.5, 0.9, unit="share", judgement="successors win some of the followers back"
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
    hazard = world.factions.leader_hazard * state.active
    plots = hazard * p.coup * (1.0 - state.cohesion)
    together = jnp.clip(state.cohesion, 0.02, 0.98)
    won = jax.nn.sigmoid(p.plotters + p.plotters_power * jnp.log((1.0 - together) / together))
    falls = luck.leader < -jnp.expm1(-(hazard + plots * won) * years)
    fails = ~falls & (luck.leader < -jnp.expm1(-(hazard + plots) * years))
    lost_unity = jnp.where(falls, p.shock, jnp.where(fails, p.purge, 0.0))
    cohesion = state.cohesion * (1.0 - lost_unity)
    splits = falls & (luck.split < jnp.maximum(0.0, p.brittle - cohesion) / p.brittle)

    weak = jnp.maximum(0.0, (p.last - cohesion) / p.last)
    gone = ~falls & (luck.split < -jnp.expm1(-p.unravelling * weak * years))
    leaving = jnp.where(gone, 1.0, jnp.where(splits, p.secession, 0.0)).astype(state.hold.dtype)
    lost = state.fighters * leaving
    return replace(
        state,
        cohesion=cohesion,
        bond=jnp.where(falls, state.bond * (1.0 - p.shock * p.lasting), state.bond),
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
