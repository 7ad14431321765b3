"""Foreign help that patrons' commitments bring into the country."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float, Int8

from contingent.scenario.vocabulary import RUNGS
from contingent.world.arrays import Patrons
from contingent.world.lanes import total_of

_ADVISERS, _AIR_STRIKES, _TROOPS = (RUNGS.index(r) for r in ("advisers", "air_strikes", "troops"))


def committed_help(
    patrons: Patrons, commitment: Int8[Array, "patron faction lane"]
) -> Float[Array, "faction help lane"]:
    """Return the help that patrons have committed: people and aircraft, once all have arrived.

    Kinds of help in the order of `contingent.world.accounts`.
    """
    dtype = patrons.men.dtype
    strikes = (commitment >= _AIR_STRIKES).astype(dtype) * patrons.strikes[:, None]
    return jnp.stack(
        [
            total_of((commitment >= _ADVISERS).astype(dtype) * patrons.men[:, None]),
            total_of((commitment >= _TROOPS).astype(dtype) * patrons.troops[:, None]),
            total_of(strikes * (1.0 - patrons.own_bases[:, None])),
            total_of(strikes * patrons.own_bases[:, None]),
        ],
        1,
    )
