"""The parameters that all wars share, with what is believed of them before any war was looked at.

Each is normal on its own scale; rates are logarithms of a number per year. Priors are judgement,
guided by the literature that is named; they are narrow, for a few hundred episodes cannot teach
thirty numbers much.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shared:
    """One shared parameter.

    Attributes
    ----------
    name : str
    mean, sd : float
        What is believed beforehand.
    says : str
        What it does, and why it is expected to lie there.
    """

    name: str
    mean: float
    sd: float
    says: str


def _rate(per_year: float) -> float:
    return math.log(per_year)


SHARED = (
    # power on the start date: the log of the rebels' power over the government's
    Shared("power", 0.0, 0.25, "its level at coded parity, beyond the hazards"),
    Shared("power_strength", 0.8, 0.2, "by step of coded strength (Cunningham et al. 2009)"),
    Shared("power_capacity", 0.4, 0.2, "by grade of mobilising, arms and fighting"),
    Shared("power_troops", 0.2, 0.15, "foreign troops on the rebels' side"),
    Shared("power_spread", _rate(0.7), 0.2, "log of the spread that codes leave"),
    # how power moves, by the war's own time
    Shared("turmoil", _rate(0.5), 0.2, "log of the spread of power gathered in a year"),
    Shared("tempo_spread", 0.0, 0.15, "log of the spread of log tempo"),
    # victory
    Shared("government_wins", _rate(0.065), 0.5, "log hazard at even power"),
    Shared("government_power", 0.8, 0.2, "how much less for stronger rebels"),
    Shared("victory_mediated", -0.3, 0.25, "after the Cold War: fewer victories (Howard 2018)"),
    Shared("government_decades", -0.1, 0.15, "a decade: states win ever less (Kreutz 2010)"),
    Shared("victory_central", 0.0, 0.3, "united rebels win or lose, others last (Cunningham 2006)"),
    Shared("rebels_win", _rate(0.17), 0.5, "log hazard at even power"),
    Shared("rebels_power", 1.2, 0.2, "how much more for stronger rebels"),
    Shared("coup_haste", _rate(60.0), 0.5, "log of how much sooner a coup is decided"),
    Shared("coup_rebels", 0.0, 0.5, "how much more plotters win than rebels"),
    # settlement, by the calendar
    Shared("settles", _rate(0.06), 0.5, "log hazard of a settlement at even power, Cold War"),
    Shared("settles_power", 0.4, 0.2, "sides of like power bargain"),
    Shared("settles_learning", 0.3, 0.2, "by log(1 + years): fighting teaches (Slantchev 2003)"),
    Shared("settles_mediated", _rate(4.0), 0.25, "after the Cold War: mediators (Howard 2018)"),
    Shared("settles_territory", 0.3, 0.2, "rebels who hold land have something to trade"),
    Shared("settles_helped", 0.0, 0.4, "patrons of the government, who press or prolong"),
    Shared("settles_kin", 0.0, 0.3, "patrons and kin across the border, who press or prolong"),
    Shared("settles_uncoded", 0.0, 0.25, "where nobody coded the strength"),
    # activity: what keeps a war above the threshold of the record
    Shared("activity", _rate(3.1), 0.4, "log of the margin at the start, at parity, years"),
    Shared("activity_strength", 0.2, 0.15, "by step of coded strength"),
    Shared("activity_territory", 0.3, 0.2, "rebels with a base last (Buhaug et al. 2009)"),
    Shared("activity_secession", 0.0, 0.25, "far from the capital: lasting, low (Fearon 2004)"),
    Shared("activity_uncoded", 0.0, 0.25, "where nobody coded the strength"),
    Shared("activity_spread", _rate(0.8), 0.2, "log of the spread of the log margin"),
    Shared("wavers", _rate(1.0), 0.3, "log of the spread of the margin gathered in a year"),
    # the record
    Shared("flares", -3.0, 0.5, "log odds that a war is on record for two days of it"),
)  # fmt: skip

NAMES = tuple(shared.name for shared in SHARED)
MEAN: Floats = np.array([shared.mean for shared in SHARED])
SD: Floats = np.array([shared.sd for shared in SHARED])
