"""Numbers of an event apart from its structure: editing one does not recompile the model."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contingent.scenario.events import (
    AllOf,
    AnyOf,
    Delivered,
    Event,
    Level,
    Not,
    Share,
    Total,
)


def take_out(event: Event, numbers: list[float]) -> Event:
    """Return the event with every number replaced by its position in `numbers` (appended to)."""

    def number(x: float) -> int:
        numbers.append(float(x))
        return len(numbers) - 1

    return _rebuild(event, number)


def put_back(event: Event, numbers: Any) -> Event:
    """Return the event with positions replaced by the numbers (traced or not) they point to."""
    return _rebuild(event, lambda position: numbers[position])


def _rebuild(event: Event, change: Any) -> Event:
    if isinstance(event, AllOf | AnyOf):
        return replace(event, parts=tuple(_rebuild(part, change) for part in event.parts))
    if isinstance(event, Not):
        return replace(event, part=_rebuild(event.part, change))
    if isinstance(event, Share | Total | Level):
        comparison = event.comparison
        return replace(event, comparison=replace(comparison, number=change(comparison.number)))
    if isinstance(event, Delivered):
        return replace(event, at_least=change(event.at_least))
    return event
