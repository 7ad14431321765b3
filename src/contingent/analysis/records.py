"""What a run folder holds, as the engine would hand it on."""

from __future__ import annotations

from typing import Any

import numpy as np

from contingent.questions.result import Result
from contingent.world.ledger import Ledger, entry_of
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES, Observation


def stored_runs(result: Result, draws: slice, arm: int = 0) -> Observation:
    """Return the compact record of some draws, axes ``[run, time]``, runs draw by draw.

    In memory the numbers of one place, rung or series lie together, since events look at one.
    """

    def flat(name: str) -> Any:
        return stored(result, f"trajectories/{name}", draws, arm)

    def apart(name: str) -> Any:
        columns = np.ascontiguousarray(np.moveaxis(flat(name), (0, 1), (-2, -1)))
        return np.moveaxis(columns, (-2, -1), (0, 1))

    return Observation(
        **{name: apart(name) for name in ("holder", "rung", "phase", "clause")},
        faction=np.moveaxis(np.stack([flat(name) for name in FACTION_SERIES]), 0, 2),
        national=np.moveaxis(np.stack([flat(name) for name in NATIONAL_SERIES]), 0, 2),
    )


def stored(result: Result, path: str, draws: slice, arm: int = 0) -> Any:
    """Return one variable of some draws, replicates of a draw one after the other."""
    # by position: `clause` is the name of a variable and of one of its dimensions
    part = result.variable(path).isel(arm=arm, draw=draws)
    values = part.transpose("draw", "replicate", ...).values
    return values.reshape(-1, *values.shape[2:])


def stored_ledger(result: Result, draws: slice, arm: int = 0) -> Ledger:
    """Return the ledger of causes of some draws that were kept, leading axes ``[run, time]``."""
    names = result.variable("entry").values
    return Ledger(tuple(map(entry_of, names)), stored(result, "ledger/change", draws, arm))


def kept_draws(result: Result) -> int:
    """Return how many draws have a ledger and their full state."""
    group: Any = result.tree["ledger"]
    return int(group.sizes["draw"]) if "change" in group else 0
