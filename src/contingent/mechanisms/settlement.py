"""How readily wars are settled: the form that scenarios and the generic war of `history/` share.

    hazard = exp(level - parity |x| + learning log(1 + t))          per year of the calendar

with x the log ratio of power and t the years of war. Settlement goes by the calendar, for talks
keep their own pace whatever happens at the front. It is likeliest between equals, whom neither
victory nor defeat is near (Cunningham, Gleditsch & Salehyan 2009), and grows with what fighting
teaches (Slantchev 2003).
"""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float


def log_settlement_rate(
    level: Float[Array, "*#axes"] | float,
    parity: Float[Array, "*#axes"],
    learning: Float[Array, "*#axes"],
    ratio: Float[Array, "*axes"],
    years: Float[Array, "*#axes"],
) -> Float[Array, "*axes"]:
    """Return the logarithm of the hazard of a settlement, per year of the calendar.

    Parameters
    ----------
    level : float
        Logarithm of the hazard at even power in the first days.
    parity, learning : float
        How it falls with the ratio of power, and rises with years of war.
    ratio : float
        Logarithm of the ratio of power.
    years : float
        Of war, by the calendar.
    """
    return level - parity * jnp.abs(ratio) + learning * jnp.log1p(years)
