"""What every stored variable is: its dimensions, its unit, the words that its codes stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from contingent.engine.layout import Layout
from contingent.scenario.vocabulary import CLAUSE_STATES, PHASES, RUNGS
from contingent.world.ledger import Ledger
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES, Observation

OUTCOMES = {
    "hit": "the event of the question happened",
    "given": "the condition of the question was met (true if it has none)",
}


class Chunk(Protocol):
    """What is stored of one finished chunk of runs (draw-major order)."""

    arm: int
    first: int
    runs: int
    observed: Observation
    failed: Any
    design: dict[str, Any]
    claims: Any
    full: dict[str, Any] | None
    ledger: Ledger | None


@dataclass(frozen=True)
class Variable:
    """One variable of a chunk.

    Attributes
    ----------
    path : str
        Group and name.
    values : array [run, ...]
    dims : tuple of str
        Dimensions after the run.
    attrs : dict
        What describes it.
    """

    path: str
    values: Any
    dims: tuple[str, ...] = ()
    attrs: dict[str, Any] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """Name of the group that it stands in."""
        return group_of(self.path)

    @property
    def shared(self) -> bool:
        """Whether all replicates of a draw share it."""
        return self.group == "design"

    @property
    def kept(self) -> bool:
        """Whether only the first draws have it."""
        return self.group in ("full", "ledger")


def group_of(path: str) -> str:
    """Return the group of a stored variable."""
    return path.split("/", maxsplit=1)[0]


def variables_of(chunk: Chunk, outcomes: Mapping[str, Any], layout: Layout) -> Iterator[Variable]:
    """Yield every variable that is stored of a chunk; `outcomes` has its runs in front."""
    yield from _design(chunk, layout)
    yield from _trajectories(chunk.observed)
    for name, values in outcomes.items():
        yield Variable(f"outcomes/{name}", values, *_outcome(name, layout.endings))
    failed = {"long_name": "run ended in numbers that are not finite"}
    yield Variable("run_stats/failed", chunk.failed, attrs=failed)
    for name, values in (chunk.full or {}).items():
        yield Variable(f"full/{name}", values, ("time", *layout.full_dims[name]))
    if chunk.ledger is not None:
        note = {"long_name": "change of the account over the step that ends at `time`"}
        yield Variable("ledger/change", chunk.ledger.change, ("time", "entry", "faction"), note)


def _design(chunk: Chunk, layout: Layout) -> Iterator[Variable]:
    if chunk.design:
        values = np.stack([np.asarray(v) for v in chunk.design.values()], axis=-1)
        note = {"long_name": "drawn value of the quantity, in its own unit"}
        yield Variable("design/value", values, ("quantity",), note)
    if layout.coords.get("claim"):
        note = {"long_name": "claim is true in the draw"}
        yield Variable("design/claim_true", chunk.claims, ("claim",), note)


def _outcome(name: str, endings: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any]]:
    if name in OUTCOMES:
        return ("question",), {"long_name": OUTCOMES[name]}
    if name == "ending":
        flags = {"flag_values": list(range(len(endings))), "flag_meanings": list(endings)}
        return ("time",), {"long_name": "class of ending that stands", **flags}
    return (), {"long_name": name.replace("_", " ")}


def _trajectories(seen: Observation) -> Iterator[Variable]:
    small: dict[str, tuple[Any, tuple[str, ...], str, tuple[str, ...]]] = {
        "holder": (seen.holder, ("place",), "faction that holds the place, -1 none", ()),
        "rung": (seen.rung, ("patron", "faction"), "commitment of the patron", RUNGS),
        "phase": (seen.phase, ("faction", "other_faction"), "talks between the two", PHASES),
        "clause": (seen.clause, ("clause",), "state of the term of a deal", CLAUSE_STATES),
    }
    for name, (values, dims, long_name, words) in small.items():
        flags = {"flag_values": list(range(len(words))), "flag_meanings": list(words)}
        note = {"long_name": long_name, **(flags if words else {})}
        codes = np.asarray(values, dtype=np.int8)
        yield Variable(f"trajectories/{name}", codes, ("time", *dims), note)
    for name, unit in FACTION_SERIES.items():
        values, note = seen.faction_series(name), _described(name, unit)
        yield Variable(f"trajectories/{name}", values, ("time", "faction"), note)
    for name, unit in NATIONAL_SERIES.items():
        values, note = seen.national_series(name), _described(name, unit)
        yield Variable(f"trajectories/{name}", values, ("time",), note)


def _described(name: str, unit: str) -> dict[str, Any]:
    # "… since …" in `units` would be read as a date by the CF conventions.
    short = unit.split(" since ", maxsplit=1)[0]
    return {"units": short, "long_name": name.replace("_", " "), "description": unit}
