"""A spot in a file: the value that stands there, what is known around it, and how to complain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from contingent.scenario.document import Document, Loc
from contingent.scenario.names import nearest
from contingent.scenario.problems import Problems, show


class Invalid(Enum):
    """Stands for a value that could not be read; the reason is already among the problems."""

    INVALID = "invalid"


INVALID: Final = Invalid.INVALID


@dataclass(frozen=True)
class Setting:
    """What the rest of the scenario says: declared ids by kind, and its dates.

    Ids of a kind are None while they are unknown (their file is broken); references to them
    are then not judged, so that one mistake does not show as a hundred.
    """

    factions: tuple[str, ...] | None = None
    patrons: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    claims: tuple[str, ...] | None = None
    start: date | None = None
    end: date | None = None
    as_of: date | None = None
    oil: bool = True

    def ids(self, kind: str) -> tuple[str, ...] | None:
        """Return the declared ids of a kind ("faction", "patron", "place", "source", "claim")."""
        found: tuple[str, ...] | None = getattr(self, f"{kind}s")
        return found


@dataclass(frozen=True)
class Spot:
    """A value in a document, with the way to it."""

    document: Document
    problems: Problems
    setting: Setting
    loc: Loc = ()
    value: Any = None

    @staticmethod
    def top(document: Document, problems: Problems, setting: Setting) -> Spot:
        """Return the spot of the whole document."""
        return Spot(document, problems, setting, (), document.data)

    def child(self, key: str | int) -> Spot:
        """Return the spot of one entry of this mapping or list."""
        inside = (*self.loc, key)
        return Spot(self.document, self.problems, self.setting, inside, self.value[key])

    @property
    def label(self) -> str:
        """The way to the value in words."""
        return self.document.label(self.loc)

    def complain(self, message: str, *, cause: bool = False) -> Invalid:
        """Note a problem with the value at this spot, perhaps one that others may come of."""
        label = self.label
        text = f"{label}: {message}" if label else message
        self.problems.add(self.document.path, self.document.line(self.loc), text, cause=cause)
        return INVALID

    def warn(self, message: str) -> None:
        """Note that the value at this spot is usable but wanting."""
        label = self.label
        text = f"{label}: {message}" if label else message
        self.problems.warn(self.document.path, self.document.line(self.loc), text)

    def expect(self, wanted: str) -> Invalid:
        """Note that the value is of the wrong kind."""
        return self.complain(f"must be {wanted}, but is {show(self.value)}")

    def refer(self, kind: str) -> str | Invalid:
        """Read the value as the id of something declared elsewhere."""
        ids = self.setting.ids(kind)
        if not isinstance(self.value, str):
            return self.expect(f"the id of a {kind}")
        if ids is None:
            return INVALID
        if self.value not in ids:
            return self.complain(f"unknown {kind} {show(self.value)}{nearest(self.value, ids)}")
        return self.value

    def pick(self, words: tuple[str, ...], noun: str) -> str | Invalid:
        """Read the value as one of some words."""
        if not isinstance(self.value, str):
            return self.expect(f"a {noun}, one of: {', '.join(words)}")
        if self.value not in words:
            return self.complain(f"unknown {noun} {show(self.value)}{nearest(self.value, words)}")
        return self.value

    def number(self, low: float, high: float) -> float | Invalid:
        """Read the value as a finite number between two bounds, both included."""
        x = self.value
        if isinstance(x, str) and x.lstrip("+-").isdecimal():
            hint = "too large a number" if len(x) > 20 else "text; write it without quotes"
            return self.complain(f"{show(x)} is {hint}")
        if isinstance(x, bool) or not isinstance(x, int | float):
            return self.expect("a number")
        if not abs(x) < float("inf"):
            return self.complain(f"{show(x)} is not a finite number")
        if x < low:
            return self.complain(f"{show(x)} is below {low:.12g}, the least it can be")
        if x > high:
            return self.complain(f"{show(x)} is above {high:.12g}, the most it can be")
        return float(x)
