"""Shapes: what may stand at a spot. Each reads a spot and describes itself as JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from contingent.scenario.dates import Period, parse_date, parse_period
from contingent.scenario.problems import show
from contingent.scenario.spot import INVALID, Invalid, Spot

T_co = TypeVar("T_co", covariant=True)

Schema = dict[str, Any]

RESERVED = ("unit", "source", "judgement", "claim", "date", "local", "none")
"""Words with a meaning of their own, which therefore cannot be ids."""

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
ID_PATTERN = "^[a-z][a-z0-9-]*$"


class Shape(Protocol[T_co]):
    """What may stand at a spot."""

    def read(self, spot: Spot) -> T_co | Invalid:
        """Return the value, or note what is wrong with it."""
        ...

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        ...


def check_id(text: object) -> str | None:
    """Return what is wrong with an id, or None."""
    if not isinstance(text, str) or not text:
        return f"must be an id of letters a-z, digits and hyphens, but is {show(text)}"
    if len(text) > 60 or not set(text) <= _LETTERS or not text[0].isalpha():
        return f"{show(text)} is not an id; use a-z, 0-9 and hyphens, a letter first, at most 60"
    return f"{show(text)} has a meaning of its own; choose another id" if text in RESERVED else None


@dataclass(frozen=True)
class Id:
    """The id of the thing that is being declared."""

    def read(self, spot: Spot) -> str | Invalid:
        """Return the id."""
        wrong = check_id(spot.value)
        return spot.complain(wrong) if wrong else str(spot.value)

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"type": "string", "pattern": ID_PATTERN, "maxLength": 60}


@dataclass(frozen=True)
class Ref:
    """The id of something declared elsewhere."""

    kind: str

    def read(self, spot: Spot) -> str | Invalid:
        """Return the id if it is known."""
        return spot.refer(self.kind)

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"type": "string", "description": f"id of a {self.kind}"}


@dataclass(frozen=True)
class Text:
    """Some words."""

    longest: int = 2000

    def read(self, spot: Spot) -> str | Invalid:
        """Return the text with its white space put in order."""
        if not isinstance(spot.value, str):
            return spot.expect("text")
        text = " ".join(spot.value.split())
        if not text:
            return spot.complain("is empty")
        if len(text) > self.longest:
            return spot.complain(f"has {len(text)} characters; at most {self.longest} are allowed")
        return text

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, spot: Spot) -> bool | Invalid:
        """Return the truth value."""
        return spot.value if isinstance(spot.value, bool) else spot.expect("true or false")

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Number:
    """A number between two bounds."""

    low: float
    high: float
    whole: bool = False

    def read(self, spot: Spot) -> float | Invalid:
        """Return the number."""
        x = spot.number(self.low, self.high)
        if self.whole and not isinstance(x, Invalid):
            return int(x) if x == int(x) else spot.expect("a whole number")
        return x

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        kind = "integer" if self.whole else "number"
        return {"type": kind, "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Word:
    """One of some words."""

    words: tuple[str, ...]
    noun: str

    def read(self, spot: Spot) -> str | Invalid:
        """Return the word."""
        return spot.pick(self.words, self.noun)

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Rank:
    """One of some words that stand for their position: a rung, a phase."""

    words: tuple[str, ...]
    noun: str

    def read(self, spot: Spot) -> int | Invalid:
        """Return the position of the word."""
        word = spot.pick(self.words, self.noun)
        return INVALID if isinstance(word, Invalid) else self.words.index(word)

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Day:
    """A day."""

    def read(self, spot: Spot) -> date | Invalid:
        """Return the day."""
        try:
            return parse_date(spot.value)
        except ValueError as error:
            return spot.complain(str(error))

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"type": "string", "format": "date", "examples": ["2019-04-04"]}


@dataclass(frozen=True)
class Past:
    """A day, month or year that is not after the day on which the analyst stands."""

    def read(self, spot: Spot) -> Period | Invalid:
        """Return the days that the date can mean."""
        try:
            period = parse_period(spot.value)
        except ValueError as error:
            return spot.complain(f"{error} (or a month, 2019-04, or a year, 2019)")
        as_of = spot.setting.as_of
        if as_of is not None and period.first > as_of:
            return spot.complain(
                f"{period} is after as_of {as_of}; the analyst cannot know it yet, leave it out"
            )
        return period

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        return {"type": ["string", "integer"], "examples": ["2019-04-04", "2019-04", 2019]}
