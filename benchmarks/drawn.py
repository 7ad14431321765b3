"""Drawn worlds as plain Python numbers, for the Mesa model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace as Plain

import jax

from contingent.engine.model import Model
from contingent.mechanisms import MECHANISMS
from contingent.world.state import initial_state
from tests.mechanisms import harness


@dataclass(frozen=True)
class Drawn:
    """One drawn world: floats, integers and nested lists under the names of the engine's arrays."""

    world: Plain
    parameters: dict[str, Plain]
    start: Plain
    days: list[float]


def drawn_worlds(model: Model, count: int, seed: int = 1) -> list[Drawn]:
    """Return the worlds of draws 0 to `count`, the very ones that the engine plays."""
    return list(_drawn(model, count, seed))


def _drawn(model: Model, count: int, seed: int) -> Iterator[Drawn]:
    days = model.template.calendar.days.tolist()
    with jax.enable_x64(True):
        world, parameters = harness.worlds(model, count, seed)
        start = initial_state(world)
        for i in range(count):
            yield Drawn(
                world=harness.plain(world, i),
                parameters={m.name: harness.plain_of(parameters[m.name], i) for m in MECHANISMS},
                start=harness.plain_of(start, i),
                days=days,
            )
