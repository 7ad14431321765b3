"""Perception: what each faction believes of the others' power.

The belief of f about g is the log of g's power plus an error that f cannot see::

    m[f,g]  = log power_g - optimism_f / (1 + learning * contact)
    sd[f,g] = fog / (1 + learning * contact)
    rate    = revision + revelation * contact
    belief' = m + (belief - m) * exp(-rate dt) + sd * sqrt(1 - exp(-2 rate dt)) * z

an Ornstein-Uhlenbeck process in its exact form, so that the step does not matter. Fighting
reveals strength: contact makes beliefs follow the truth faster and errors smaller (Blainey 1973;
Slantchev 2003). A faction knows its own power. Limits: one number sums up power, and optimism
has one sign for each faction. It would be wrong if wars between well-watched armies lasted
as long as wars in the dark.
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
from contingent.world.state import State
from contingent.world.strength import log_power


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Perception:
    """Parameters of perception."""

    revision: Float[Array, " lane"] = prior(
        "speed at which staffs revise their picture of the enemy",
        lognormal(
            1 / 120,
            2.0,
            unit="per_day",
            judgement="staffs revise their picture of an enemy every few months",
        ),
    )
    revelation: Float[Array, " lane"] = prior(
        "speed at which battle shows who is stronger",
        lognormal(
            1 / 30, 2.0, unit="per_day", judgement="a month of full battle shows who is stronger"
        ),
    )
    learning: Float[Array, " lane"] = prior(
        "how much battle clears up errors",
        triangular(
            0.0, 1.0, 3.0, unit="ratio", judgement="full battle halves errors, or does little"
        ),
    )


def perception(world: World, state: State, p: Perception, luck: Luck, clock: Clock) -> State:
    """Revise every faction's belief of every other's log power."""
    truth = log_power(world, state)
    contact = jnp.minimum(1.0, total_of(state.engaged))
    clearer = 1.0 + p.learning * contact
    mean = truth[None] - world.factions.optimism[:, None] / clearer
    sd = world.war.fog / clearer
    kept = jnp.exp(-(p.revision + p.revelation * contact) * clock.days)
    noise = sd * jnp.sqrt(1.0 - kept**2) * luck.perception_z
    belief = mean + (state.belief - mean) * kept + noise
    self_known = jnp.eye(truth.shape[0], dtype=bool)[..., None]
    return replace(state, belief=jnp.where(self_known, truth[None], belief))


def first_belief(world: World, state: State, luck: Luck) -> State:
    """Return the state with beliefs as they are on the start date: biased and fogged."""
    truth = log_power(world, state)
    guess = truth[None] - world.factions.optimism[:, None] + world.war.fog * luck.perception_z
    self_known = jnp.eye(truth.shape[0], dtype=bool)[..., None]
    return replace(state, belief=jnp.where(self_known, truth[None], guess))
