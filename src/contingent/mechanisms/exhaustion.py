"""Exhaustion: a war runs out when nobody can or will go on with it, though nothing is settled.

With s the war's own time (tempo times the calendar's, while it is fought) and m the margin left::

    m(0) = margin * (second army / largest army) ** balance
    dm   = -ds + wavers dW                  the war has run out when m reaches 0
    P    = 1 if m_new <= 0, else exp(-2 m m_new / (wavers^2 ds))        within one step
    a war that ran out flares up again  rekindling                      per year, its margin whole

A war that has run out is fought no more than under a ceasefire (`hostility`), and no offensive
begins. Most past wars ended so, by low activity, and neither by victory nor by a deal
(Kreutz 2010); strong rebels with land last longest (Buhaug, Gates & Lujala 2009). That the margin
may touch 0 within a step and come back is counted by the Brownian bridge (Glasserman 2004), so the
step does not matter. Margin, balance and wavering are those of the generic war that is fitted to
past episodes. A deal stops the wear, and the age of the war goes by the calendar. Limits: one
margin for all sides; what they do does not lengthen it. It would be wrong if wars faded as soon
between equal sides as between a state and a few hundred rebels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.world.arrays import World
from contingent.world.fitted import counted_rate, fitted, fitted_rate, fitted_spread
from contingent.world.luck import Clock, Luck
from contingent.world.parameters import prior
from contingent.world.state import State
from contingent.world.strength import at_war

YEAR = 365.0


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Exhaustion:
    """Parameters of exhaustion."""

    margin: Float[Array, " lane"] = prior(
        "years until a war between equal armies runs out",
        fitted_spread(
            lambda t: t["activity_spread"],
            unit="years",
            says="margin of activity at coded parity of sides that hold land",
            level=lambda t: t["activity"] + t["activity_territory"],
        ),
    )
    balance: Float[Array, " lane"] = prior(
        "how much sooner uneven wars run out",
        fitted(
            lambda t: t["activity_strength"] / t["power_strength"],
            unit="exponent",
            says="margin of activity by the logarithm of the ratio of power",
            least=0.0,
        ),
    )
    wavers: Float[Array, " lane"] = prior(
        "how unsteadily wars run out",
        fitted_rate(
            lambda t: t["wavers"],
            unit="ratio",
            says="spread of the margin of activity that a year gathers",
        ),
    )
    rekindling: Float[Array, " lane"] = prior(
        "how readily a war that ran out flares up again",
        counted_rate(("fizzle",), "wars that ran out and were fought again within five years"),
    )


def exhaustion(world: World, state: State, p: Exhaustion, luck: Luck, clock: Clock) -> State:
    """Wear the war down while it is fought, and let one that ran out flare up again."""
    days, ran_out = clock.days, state.ran_out > 0.0
    fought = at_war(state).any((0, 1))  # no war is at war that has run out
    own = world.war.tempo * days / YEAR
    whole = full_margin(world, p)
    left = jnp.maximum(0.0, whole - state.worn)
    after = left - own + p.wavers * jnp.sqrt(own) * luck.exhaustion_z
    variance = p.wavers**2 * own
    runs_out = fought & (luck.exhaustion < reaches_zero(left, after, variance))
    flares = ran_out & (luck.exhaustion < -jnp.expm1(-p.rekindling * days / YEAR))
    worn = jnp.where(fought, jnp.where(runs_out, whole, whole - after), state.worn)
    return replace(
        state,
        age=state.age + days / YEAR,
        worn=jnp.where(flares, 0.0, worn),
        ran_out=jnp.where(ran_out, ~flares, runs_out).astype(state.ran_out.dtype),
    )


def reaches_zero(
    before: Float[Array, "*axes"], after: Float[Array, "*axes"], variance: Float[Array, "*#axes"]
) -> Float[Array, "*axes"]:
    """Return the chance that a Brownian path between two values was at 0 at some time."""
    both = jnp.maximum(before, 0.0) * jnp.maximum(after, 0.0)
    return jnp.exp(-2.0 * both / jnp.maximum(variance, 1e-9))


def full_margin(world: World, p: Exhaustion) -> Float[Array, " lane"]:
    """Return the margin of the war on its first day, years of its own time."""
    armies = jnp.sort(world.factions.fighters, axis=0)
    ratio = (armies[-2] + 1.0) / (armies[-1] + 1.0) if len(armies) > 1 else jnp.ones_like(armies[0])
    return p.margin * jnp.exp(p.balance * jnp.log(ratio))
