"""How a mechanism declares its parameters, and the parameters that all mechanisms share."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

import jax
from jaxtyping import Array, Float

from contingent.scenario.quantity import Quantity, lognormal, triangular, uniform
from contingent.world.fitted import fitted_spread


def prior(title: str, quantity: Quantity) -> Any:
    """Declare a scalar parameter: what readers call it, its default prior, unit and origin."""
    return field(metadata={"title": title, "prior": quantity})


def priors_of(group: type) -> dict[str, Quantity]:
    """Return the default prior of every parameter of a group, by name."""
    return {f.name: f.metadata["prior"] for f in fields(group) if "prior" in f.metadata}


def titles_of(group: type) -> dict[str, str]:
    """Return what readers call every parameter of a group, by name."""
    return {f.name: f.metadata["title"] for f in fields(group) if "prior" in f.metadata}


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class War:
    """What makes this war fast or slow, clear or foggy, and what makes a force strong."""

    tempo: Float[Array, " lane"] = prior(
        "pace of the war",
        fitted_spread(
            lambda t: t["tempo_spread"],
            unit="ratio",
            says="spread of tempo between wars whose codes are alike; 1 is the median war",
        ),
    )
    fog: Float[Array, " lane"] = prior(
        "error in judging the enemy's strength",
        lognormal(
            0.35,
            1.8,
            unit="log_ratio",
            judgement="error in one side's estimate of the other's power; estimates of force in "
            "one country and year commonly differ by a factor of 1.5 to 2",
        ),
    )
    kit: Float[Array, " lane"] = prior(
        "arms that a thousand fighters need",
        lognormal(
            20.0,
            1.5,
            unit="musd",
            judgement="materiel that equips a thousand fighters fully: gun trucks, some armour, "
            "artillery and munitions, about 20,000 USD a fighter",
        ),
    )
    kit_exponent: Float[Array, " lane"] = prior(
        "worth of more arms for each fighter",
        triangular(
            0.15,
            0.3,
            0.5,
            unit="exponent",
            judgement="returns to equipment fall: four times the kit is worth 1.5 times the men",
        ),
    )
    men_worth: Float[Array, " lane"] = prior(
        "worth of a foreign adviser or mercenary",
        triangular(
            1.5,
            3.0,
            6.0,
            unit="fighters",
            judgement="one foreign adviser or mercenary in local fighters: crews artillery, "
            "directs fire, trains",
        ),
    )
    troop_worth: Float[Array, " lane"] = prior(
        "worth of a foreign regular soldier",
        triangular(
            2.0,
            4.0,
            8.0,
            unit="fighters",
            judgement="one regular foreign soldier with his army's support, in local fighters",
        ),
    )
    air_weight: Float[Array, " lane"] = prior(
        "weight of air support in battle",
        triangular(
            0.3,
            0.8,
            1.6,
            unit="ratio",
            judgement="gain in local power from undisputed air support at saturation "
            "(Sirte 2016: 495 strikes for 6,000 men)",
        ),
    )
    air_half: Float[Array, " lane"] = prior(
        "aircraft needed for air support to tell",
        lognormal(12.0, 1.6, unit="aircraft", judgement="aircraft that give half of that gain"),
    )
    air_defence_half: Float[Array, " lane"] = prior(
        "air-defence systems needed to halve air support",
        lognormal(6.0, 1.8, unit="systems", judgement="systems that halve the enemy's air support"),
    )
    air_range: Float[Array, " lane"] = prior(
        "reach of aircraft",
        lognormal(
            350.0,
            1.4,
            unit="km",
            judgement="distance over which sorties fall to 1/e; combat radius of old jets and "
            "light attack aircraft with load",
        ),
    )
    gradient: Float[Array, " lane"] = prior(
        "distance over which an army's strength lasts",
        lognormal(
            700.0,
            1.5,
            unit="km",
            judgement="road distance from a depot over which power falls to 1/e "
            "(loss-of-strength gradient, Boulding 1962)",
        ),
    )
    supply_floor: Float[Array, " lane"] = prior(
        "strength that a cut-off force keeps",
        uniform(
            0.25, 0.5, unit="ratio", judgement="power that a cut-off force keeps by local means"
        ),
    )
    city_exponent: Float[Array, " lane"] = prior(
        "slowness of war in large towns",
        triangular(
            0.2,
            0.4,
            0.6,
            unit="exponent",
            judgement="how much slower large towns change hands: Sabratha 19 days, Derna 52, "
            "Sirte 209, Benghazi 38 months",
        ),
    )
    urban: Float[Array, " lane"] = prior(
        "advantage of defending a town",
        triangular(
            1.3,
            1.8,
            2.8,
            unit="ratio",
            judgement="advantage of holding a town against attack (staff rules ask for three to "
            "one)",
        ),
    )
    mountain: Float[Array, " lane"] = prior(
        "advantage of defending hills",
        triangular(1.2, 1.5, 2.2, unit="ratio", judgement="advantage of holding hills"),
    )
    home_guard: Float[Array, " lane"] = prior(
        "supporters who take up arms when their town is attacked",
        lognormal(
            0.002,
            1.7,
            unit="share",
            judgement="part of the holder's local supporters who take up arms when their own town "
            "is attacked",
        ),
    )
    rooted: Float[Array, " lane"] = prior(
        "part of a force that stays where it was raised",
        triangular(
            0.3,
            0.5,
            0.7,
            unit="share",
            judgement="part of a force that stays where it was raised (Libyan National Army: 7,000 "
            "regulars among 25,000; Misrata: 6,000 away from home)",
        ),
    )
    occupation: Float[Array, " lane"] = prior(
        "fighters needed to hold people who do not support them",
        lognormal(
            0.02,
            2.0,
            unit="share",
            judgement="fighters needed per person who does not support the holder: twenty to a "
            "thousand in occupations that lasted (Quinlivan 1995); with the four that sufficed "
            "Libyan militias, governments win past wars three times too often (docs/validity.md)",
        ),
    )
