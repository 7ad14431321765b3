"""The parameters of negotiation, with their priors: see `negotiation.py` for what they do."""

from __future__ import annotations

from dataclasses import dataclass

import jax
from jaxtyping import Array, Float

from contingent.scenario.quantity import choice, lognormal, triangular
from contingent.world.fitted import counted_rate, fitted, fitted_rate
from contingent.world.parameters import prior


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Negotiation:
    """Parameters of negotiation."""

    opening: Float[Array, " lane"] = prior(
        "how readily talks open",
        lognormal(
            0.7,
            1.7,
            unit="per_year",
            judgement="rounds of talks between the two camps in 2014-19: Skhirat, two in Abu "
            "Dhabi, two in Paris, Palermo: six in about four and a half years, with a mediator "
            "throughout",
        ),
    )
    collapse: Float[Array, " lane"] = prior(
        "how readily talks break off",
        lognormal(1 / 100, 1.7, unit="per_day", judgement="rounds lasted one to eight months"),
    )
    settlement: Float[Array, " lane"] = prior(
        "how readily equal sides settle without a mediator",
        fitted_rate(
            lambda t: t["settles"] + t["settles_territory"],
            unit="per_year",
            says="settlements at even power between sides that hold land, in the Cold War",
        ),
    )
    mediated: Float[Array, " lane"] = prior(
        "how much oftener wars with mediators are settled",
        fitted_rate(
            lambda t: t["settles_mediated"],
            unit="ratio",
            says="settlements since the Cold War, against those in it",
        ),
    )
    pressed: Float[Array, " lane"] = prior(
        "how much oftener wars with patrons are settled",
        fitted_rate(
            lambda t: t["settles_helped"],
            unit="ratio",
            says="settlements where a side has foreign support, against those where none has",
        ),
    )
    parity: Float[Array, " lane"] = prior(
        "how much sides of like power settle more",
        fitted(
            lambda t: t["settles_power"],
            unit="exponent",
            says="settlements by the logarithm of the ratio of power",
            least=0.0,
        ),
    )
    learning: Float[Array, " lane"] = prior(
        "how much years of war teach sides to settle",
        fitted(
            lambda t: t["settles_learning"],
            unit="exponent",
            says="settlements by one more than the years of war",
            least=0.0,
        ),
    )
    fragility: Float[Array, " lane"] = prior(
        "frailty of ceasefires without a guarantor",
        lognormal(
            0.8,
            1.8,
            unit="per_year",
            judgement="half of ceasefires without guarantor fail in a year",
        ),
    )
    lapsing: Float[Array, " lane"] = prior(
        "frailty of treaties without a guarantor",
        counted_rate(("settlement",), "wars that were settled and fought again within five years"),
    )
    war_cost: Float[Array, " lane"] = prior(
        "what war costs against what is at stake",
        triangular(
            0.08, 0.18, 0.3, unit="share", judgement="cost of a war as a share of what is at stake"
        ),
    )
    hurt: Float[Array, " lane"] = prior(
        "how much a stalemate pushes sides to talk",
        triangular(
            0.5, 1.5, 3.0, unit="ratio", judgement="a stalemate more than doubles readiness"
        ),
    )
    mediation: Float[Array, " lane"] = prior(
        "how much a mediator brings sides to talk",
        triangular(
            0.2, 0.6, 1.2, unit="ratio", judgement="a mediator raises the odds of talks by half"
        ),
    )
    information: Float[Array, " lane"] = prior(
        "weight of mistaken hopes in keeping wars going",
        choice(
            (0.3, 1.0, 1.5),
            (1.0, 1.0, 1.0),
            unit="ratio",
            judgement="contested: wars last for want of information, or not",
        ),
    )
    commitment: Float[Array, " lane"] = prior(
        "weight of mistrust in keeping wars going",
        choice(
            (0.1, 0.4, 0.8),
            (1.0, 1.0, 1.0),
            unit="ratio",
            judgement="contested: wars last for want of commitment, or not",
        ),
    )
    walter: Float[Array, " lane"] = prior(
        "deals lost to fear of disarming",
        triangular(
            0.1,
            0.35,
            0.7,
            unit="share",
            judgement="range lost to fear of disarming without any guarantor",
        ),
    )
    terms: Float[Array, " lane"] = prior(
        "how much more a treaty asks than a truce",
        triangular(
            0.05, 0.2, 0.4, unit="share", judgement="how much more an agreement asks than a truce"
        ),
    )
    breaking: Float[Array, " lane"] = prior(
        "how readily shifts of power break deals",
        triangular(
            0.5,
            1.5,
            3.0,
            unit="ratio",
            judgement="deals break when power moves away from their terms",
        ),
    )
    elections: Float[Array, " lane"] = prior(
        "deals that promise elections",
        triangular(
            0.4,
            0.75,
            0.95,
            unit="share",
            judgement="agreements that promise elections: all Libyan ones",
        ),
    )
    merger: Float[Array, " lane"] = prior(
        "deals that promise to merge the forces",
        triangular(
            0.3, 0.6, 0.9, unit="share", judgement="agreements that promise to merge the forces"
        ),
    )
    elections_done: Float[Array, " lane"] = prior(
        "speed at which promised elections are held",
        lognormal(
            0.45, 1.7, unit="per_year", judgement="dates set for 2018 and spring 2019 both passed"
        ),
    )
    merger_done: Float[Array, " lane"] = prior(
        "speed at which promised mergers are made",
        lognormal(0.2, 1.8, unit="per_year", judgement="mergers of armies are the last term kept"),
    )
