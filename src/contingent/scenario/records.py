"""Lists and records of shapes.

A record names its fields once, with a sentence on each; reading, messages about missing and
unknown keys, and the published schema all come from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from contingent.scenario.names import closest, nearest
from contingent.scenario.problems import show
from contingent.scenario.shapes import Schema, Shape
from contingent.scenario.spot import INVALID, Invalid, Spot

T = TypeVar("T")


@dataclass(frozen=True)
class Items(Generic[T]):
    """A list of things of one shape; ids in it must differ, and whatever else tells them apart."""

    shape: Shape[T]
    least: int = 0
    most: int = 100_000
    one_is_enough: bool = False
    told_apart_by: tuple[str, ...] = ("id",)

    def read(self, spot: Spot) -> tuple[T, ...] | Invalid:
        """Return the things, or nothing if one of them is wrong."""
        if self.one_is_enough and spot.value is not None and not isinstance(spot.value, list):
            one = self.shape.read(spot)
            return INVALID if isinstance(one, Invalid) else (one,)
        if not isinstance(spot.value, list):
            return spot.expect("a list")
        if not self.least <= len(spot.value) <= self.most:
            limits = f"at least {self.least}" if self.least else f"at most {self.most}"
            if self.least and self.most < 100_000:
                limits = f"{self.least} to {self.most}"
            return spot.complain(f"has {len(spot.value)} entries; it may have {limits}")
        spots = [spot.child(i) for i in range(len(spot.value))]
        doubled = [_complain_of_doubles(spots, key) for key in self.told_apart_by]
        read = [self.shape.read(each) for each in spots]
        good = tuple(item for item in read if not isinstance(item, Invalid))
        return INVALID if any(doubled) or len(good) < len(read) else good

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        items = {"type": "array", "items": self.shape.schema(), "minItems": self.least}
        if self.most < 100_000:
            items["maxItems"] = self.most
        return {"anyOf": [self.shape.schema(), items]} if self.one_is_enough else items


def _complain_of_doubles(spots: list[Spot], key: str) -> bool:
    """Note ids (or what else stands behind the key), or plain words, that stand twice in a list."""
    first: dict[str, Spot] = {}
    doubled = False
    for item in spots:
        record = isinstance(item.value, dict)
        spot = item.child(key) if record and key in item.value else item
        if not isinstance(spot.value, str):
            continue
        name = spot.value
        if name in first:
            where = spot.document.line(first[name].loc)
            what = f"{key} {show(name)}" if record else show(name)
            spot.complain(f"{what} stands twice, first on line {where}; remove or rename one")
            doubled = True
        first.setdefault(name, spot)
    return doubled


REQUIRED: Any = object()
"""Default of a field that may not be left out."""

ABSENT: Any = object()
"""Default of a field whose shape knows what to put in its place (method ``absent``)."""


@dataclass(frozen=True)
class Field:
    """One key of a record.

    Attributes
    ----------
    shape : Shape
        What may stand behind the key.
    doc : str
        What it means, for editors.
    default : object
        Value if the key is left out; without one the key is required.
    name : str
        Attribute of the built object, if it differs from the key.
    """

    shape: Shape[Any]
    doc: str
    default: Any = REQUIRED
    name: str = ""


def _absent(entry: Field, spot: Spot) -> Any:
    shape: Any = entry.shape
    return shape.absent(spot) if entry.default is ABSENT else entry.default


@dataclass(frozen=True)
class Record(Generic[T]):
    """A mapping with known keys, built into an object.

    Attributes
    ----------
    noun : str
        What it is, for messages.
    build : callable
        Receives the fields as keyword arguments.
    fields : mapping of str to Field
        The keys.
    check : callable, optional
        Looks at the spot and the built object and complains of what does not fit together.
    """

    noun: str
    build: Callable[..., T]
    fields: Mapping[str, Field]
    check: Callable[[Spot, T], None] | None = None

    def read(self, spot: Spot) -> T | Invalid:
        """Return the object, or note everything that is wrong with its fields."""
        if not isinstance(spot.value, dict):
            return spot.expect(f"a {self.noun}: a mapping with {self._keys()}")
        sound = self._complain_of_keys(spot)
        values: dict[str, Any] = {}
        for key, entry in self.fields.items():
            given = key in spot.value
            read = entry.shape.read(spot.child(key)) if given else _absent(entry, spot)
            sound = sound and not isinstance(read, Invalid)
            values[entry.name or key] = read
        if not sound:
            return INVALID
        before = len(spot.problems)
        built = self.build(**values)
        if self.check:
            self.check(spot, built)
        return built if len(spot.problems) == before else INVALID

    def _complain_of_keys(self, spot: Spot) -> bool:
        unknown = [key for key in spot.value if key not in self.fields]
        missing = [
            key
            for key, entry in self.fields.items()
            if entry.default is REQUIRED and key not in spot.value
        ]
        for key in unknown:
            hint = nearest(key, self.fields)
            said = f"unknown key {show(key)} in a {self.noun}{hint}"
            spot.child(key).complain(said, cause=True)
        # a mistyped key is one mistake, not two
        meant = {closest(key, missing) for key in unknown}
        for key in missing:
            if key not in meant:
                spot.complain(f"key {show(key)} is missing: {self.fields[key].doc}")
        return not (unknown or missing)

    def _keys(self) -> str:
        required = [key for key, entry in self.fields.items() if entry.default is REQUIRED]
        return ", ".join((required or list(self.fields))[:8])

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        properties = {
            key: {"description": entry.doc, **entry.shape.schema()}
            for key, entry in self.fields.items()
        }
        required = [key for key, entry in self.fields.items() if entry.default is REQUIRED]
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
