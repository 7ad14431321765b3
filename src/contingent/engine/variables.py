"""What every stored variable is: its dimensions, its unit, the words that its codes stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from contingent.scenario.vocabulary import CLAUSE_STATES, PHASES, RUNGS
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES, Observation

OUTCOMES = {
    "hit": "the event of the question happened",
    "given": "the condition of the question was met (true if it has none)",
}


def outcome(name: str, endings: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Return dimensions and attributes of a variable of the outcomes."""
    if name in OUTCOMES:
        return ("question",), {"long_name": OUTCOMES[name]}
    if name == "ending":
        flags = {"flag_values": list(range(len(endings))), "flag_meanings": list(endings)}
        return ("time",), {"long_name": "class of ending that stands", **flags}
    return (), {"long_name": name.replace("_", " ")}


def compact(seen: Observation) -> dict[str, tuple[Any, tuple[str, ...], dict[str, Any]]]:
    """Return every variable of the compact record with its dimensions and attributes."""
    out: dict[str, tuple[Any, tuple[str, ...], dict[str, Any]]] = {}
    small: dict[str, tuple[Any, tuple[str, ...], str, tuple[str, ...]]] = {
        "holder": (seen.holder, ("place",), "faction that holds the place, -1 none", ()),
        "rung": (seen.rung, ("patron", "faction"), "commitment of the patron", RUNGS),
        "phase": (seen.phase, ("faction", "other_faction"), "talks between the two", PHASES),
        "clause": (seen.clause, ("clause",), "state of the term of a deal", CLAUSE_STATES),
    }
    for name, (values, dims, long_name, words) in small.items():
        flags = {"flag_values": list(range(len(words))), "flag_meanings": list(words)}
        attrs = {"long_name": long_name, **(flags if words else {})}
        out[name] = (np.asarray(values, dtype=np.int8), dims, attrs)
    for name, unit in FACTION_SERIES.items():
        out[name] = (seen.faction_series(name), ("faction",), _described(name, unit))
    for name, unit in NATIONAL_SERIES.items():
        out[name] = (seen.national_series(name), (), _described(name, unit))
    return out


def _described(name: str, unit: str) -> dict[str, Any]:
    # "… since …" in `units` would be read as a date by the CF conventions.
    short = unit.split(" since ", maxsplit=1)[0]
    return {"units": short, "long_name": name.replace("_", " "), "description": unit}
