"""Shapes of quantities: one number with unit and origin, or a table of them that share both."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from contingent.scenario.distributions import ARGUMENTS, fault, share_between, support
from contingent.scenario.frozen import Table
from contingent.scenario.names import nearest
from contingent.scenario.origins import ORIGIN_KEYS, origin_schema, read_origin
from contingent.scenario.problems import show
from contingent.scenario.quantity import OMITTED, Quantity
from contingent.scenario.shapes import Schema
from contingent.scenario.spot import INVALID, Invalid, Spot
from contingent.scenario.units import LARGEST, UNITS

_LEAST_WITHIN = 0.8


@dataclass(frozen=True)
class Measure:
    """A quantity in one unit, between two bounds.

    Attributes
    ----------
    unit : str
        The unit that must be written; empty if any will do (it is checked later).
    low, high : float
        Bounds; the unit's ceiling if no upper bound is given.
    positive : bool
        Whether 0 is too small.
    """

    unit: str
    low: float = 0.0
    high: float = math.inf
    positive: bool = False

    @property
    def ceiling(self) -> float:
        """The greatest value that is accepted."""
        return min(self.high, UNITS[self.unit].ceiling if self.unit else LARGEST)

    def absent(self, _spot: Spot) -> Quantity:
        """Return what stands in for a quantity that is left out."""
        return Quantity("value", (0.0,), self.unit, OMITTED)

    def read(self, spot: Spot) -> Quantity | Invalid:
        """Return the quantity."""
        if not isinstance(spot.value, dict):
            unit = self.unit or "ratio"
            return spot.complain(
                f"must be a quantity, but is {show(spot.value)}; write value (or a distribution), "
                f'unit and origin: {{value: 1, unit: {unit}, judgement: "why"}}'
            )
        before = len(spot.problems)
        known = (*ARGUMENTS, "unit", *ORIGIN_KEYS)
        for key in spot.value:
            if key not in known:
                hint = nearest(key, known)
                spot.child(key).complain(f"unknown key {show(key)} in a quantity{hint}")
        if len(spot.problems) > before:
            return INVALID
        unit_read = self.read_unit(spot)
        drawn = self.read_distribution(spot)
        origin = read_origin(spot)
        if len(spot.problems) > before or isinstance(drawn, Invalid) or isinstance(origin, Invalid):
            return INVALID
        return replace(drawn, unit=str(unit_read), origin=origin)

    def read_unit(self, spot: Spot) -> str | Invalid:
        """Read the unit, which must be the field's own."""
        if "unit" not in spot.value:
            return spot.complain(f"has no unit; add unit: {self.unit or 'UNIT'}")
        unit = spot.value["unit"]
        if not isinstance(unit, str) or not unit:
            return spot.child("unit").expect("the name of a unit")
        if self.unit and unit != self.unit:
            meaning = UNITS[self.unit].meaning
            return spot.child("unit").complain(
                f"unit {show(unit)} does not fit; it must be {self.unit} ({meaning})"
            )
        return unit

    def read_distribution(self, spot: Spot) -> Quantity | Invalid:
        """Read the one key among value, uniform, pert … and check it against the bounds."""
        found = [key for key in spot.value if key in ARGUMENTS]
        if len(found) != 1:
            has = " and ".join(found) if found else "none"
            return spot.complain(f"needs exactly one of {', '.join(ARGUMENTS)}; it has {has}")
        return self.read_arguments(spot.child(found[0]), found[0])

    def read_arguments(self, spot: Spot, dist: str) -> Quantity | Invalid:
        """Read the arguments of one distribution and check them against the bounds."""
        args = _read_value(spot) if dist == "value" else _read_arguments(spot, dist)
        if isinstance(args, Invalid):
            return INVALID
        wrong = fault(dist, args) or self._out_of_bounds(dist, args)
        if wrong:
            return spot.complain(wrong)
        quantity = Quantity(dist, args, self.unit)
        if dist in ("normal", "lognormal"):
            return replace(quantity, floor=self.low, ceiling=self.ceiling)
        return quantity

    def _out_of_bounds(self, dist: str, args: tuple[float, ...]) -> str | None:
        unit = f" {self.unit}" if self.unit else ""
        if dist in ("normal", "lognormal"):
            within = share_between(dist, args, self.low, self.ceiling)
            if within >= _LEAST_WITHIN:
                return None
            return (
                f"only {within:.0%} of this {dist} lies between {self.low:.12g} and "
                f"{self.ceiling:.12g}{unit}, the bounds of this number"
            )
        low, high = support(dist, args)
        if low < self.low:
            return f"{low:.12g}{unit} is below {self.low:.12g}, the least it can be"
        if self.positive and (low < self.low or (low == self.low and dist in ("value", "choice"))):
            return f"{low:.12g}{unit} is too little; it must be above {self.low:.12g}"
        if high > self.ceiling:
            return f"{high:.12g}{unit} is above {self.ceiling:.12g}, the most it can be"
        return None

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        unit: Schema = {"const": self.unit} if self.unit else {"type": "string"}
        distributions = {dist: {"$ref": f"#/$defs/{dist}"} for dist in ARGUMENTS}
        return {
            "type": "object",
            "properties": {**distributions, "unit": unit, **origin_schema()},
            "required": ["unit"],
            "minProperties": 2,
            "additionalProperties": False,
        }


def _read_value(spot: Spot) -> tuple[float, ...] | Invalid:
    x = spot.number(-math.inf, math.inf)
    return INVALID if isinstance(x, Invalid) else (x,)


def _read_arguments(spot: Spot, dist: str) -> tuple[float, ...] | Invalid:
    """Read the named arguments of a distribution in their order."""
    names = ARGUMENTS[dist]
    if not isinstance(spot.value, dict):
        example = ", ".join(f"{name}: …" for name in names)
        return spot.expect(f"a mapping {{{example}}}")
    sound = True
    for key in spot.value:
        if key not in names:
            spot.child(key).complain(f"unknown key {show(key)} in {dist}{nearest(key, names)}")
            sound = False
    args: list[float] = []
    for name in names:
        if name not in spot.value:
            if sound:
                spot.complain(f"key {show(name)} is missing; {dist} has {', '.join(names)}")
            return INVALID
        inner = spot.child(name)
        spots = _entries(inner) if dist == "choice" else [inner]
        read = [_read_value(each) for each in spots]
        sound = sound and bool(read) and INVALID not in read
        args += [x for part in read if not isinstance(part, Invalid) for x in part]
    if sound and dist == "choice" and len(spot.value["values"]) != len(spot.value["weights"]):
        return spot.complain("values and weights must be as many")
    return tuple(args) if sound else INVALID


def _entries(spot: Spot) -> list[Spot]:
    if isinstance(spot.value, list) and spot.value:
        return [spot.child(i) for i in range(len(spot.value))]
    spot.expect("a list of numbers")
    return []


@dataclass(frozen=True)
class QuantityTable:
    """Quantities by name that share unit and origin.

    Attributes
    ----------
    measure : Measure
        Unit and bounds of each.
    names : str or tuple of str
        Words that may be keys, or the kind of thing whose ids may be ("faction", "patron").
    complete : bool
        Whether every name must be there; otherwise those left out are 0.
    """

    measure: Measure
    names: str | tuple[str, ...]
    complete: bool = False
    example: str = field(default="red: 1")

    def absent(self, spot: Spot) -> Table[Quantity]:
        """Return the table that stands in for one that is left out: nothing but zeros."""
        names = self.names if isinstance(self.names, tuple) else spot.setting.ids(self.names)
        return Table({name: self.measure.absent(spot) for name in names or ()})

    def read(self, spot: Spot) -> Table[Quantity] | Invalid:
        """Return the table, with a quantity for every name."""
        if not isinstance(spot.value, dict):
            unit = self.measure.unit
            return spot.expect(f'a table {{unit: {unit}, judgement: "why", {self.example}}}')
        before = len(spot.problems)
        names = self.names if isinstance(self.names, tuple) else spot.setting.ids(self.names)
        unit_read = self.measure.read_unit(spot)
        origin = read_origin(spot)
        noun = "entry" if isinstance(self.names, tuple) else self.names
        found: dict[str, Quantity] = {}
        for key in spot.value:
            if key in ("unit", *ORIGIN_KEYS) or names is None:
                continue
            if key not in names:
                hint = nearest(key, names)
                spot.child(key).complain(f"unknown {noun} {show(key)}{hint}")
                continue
            entry = self._read_entry(spot.child(key))
            if not isinstance(entry, Invalid):
                own = entry.origin if entry.origin != OMITTED else origin
                if not isinstance(own, Invalid):
                    found[key] = replace(entry, unit=str(unit_read), origin=own)
        if self.complete and names and len(spot.problems) == before:
            for name in names:
                if name not in found:
                    spot.complain(f"key {show(name)} is missing; the table needs every {noun}")
        if names is None or len(spot.problems) > before:
            return INVALID
        return Table({name: found.get(name, self.measure.absent(spot)) for name in names})

    def _read_entry(self, spot: Spot) -> Quantity | Invalid:
        """Read a number or a distribution; it may have an origin of its own."""
        if not isinstance(spot.value, dict):
            return self.measure.read_arguments(spot, "value")
        known = (*ARGUMENTS, *ORIGIN_KEYS)
        for key in spot.value:
            if key not in known:
                return spot.child(key).complain(
                    f"unknown key {show(key)} in a number{nearest(key, known)}"
                )
        drawn = self.measure.read_distribution(spot)
        if isinstance(drawn, Invalid) or not any(key in spot.value for key in ORIGIN_KEYS):
            return drawn
        origin = read_origin(spot)
        return INVALID if isinstance(origin, Invalid) else replace(drawn, origin=origin)

    def schema(self) -> Schema:
        """Return the shape as JSON Schema."""
        entry = {"$ref": "#/$defs/number"}
        unit: Schema = {"const": self.measure.unit}
        fixed = {"unit": unit, **origin_schema()}
        schema: Schema = {"type": "object", "properties": fixed, "required": ["unit"]}
        if isinstance(self.names, tuple):
            named = dict.fromkeys(self.names, entry)
            return {**schema, "properties": {**fixed, **named}, "additionalProperties": False}
        return {**schema, "additionalProperties": entry}
