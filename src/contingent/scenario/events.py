"""Events: what a question, or a patron's condition, is about (charter §4).

Ids are stored as positions in the roster and words as positions in the vocabulary, so that
evaluating an event is array indexing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Roster:
    """The ids of a scenario in order; events refer to them by position."""

    factions: tuple[str, ...]
    patrons: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """At least a number, or below it."""

    at_least: bool
    number: float


@dataclass(frozen=True)
class Holds:
    """A faction is the holder of a place."""

    faction: int
    place: int


@dataclass(frozen=True)
class Share:
    """A faction's share of the country's population, oil (by field capacity) or places."""

    faction: int
    of: str
    comparison: Comparison


@dataclass(frozen=True)
class Total:
    """A toll counted from the start: battle_deaths, civilian_deaths or displaced."""

    of: str
    comparison: Comparison


@dataclass(frozen=True)
class Level:
    """A series of a faction, of all factions together (`faction` None), or of the country."""

    of: str
    faction: int | None
    comparison: Comparison


@dataclass(frozen=True)
class Commitment:
    """A patron stands at least on a rung for a faction."""

    patron: int
    faction: int
    rung: int


@dataclass(frozen=True)
class Phase:
    """Some pair of factions is in exactly this phase of talks."""

    phase: int


@dataclass(frozen=True)
class Delivered:
    """A faction has received at least a number since the start."""

    kind: str
    to: int
    at_least: float


@dataclass(frozen=True)
class Clause:
    """A term of a deal is in a state; ``agreed`` holds also once it is done."""

    clause: int
    state: int


@dataclass(frozen=True)
class Ended:
    """The conflict has ended in one of these classes (written as in `ending_classes`)."""

    classes: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    """Every part holds in the same step."""

    parts: tuple[Event, ...]


@dataclass(frozen=True)
class AnyOf:
    """Some part holds."""

    parts: tuple[Event, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Event


@dataclass(frozen=True)
class Dated:
    """The event holds on a date, or in some step from the start to that date.

    The date governs everything under it, combined step by step first.
    """

    event: Event
    mode: Literal["on", "by"]
    date: date


Leaf: TypeAlias = Holds | Share | Total | Level | Commitment | Phase | Delivered | Clause | Ended
Event: TypeAlias = Leaf | AllOf | AnyOf | Not | Dated


def ending_classes(factions: tuple[str, ...]) -> tuple[str, ...]:
    """Return every class of ending that an event can name (``ongoing`` is what is left)."""
    victories = (f"victory:{faction}" for faction in factions)
    return ("peace-agreement", "ceasefire", *victories, "low-activity", "actor-ceases")


def walk(event: Event) -> Iterator[Event]:
    """Yield an event and every event inside it."""
    yield event
    if isinstance(event, AllOf | AnyOf):
        for part in event.parts:
            yield from walk(part)
    elif isinstance(event, Not):
        yield from walk(event.part)
    elif isinstance(event, Dated):
        yield from walk(event.event)


def dates(event: Event) -> tuple[Dated, ...]:
    """Return every dated part of an event."""
    return tuple(part for part in walk(event) if isinstance(part, Dated))
