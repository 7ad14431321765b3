"""The mechanisms, in the order in which a step runs them.

Each is one file with the same nouns in the same order: ``mechanism(world, state, p, luck,
clock) -> state``, where ``p`` are its parameters. What a mechanism changed is worked out by the
engine as the difference of accounts before and after it, so that the causes of a change always
add up to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.mechanisms.aftermath import Aftermath, aftermath
from contingent.mechanisms.alignment import Alignment, alignment
from contingent.mechanisms.combat import Combat, combat
from contingent.mechanisms.exhaustion import Exhaustion, exhaustion
from contingent.mechanisms.holding import Holding, holding
from contingent.mechanisms.leadership import Leadership, leadership
from contingent.mechanisms.negotiation import negotiation
from contingent.mechanisms.negotiation_parameters import Negotiation
from contingent.mechanisms.patronage import Patronage, patronage
from contingent.mechanisms.perception import Perception, perception
from contingent.mechanisms.posture import Posture, posture
from contingent.mechanisms.procurement import Procurement, procurement
from contingent.mechanisms.recognition import Recognition, recognition
from contingent.mechanisms.recruitment import Recruitment, recruitment
from contingent.mechanisms.revenue import Revenue, revenue
from contingent.mechanisms.toll import Toll, toll
from contingent.scenario.quantity import Quantity
from contingent.world.parameters import War, priors_of, titles_of
from contingent.world.state import State


@dataclass(frozen=True)
class Mechanism:
    """One process of the model.

    Attributes
    ----------
    name : str
        As code and paths call it.
    apply : callable
        Its function.
    parameters : type
        Its parameters.
    title : str
        What readers call it.
    """

    name: str
    apply: Callable[..., State]
    parameters: type
    title: str


MECHANISMS = (
    Mechanism(
        "perception", perception, Perception, "what each side thinks of the other's strength"
    ),
    Mechanism("revenue", revenue, Revenue, "oil and money"),
    Mechanism("patronage", patronage, Patronage, "foreign help"),
    Mechanism("procurement", procurement, Procurement, "buying arms"),
    Mechanism("recruitment", recruitment, Recruitment, "recruits and deserters"),
    Mechanism("posture", posture, Posture, "offensives and blockades"),
    Mechanism("combat", combat, Combat, "fighting"),
    Mechanism("alignment", alignment, Alignment, "towns changing sides"),
    Mechanism("holding", holding, Holding, "towns taken and lost"),
    Mechanism("toll", toll, Toll, "deaths and flight"),
    Mechanism("exhaustion", exhaustion, Exhaustion, "wars running out"),
    Mechanism("negotiation", negotiation, Negotiation, "talks and deals"),
    Mechanism("recognition", recognition, Recognition, "recognition abroad"),
    Mechanism("leadership", leadership, Leadership, "leaders and cohesion"),
    Mechanism("aftermath", aftermath, Aftermath, "what follows victory"),
)

NAMES = tuple(m.name for m in MECHANISMS)
"""The names of the mechanisms, in the same order."""

Parameters = dict[str, Any]
"""Parameters of every mechanism by its name."""


def parameter_groups() -> dict[str, type]:
    """Return every group of parameters by the first word of its paths."""
    return {"war": War, **{m.name: m.parameters for m in MECHANISMS}}


def running(without: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Return which mechanisms run if some are left out, bool [mechanism].

    Raises
    ------
    ValueError
        If there is no mechanism of that name.
    """
    left_out = set(without)
    if unknown := left_out.difference(NAMES):
        raise ValueError(f"no mechanism {min(unknown)!r} (one of: {', '.join(NAMES)})")
    return np.array([name not in left_out for name in NAMES])


def default_priors() -> dict[str, Quantity]:
    """Return the default prior of every parameter by its path, such as ``combat.advance``."""
    return {
        f"{group}.{name}": quantity
        for group, cls in parameter_groups().items()
        for name, quantity in priors_of(cls).items()
    }


def parameter_titles() -> dict[str, str]:
    """Return what readers call every parameter, by its path."""
    return {
        f"{group}.{name}": title
        for group, cls in parameter_groups().items()
        for name, title in titles_of(cls).items()
    }
