"""What standing on a rung of the ladder is worth to each patron: U[r] of `patronage`.

Its parameters stand there too: `p` is a `Patronage`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from contingent.mechanisms.conditions import conditions_of, table_of
from contingent.mechanisms.ladder import (
    AIR_STRIKES,
    DIPLOMATIC,
    GAIN,
    MONEY,
    at_rung,
    gain_at,
    military,
)
from contingent.world.arrays import World
from contingent.world.lanes import blend, fixed, sum_at
from contingent.world.state import State
from contingent.world.strength import CEASEFIRE, others

FORBIDDEN = 1e3
"""Points a rung above the highest allowed one that rule it out."""


def believed_odds(state: State) -> Float[Array, "faction lane"]:
    """Return the log of each faction's power over its opponents', as the factions see it."""
    seen = state.belief.sum(0) / state.belief.shape[0]
    power = jnp.exp(seen - seen.max(0))
    return jnp.log(power) - jnp.log(others(power) + 1e-9)


def need_of(state: State, p: Any) -> Float[Array, "faction lane"]:
    """Return what deeds for each faction would change: ``use * need``."""
    s = jax.nn.sigmoid(believed_odds(state))
    use = (1.0 - p.bandwagon) * 4.0 * s * (1.0 - s) * (1.0 + p.rescue * (1.0 - 2.0 * s))
    use = use + p.bandwagon * 2.0 * s
    n = s.shape[0]
    settled = ((state.phase >= CEASEFIRE) | jnp.eye(n, dtype=bool)[..., None]).all(1)
    return use * jnp.where(settled, p.peace_need, 1.0) * state.active


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Outlook:
    """What a patron looks at whichever rung it weighs.

    Attributes
    ----------
    use : Float[Array, "faction lane"]
        What deeds would change, see `need_of`.
    rivals : Float[Array, "patron faction lane"]
        Military commitment of rivals on the other sides.
    missing : Float[Array, "patron faction lane"]
        Allies that are wanted beside it and are not there.
    limited : Float[Array, "patron faction lane"]
        1 where it may not pass `diplomatic`.
    required, weighted : Float[Array, "condition faction lane"]
        Shortfall of its conditions.
    """

    use: Float[Array, "faction lane"]
    rivals: Float[Array, "patron faction lane"]
    missing: Float[Array, "patron faction lane"]
    limited: Float[Array, "patron faction lane"]
    required: Float[Array, "condition faction lane"]
    weighted: Float[Array, "condition faction lane"]


def outlook_of(
    world: World,
    state: State,
    p: Any,
    required: Float[Array, "condition faction lane"],
    weighted: Float[Array, "condition faction lane"],
) -> Outlook:
    """Return what patrons look at, worked out once for all rungs."""
    pt = world.patrons
    level = state.commitment.astype(state.hold.dtype)
    deeds = (level >= MONEY).astype(level.dtype)
    exposed, deeds = fixed((others(military(level)), deeds))
    committed = others((level > DIPLOMATIC).astype(level.dtype)) > 0.0
    limited = (pt.mediator[:, None] > 0.0) | (committed & (pt.hedges[:, None] == 0.0))
    outlook = Outlook(
        use=need_of(state, p),
        rivals=blend(pt.rivals, exposed),
        missing=jnp.maximum(0.0, pt.allies_needed[:, None] - blend(pt.allies, deeds)),
        limited=limited.astype(level.dtype),
        required=required,
        weighted=weighted,
    )
    return fixed(outlook)


def utility_of(
    world: World,
    state: State,
    p: Any,
    outlook: Outlook,
    rung: Float[Array, "patron faction lane"],
) -> Float[Array, "patron faction lane"]:
    """Return the utility of one rung for each patron and faction.

    Worked out for the rungs in question alone: for all seven it would take most of the step.
    """
    gain = gain_at(world, rung)
    words = jnp.minimum(gain, GAIN[DIPLOMATIC])
    worth = (words + (gain - words) * outlook.use) * state.active
    alone = p.isolation * outlook.missing + p.uninvited * (1.0 - state.recognition)
    barred = outlook.limited * jnp.maximum(0.0, rung - DIPLOMATIC)
    return (
        p.interest * world.patrons.stake * worth
        - at_rung(world.patrons.cost, rung)
        - p.deterrence * outlook.rivals * military(rung)
        - alone * (rung >= AIR_STRIKES)
        + _of_conditions(world, outlook.required, outlook.weighted, rung)
        - FORBIDDEN * barred
    )


def _of_conditions(
    world: World,
    required: Float[Array, "condition faction lane"],
    weighted: Float[Array, "condition faction lane"],
    rung: Float[Array, "patron faction lane"],
) -> Float[Array, "patron faction lane"]:
    """Return what conditions add on a rung: weights from their rung on, prohibitions above it."""
    c = table_of(world, "rungs")
    start, standing = c.from_rung[:, None], rung[c.patron]
    # the higher above a broken condition, the worse: so that the way leads down
    above = (required > 0.5) * jnp.maximum(0.0, standing - start + 1.0)
    tilt = weighted * (standing >= start) - FORBIDDEN * above
    return sum_at(conditions_of(world, "rungs"), tilt)
