"""Elections and the merger of forces: terms of an agreement, kept later or broken with it."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Int8

from contingent.mechanisms.negotiation_parameters import Negotiation
from contingent.world.luck import Clock, Luck
from contingent.world.state import State

AGREEMENT = 3
AGREED, DONE, BROKEN = 1, 2, 3
YEAR = 365.0


def clauses(
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
