"""The stage set for a past war: what was coded of its start, put into the drawn world.

Sizes that a force brings along (arms, pay, what its friend can send) go with its numbers, so that
quality is alike and the ratio of power is one of numbers::

    rebels = government * exp(x) * (cohesion_g foreign_g) / (cohesion_r foreign_r)

with x the log ratio of power that a fit expects by the codes, and its spread. Everything else is as
the scenario has it. A code between no and yes (an alleged friend) is a chance.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contingent.history.stage.lessons import Known, parameters_of
from contingent.history.stage.lots import Lots
from contingent.scenario.vocabulary import RUNGS
from contingent.world.draw import Draws, draw_worlds
from contingent.world.template import Leaf, Template

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Leaves = dict[Leaf, Floats]

SIDES = ("government", "rebels")
GOVERNMENT, REBELS = 0, 1
FRIENDS = ("ally", "neighbour")
MEDIATOR = "mediator"
AGAINST = -5.0
"""Stake of a patron who takes no part."""
OPEN_HELP = 8.0
"""Stake of a neighbour whose troops fight."""
LAND = ("hills", "frontier")
HELD, NOT_HELD = (0.1, 0.7), (0.65, 0.15)
"""Control shares there of government and rebels, where rebels hold territory and where not."""
CAST = (
    *(f"factions.{side}.fighters" for side in SIDES),
    *(f"patrons.{friend}.men" for friend in FRIENDS),
    f"patrons.{MEDIATOR}.guarantee",
    *(f"places.{place}.control.{side}" for place in LAND for side in SIDES),
)
"""Paths that a scenario must have to be a stage."""
FORCE = ("materiel", "treasury", "income")
HELP = ("cash", "arms", "men", "troops", "market")
FOREIGNERS = (("men", "men_worth", "advisers"), ("troops", "troop_worth", "troops"))
"""Who may fight beside a side, what one is worth, and the rung from which they do."""
CROWD = 0.1
"""As in `world/strength.quality`: help counts less where it outnumbers those helped."""


def worlds_of(template: Template, known: Known, row: int, lots: Lots) -> Draws:
    """Return the drawn worlds of one episode, a row for each path.

    Parameters
    ----------
    template : Template
        Of the scenario `past-war`.
    known : Known
        What is known of the episodes, and what a lesson makes of it.
    row : int
        Which episode.
    lots : Lots
        Its luck.
    """
    at = known.at
    leaves = dict(draw_worlds(template, lots.own_seed, 0, lots.paths).leaves)
    leaves |= parameters_of(known, row, lots)
    troops = lots.happens("troops", float(at.troops[row]))
    kin = lots.happens("kin", float(at.kin[row]))
    _friend(template, leaves, GOVERNMENT, lots.happens("helped", float(at.helped[row])), "arms")
    _friend(template, leaves, REBELS, kin | troops, "money")
    _invade(template, leaves, troops)
    _mediate(template, leaves, lots.happens("mediated", float(at.mediated[row])))
    _hold_land(template, leaves, lots.happens("territory", float(at.territory[row])))
    _balance(template, leaves, _ratio(known, row, lots))
    return Draws(leaves, {})


def _ratio(known: Known, row: int, lots: Lots) -> Floats:
    """Return the log ratio of power on the first day of each path."""
    spreads = np.array([float(theta["power_spread"]) for theta in known.thetas])
    member = lots.member(len(spreads))
    found: Floats = known.codes.power[member, row] + np.exp(spreads[member]) * lots.normal("power")
    return found


def _place(template: Template, path: str) -> tuple[int, ...]:
    return template.slots[path].index


def _commit(template: Template, leaves: Leaves, pair: str, on: Bools, rung: str) -> None:
    """Put a patron on a rung where it takes part, and aside where it does not."""
    k, f = _place(template, f"patrons.{pair}")
    leaves[("patrons", "commitment")][:, k, f] = np.where(on, RUNGS.index(rung), 0)
    stake = leaves[("patrons", "stake")][:, k, f]
    leaves[("patrons", "stake")][:, k, f] = np.where(on, stake, AGAINST)


def _friend(template: Template, leaves: Leaves, side: int, on: Bools, rung: str) -> None:
    _commit(template, leaves, f"{FRIENDS[side]}.commitment.{SIDES[side]}", on, rung)


def _invade(template: Template, leaves: Leaves, on: Bools) -> None:
    """Let the neighbour's troops fight beside the rebels."""
    k, f = _place(template, f"patrons.{FRIENDS[REBELS]}.commitment.{SIDES[REBELS]}")
    for name, value in (("commitment", RUNGS.index("troops")), ("stake", OPEN_HELP)):
        leaf = leaves[("patrons", name)]
        leaf[:, k, f] = np.where(on, value, leaf[:, k, f])


def _mediate(template: Template, leaves: Leaves, on: Bools) -> None:
    for side in SIDES:
        _commit(template, leaves, f"{MEDIATOR}.commitment.{side}", on, "diplomatic")
    (k,) = _place(template, f"patrons.{MEDIATOR}.guarantee")
    leaves[("patrons", "guarantee")][:, k] *= on


def _hold_land(template: Template, leaves: Leaves, on: Bools) -> None:
    for place in LAND:
        for side, held, not_held in zip(SIDES, HELD, NOT_HELD, strict=True):
            p, f = _place(template, f"places.{place}.control.{side}")
            leaves[("places", "control")][:, p, f] = np.where(on, held, not_held)


def _balance(template: Template, leaves: Leaves, ratio: Floats) -> None:
    """Give the rebels the numbers that the ratio asks for, and size what goes with them."""
    usual = np.array(
        [template.slots[f"factions.{side}.fighters"].quantity.central for side in SIDES]
    )
    fighters, cohesion = leaves[("factions", "fighters")], leaves[("factions", "cohesion")]
    foreign = _foreign(template, leaves, usual)
    worth = cohesion * (1.0 + foreign / (1.0 + CROWD * foreign))
    power = fighters[:, GOVERNMENT] * worth[:, GOVERNMENT] * np.exp(ratio)
    fighters[:, REBELS] = power / worth[:, REBELS]
    size = fighters / usual
    for name in FORCE:
        leaves[("factions", name)] = leaves[("factions", name)] * size
    for name in HELP:
        for side, patron in enumerate(FRIENDS):
            (k,) = _place(template, f"patrons.{patron}.{name}")
            leaves[("patrons", name)][:, k] *= size[:, side]


def _foreign(template: Template, leaves: Leaves, usual: Floats) -> Floats:
    """Return foreigners who fight beside each side, by its own fighters' worth ``[run, side]``."""
    found = np.zeros_like(leaves[("factions", "fighters")])
    for side, patron in enumerate(FRIENDS):
        k, f = _place(template, f"patrons.{patron}.commitment.{SIDES[side]}")
        rung = leaves[("patrons", "commitment")][:, k, f]
        for name, worth, least in FOREIGNERS:
            sent = leaves[("patrons", name)][:, k] * (rung >= RUNGS.index(least))
            found[:, side] += leaves[("war", worth)] * sent / usual[side]
    return found
