"""What was drawn in a world, as a story tells it, and how series end in the worlds of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from contingent.analysis.names import Names
from contingent.analysis.stories.story import unusual
from contingent.evidence.describe import idle_claims
from contingent.questions.result import Result


def stored_ends(result: Result, name: str, faction: int | None, arm: int) -> Any:
    """Return how a stored series ends in each run, ``[draw, replicate]``."""
    tree: Any = result.tree
    array = tree[f"trajectories/{name}"].variable.isel(arm=arm, time=-1)
    if "faction" in array.dims:
        array = array.sum("faction") if faction is None else array.isel(faction=faction)
    return array.transpose("draw", "replicate").values


def stored_world(result: Result, draw: int, arm: int) -> dict[str, Any]:
    """Return what a run folder says of what was drawn in a world."""
    design: Any = result.tree["design"]
    design = design.to_dataset(inherit=True)
    said: dict[str, Any] = world({}, {}, {}, Names.of(result.scenario))
    if "value" in design:
        values = design["value"].isel(arm=arm).values
        paths = [str(path) for path in design["quantity"].values]
        said = world(
            dict(zip(paths, values[draw].tolist(), strict=True)),
            dict(zip(paths, values.T, strict=True)),
            dict(zip(paths, design["unit"].values.tolist(), strict=True)),
            Names.of(result.scenario),
        )
    names, truth = [], np.zeros(0, bool)
    if "claim_true" in design:
        names = [str(name) for name in design["claim"].values]
        truth = design["claim_true"].isel(arm=arm, draw=draw).values.astype(bool)
    return said | claims(names, truth, result.claims)


def world(
    drawn: Mapping[str, float], all_drawn: Mapping[str, Any], units: Mapping[str, str], names: Names
) -> dict[str, Any]:
    """Return which of the values of a world are unusual, and how many there are."""
    return {"unusual": unusual(drawn, all_drawn, units, names), "quantities": len(drawn)}


def claims(names: Sequence[str], truth: Any, ledger: Any) -> dict[str, Any]:
    """Return which claims are true in a world and which are not, of those that move something."""
    idle = idle_claims(ledger)
    pairs = [(n, so) for n, so in zip(names, truth, strict=True) if n not in idle]
    return {
        "true": tuple(name for name, is_so in pairs if is_so),
        "false": tuple(name for name, is_so in pairs if not is_so),
        "credence": {c["id"]: c["credence"] for c in ledger if c["id"] not in idle},
    }
