"""Drawn worlds as the arguments of the compiled program."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.mechanisms import MECHANISMS, Parameters
from contingent.world.arrays import (
    Bank,
    Conditions,
    Country,
    Embargo,
    Events,
    Factions,
    Graph,
    Oil,
    OilMarket,
    Patrons,
    Places,
    World,
    is_drawn,
)
from contingent.world.draw import Draws
from contingent.world.orders import Orders
from contingent.world.parameters import War
from contingent.world.template import Template

GROUPS: dict[str, type] = {
    "factions": Factions,
    "patrons": Patrons,
    "places": Places,
    "graph": Graph,
    "oil": Oil,
    "oil_market": OilMarket,
    "bank": Bank,
    "embargo": Embargo,
    "country": Country,
    "conditions": Conditions,
    "war": War,
}


def world_and_parameters(
    template: Template, draws: Draws, rows: npt.NDArray[np.intp], dtype: Any
) -> tuple[World, Parameters]:
    """Return the arguments for the runs whose drawn worlds stand in `rows`.

    Floating-point arrays are cast to `dtype`; drawn leaves have a leading axis of runs.
    """

    def group(name: str, cls: Any) -> Any:
        values: dict[str, Any] = {}
        for f in fields(cls):
            leaf = (name, f.name)
            if f.metadata.get("static"):
                values[f.name] = tuple(tuple(row) for row in template.given[leaf].tolist())
            elif is_drawn(cls, f.name):
                values[f.name] = np.ascontiguousarray(
                    np.moveaxis(draws.leaves[leaf][rows].astype(dtype), 0, -1)
                )
            else:
                shared = _cast(template.given[leaf], dtype)
                values[f.name] = shared[..., None] if f.metadata["lanes"] else shared
        return cls(**values)

    groups = {name: group(name, cls) for name, cls in GROUPS.items()}
    numbers: Any = _cast(template.given[("events", "numbers")], dtype)
    events = Events(template.events, numbers)
    parameters = {m.name: group(m.name, m.parameters) for m in MECHANISMS}
    return World(events=events, **groups), parameters


def run_axes(world: World, parameters: Parameters) -> tuple[World, Parameters]:
    """Return the same trees with -1 for leaves with an axis of runs and None for the others."""

    def group(value: Any) -> Any:
        cls = type(value)
        axes = {
            f.name: -1 if is_drawn(cls, f.name) else None
            for f in fields(cls)
            if not f.metadata.get("static")
        }
        return replace(value, **axes)

    axes = {
        f.name: group(getattr(world, f.name))
        for f in fields(world)
        if is_dataclass(getattr(world, f.name))
    }
    return replace(world, **axes), {name: group(value) for name, value in parameters.items()}


def cast_orders(orders: Orders, dtype: Any) -> Orders:
    """Return orders as an argument of the program."""
    import jax

    cast: Orders = jax.tree.map(lambda array: _cast(array, dtype), orders)
    return cast


def _cast(array: npt.NDArray[Any], dtype: Any) -> npt.NDArray[Any]:
    return array.astype(dtype) if np.issubdtype(array.dtype, np.floating) else array
