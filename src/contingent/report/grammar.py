"""Charts as plain Vega-Lite, written with few words and at next to no cost.

Altair writes the same, but makes every piece an object, copies it at each change and looks up each
word in the schema: half of the time that a page took. Tests check what is written here against
that schema, and notebooks get Altair's charts of it (`contingent.charts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

TYPES = {
    "Q": "quantitative",
    "N": "nominal",
    "O": "ordinal",
    "T": "temporal",
    "G": "geojson",
}
"""Altair's letters for the types of a field."""

PARTS = ("layer", "concat", "hconcat", "vconcat")
"""Ways to put charts together."""


@dataclass(frozen=True)
class Plot:
    """A chart, or a part of one; every method returns a new one.

    Attributes
    ----------
    spec : dict
        Vega-Lite specification. Data stand where they are used, as lists of rows.
    """

    spec: dict[str, Any]

    def properties(self, **named: Any) -> Plot:
        """Return the chart with some entries of its specification set."""
        return Plot({**self.spec, **named})

    def mark(self, kind: str, **look: Any) -> Plot:
        """Return the chart with a mark, such as ``rect`` or ``line``."""
        return self.properties(mark={"type": kind, **look})

    def encode(self, **channels: Any) -> Plot:
        """Return the chart with further encodings: see `field` and `fixed`."""
        return self.properties(encoding={**self.spec.get("encoding", {}), **channels})

    def transform(self, *steps: Mapping[str, Any]) -> Plot:
        """Return the chart with further steps that its data go through."""
        return self.properties(transform=[*self.spec.get("transform", []), *steps])

    def calculate(self, **named: str) -> Plot:
        """Return the chart with fields worked out by expressions, one after the other."""
        return self.transform(*({"calculate": text, "as": name} for name, text in named.items()))

    def filter(self, test: str | Mapping[str, Any]) -> Plot:
        """Return the chart of the rows that meet an expression or a selection."""
        return self.transform({"filter": test})

    def to_dict(self) -> dict[str, Any]:
        """Return the specification with each list of rows written down once."""
        sets: dict[int, tuple[str, list[Any]]] = {}
        spec = _with_named_data(self.spec, sets)
        named = {**dict(sets.values()), **self.spec.get("datasets", {})}
        return {**spec, "datasets": named} if named else spec


def plot(rows: Any) -> Plot:
    """Return a chart of some rows: a DataFrame, or a list of dicts."""
    return Plot({"data": {"values": _records(rows)}})


def named(data: str) -> Plot:
    """Return a chart of rows that the whole chart holds under a name, in its ``datasets``."""
    return Plot({"data": {"name": data}})


def field(shorthand: str, **more: Any) -> dict[str, Any]:
    """Return an encoding by a field.

    Parameters
    ----------
    shorthand : str
        Name and type as Altair writes them, ``date:T``; the second end of a mark has no type.
    **more
        Further properties, such as ``scale`` and ``axis``.
    """
    name, _, kind = shorthand.partition(":")
    typed = {"type": TYPES[kind]} if kind else {}
    return {"field": name, **typed, **more}


def fixed(value: float | str) -> dict[str, Any]:
    """Return an encoding by a fixed value: pixels for positions, a colour for colours."""
    return {"value": value}


def layer(*parts: Plot) -> Plot:
    """Return charts one over the other, the last on top."""
    return Plot({"layer": [part.spec for part in parts]})


def beside(*parts: Plot, spacing: float) -> Plot:
    """Return charts from left to right."""
    return Plot({"hconcat": [part.spec for part in parts], "spacing": spacing})


def below(*parts: Plot, spacing: float) -> Plot:
    """Return charts from top to bottom."""
    return Plot({"vconcat": [part.spec for part in parts], "spacing": spacing})


def in_rows(parts: Sequence[Plot], columns: int, spacing: Any) -> Plot:
    """Return charts in rows of so many."""
    specs = [part.spec for part in parts]
    return Plot({"concat": specs, "columns": columns, "spacing": spacing})


def parts_of(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a specification and all that it is put together from."""
    yield spec
    for kind in PARTS:
        for part in spec.get(kind, ()):
            yield from parts_of(part)


def _with_named_data(
    spec: dict[str, Any], sets: dict[int, tuple[str, list[Any]]]
) -> dict[str, Any]:
    """Return a specification whose rows stand in `sets`, by the identity of their list."""
    out = dict(spec)
    rows = spec.get("data", {}).get("values")
    if rows is not None:
        name, _ = sets.setdefault(id(rows), (f"data-{len(sets)}", rows))
        out["data"] = {"name": name}
    for kind in PARTS:
        if kind in spec:
            out[kind] = [_with_named_data(part, sets) for part in spec[kind]]
    return out


def _records(rows: Any) -> list[dict[str, Any]]:
    """Return rows as dicts that can be written as JSON: what is not a number becomes null."""
    if isinstance(rows, list):
        return rows
    columns = [[_plain(value) for value in rows[name].tolist()] for name in rows.columns]
    return [dict(zip(rows.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not isfinite(value) else value
