"""Orders: what levers command while a run goes on.

A change without dates is made in the drawn world before the run. What has dates, and what must
hold throughout (a patron that may not climb), is an order: numbers for every step that all runs of
an arm share. They enter the compiled program as arguments and are cut along its loop, so that
another lever, date or number compiles nothing. Orders that command nothing leave every bit alone.

Mechanisms know nothing of them. Before each step the world is put as the orders want it::

    x' = min(high, max(low, scale * x + add))       for every quantity in `MOVABLE`
    least and most rung of every patron             read by patronage
    a waived condition concerns no faction          read by patronage and procurement

and what they do to the state itself (sums paid out, blockades) is done before the first mechanism.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from contingent.scenario.vocabulary import RUNGS
from contingent.world.arrays import World
from contingent.world.lanes import fixed
from contingent.world.state import State
from contingent.world.template import Leaf, Template

MOVABLE: tuple[Leaf, ...] = (
    ("embargo", "enforcement"),
    ("war", "fog"),
    ("oil_market", "price"),
    ("patrons", "guarantee"),
    ("factions", "ambition"),
    ("factions", "leader_hazard"),
)
"""Quantities that orders may move: mechanisms read them afresh in every step."""

NO_WORD = -1.0
"""In `Orders.blockade`: the faction decides for itself."""


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Shift:
    """What is done to a quantity: first scale and add, then low and high."""

    scale: Float[Array, "*row 1"]
    add: Float[Array, "*row 1"]
    low: Float[Array, "*row 1"]
    high: Float[Array, "*row 1"]

    def of(self, x: Any) -> Any:
        """Return what becomes of a quantity."""
        return fixed(jnp.clip(self.scale * x + self.add, self.low, self.high))


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Orders:
    """The orders of one step; before they enter the loop each array has an axis of steps in front.

    Attributes
    ----------
    least, most : Float[Array, "patron faction 1"]
        Bounds of every patron's rung.
    waived : Float[Array, "condition 1"]
        1 for conditions that their patron does without.
    paid : Float[Array, "faction 1"]
        Million USD put into the treasury (taken, if negative).
    blockade : Float[Array, "faction 1"]
        1 if the faction must shut its oil, 0 if it may not, `NO_WORD` if it decides.
    shifts : dict of str to Shift
        What is done to each quantity in `MOVABLE`, by ``group.field``.
    """

    least: Float[Array, "patron faction 1"]
    most: Float[Array, "patron faction 1"]
    waived: Float[Array, "condition 1"]
    paid: Float[Array, "faction 1"]
    blockade: Float[Array, "faction 1"]
    shifts: dict[str, Shift]


def no_orders(template: Template) -> Orders:
    """Return orders that command nothing, numpy arrays with an axis of steps in front."""
    steps = len(template.calendar.days)

    def full(value: float, *shape: int) -> Any:
        return np.full((steps, *shape, 1), value)

    shape = template.central[("patrons", "commitment")].shape
    conditions = template.given[("conditions", "required")].shape
    shifts = {}
    for leaf in MOVABLE:
        rows = template.central[leaf].shape
        unbound = (full(-np.inf, *rows), full(np.inf, *rows))
        shifts[".".join(leaf)] = Shift(full(1.0, *rows), full(0.0, *rows), *unbound)
    return Orders(
        least=full(0.0, *shape),
        most=full(len(RUNGS) - 1.0, *shape),
        waived=full(0.0, *conditions),
        paid=full(0.0, shape[-1]),
        blockade=full(NO_WORD, shape[-1]),
        shifts=shifts,
    )


def world_under(orders: Orders, world: World) -> World:
    """Return the world as the orders of a step want it."""
    moved: dict[str, dict[str, Any]] = {}
    for path, shift in orders.shifts.items():
        group, name = path.split(".")
        moved.setdefault(group, {})[name] = shift.of(getattr(getattr(world, group), name))
    moved.setdefault("patrons", {}).update(least=orders.least, most=orders.most)
    concerned = world.conditions.faction * (1.0 - orders.waived[:, None])
    moved["conditions"] = {"faction": concerned}
    groups: Any = {g: replace(getattr(world, g), **values) for g, values in moved.items()}
    return replace(world, **groups)


def state_under(orders: Orders, state: State) -> State:
    """Return the state with sums paid out and blockades put on and off; what is gone gets none."""
    paid = jnp.maximum(orders.paid * state.active, -state.treasury)
    told = orders.blockade * state.active
    shut = jnp.where(orders.blockade == NO_WORD, state.blockade, told)
    return replace(
        state,
        treasury=state.treasury + paid,
        earned=state.earned + paid,
        blockade=shut,
    )
