"""What the generic war knows of an episode: a few numbers, each with a fallback.

Grades count from -1 (low) over 0 (moderate) to 1 (high), strength of the rebels against the
government from -2 (much weaker) to 2 (much stronger). Where a cell is empty the value typical of
coded wars is taken, and a war whose strength is not coded at all is marked, for it is no typical
war: most such began after the coders had ended their work.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import jax
import numpy as np
import numpy.typing as npt
from jaxtyping import Array, Float

from contingent.history.columns import CONFLICT_TYPE, COUP, STRENGTH
from contingent.history.episodes import Column, Covariates

Floats = npt.NDArray[np.float64]

USUAL = -1.3
"""Mean strength of the coded rebels: between weaker and much weaker."""
ORDER_CHANGED = 1990.0
"""After the Cold War wars came to be mediated and settled (Howard & Stark 2018)."""
CHANGE_YEARS = 1.5
DECADES = (-4.0, 2.0)
"""A trend over decades goes no further than the record on which it was seen."""
PLOTTERS = "Military faction"
"""How UCDP names the soldiers of a coup attempt that have no name of their own."""


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Situation:
    """What is known of each episode at its start.

    Attributes
    ----------
    strength : float [episode]
        Of the rebels against the government, -2 to 2; 0 is parity.
    capacity : float [episode]
        Mean grade of mobilising, getting arms and fighting, -1 to 1.
    central : float [episode]
        Grade of the rebels' central command, -1 to 1.
    territory, coup, troops, helped, kin : float [episode]
        0 to 1: rebels hold territory; a coup attempt; foreign troops fight for the rebels; the
        government has foreign support; rebels have supporters across a border.
    mediated : float [episode]
        0 to 1: begun after the Cold War.
    decades : float [episode]
        Decades between its end and the start, within `DECADES`.
    secession : float [episode]
        1 where a territory is at stake, 0 where it is the government.
    uncoded : float [episode]
        1 if nobody coded the strength.
    """

    strength: Float[Array, " episode"]
    capacity: Float[Array, " episode"]
    central: Float[Array, " episode"]
    territory: Float[Array, " episode"]
    coup: Float[Array, " episode"]
    troops: Float[Array, " episode"]
    helped: Float[Array, " episode"]
    kin: Float[Array, " episode"]
    mediated: Float[Array, " episode"]
    decades: Float[Array, " episode"]
    secession: Float[Array, " episode"]
    uncoded: Float[Array, " episode"]

    def take(self, rows: npt.NDArray[np.intp]) -> Situation:
        """Return some episodes."""
        return Situation(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


def situation(covariates: Covariates) -> Situation:
    """Return what the generic war knows of each episode."""
    capacity = ("nsa_mobcap", "nsa_armsproc", "nsa_fightcap")
    grades = [_scaled(covariates[name], (-1.0, 0.0, 1.0), -0.6) for name in capacity]
    strength = _scaled(covariates[STRENGTH], (-2.0, -1.0, 0.0, 1.0, 2.0), USUAL)
    year = covariates["start_year"]
    since = np.where(year.known, year.values - ORDER_CHANGED, 0.0) / CHANGE_YEARS
    values = {
        "strength": strength,
        "capacity": np.mean(grades, axis=0),
        "central": _scaled(covariates["nsa_strengthcent"], (-1.0, 0.0, 1.0), 0.1),
        "territory": _scaled(covariates["nsa_terrcont"], (0.0, 1.0), 0.35),
        "coup": _coup(covariates),
        "troops": _scaled(covariates["nsa_rebextpart"], (0.0, 0.3, 0.4, 1.0), 0.1),
        "helped": _scaled(covariates["nsa_gov_support"], (0.0, 0.5, 1.0), 0.45),
        "kin": _scaled(covariates["nsa_transconstsupp"], (0.0, 0.5, 1.0), 0.2),
        "decades": np.clip(since * CHANGE_YEARS / 10.0, *DECADES),
        "mediated": 1.0 / (1.0 + np.exp(-since)),
        "secession": _scaled(covariates["incompatibility"], (1.0, 0.5, 0.0), 0.4),
        "uncoded": (~covariates[STRENGTH].known).astype(np.float64),
    }
    return Situation(**{name: value.astype(np.float32) for name, value in values.items()})


def _scaled(column: Column, worth: tuple[float, ...], typical: float) -> Floats:
    """Return what each word of a column is worth, `typical` where there is none [row]."""
    return np.where(column.known, np.array(worth)[column.values.astype(np.intp)], typical)


def _coup(covariates: Covariates) -> Floats:
    """Return 1 for coup attempts; without a code the name of the rebels tells."""
    kind = covariates[CONFLICT_TYPE]
    named = np.array([name.startswith(PLOTTERS) for name in covariates.names["side_b"]], np.bool_)
    return np.where(kind.known, kind.equals(COUP), named).astype(np.float64)
