"""One run as a run folder holds it, and as it may be told."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.records import kept_draws, stored, stored_ledger, stored_runs
from contingent.questions.result import Result
from contingent.world.ledger import Ledger
from contingent.world.observe import Observation

if TYPE_CHECKING:
    from contingent.analysis.stories.life import Life

NEEDED = ("killed", "blockade")
"""Parts of the full state that a life is told from."""


@dataclass(frozen=True)
class Played:
    """One run.

    Attributes
    ----------
    observed : Observation
        Compact record, leading axis ``[time]``.
    full : dict of name to float [time, ...] or None
        Parts of the full state.
    ledger : Ledger or None
        Leading axis ``[time]``.
    """

    observed: Observation
    full: dict[str, npt.NDArray[np.floating]] | None = None
    ledger: Ledger | None = None


def recall(result: Result, draw: int, replicate: int = 0, arm: int = 0) -> Played:
    """Return what a run folder holds of one run."""
    some = slice(draw, draw + 1)
    observed = one(stored_runs(result, some, arm), replicate)
    group: Any = result.tree
    full = group["full"] if "full" in group.children else ()
    if draw >= kept_draws(result) or any(name not in full for name in NEEDED):
        return Played(observed)
    return Played(
        observed,
        {name: stored(result, f"full/{name}", some, arm)[replicate] for name in NEEDED},
        stored_ledger(result, some, arm).run(replicate),
    )


def one(observed: Observation, row: int) -> Observation:
    """Return the record of one run, leading axis ``[time]``."""
    return Observation(**{f.name: getattr(observed, f.name)[row] for f in fields(Observation)})


def life_of(times: Any, played: Played, classes: tuple[str, ...]) -> Life:
    """Return a run as it may be told."""
    from contingent.analysis.stories.life import Life, fallen_leaders
    from contingent.questions.endings import standing_endings

    seen = played.observed
    lead = Observation(**{f.name: getattr(seen, f.name)[None] for f in fields(Observation)})
    ending = standing_endings(lead, times)[0]
    if played.full is None or played.ledger is None:
        return Life(times, seen, ending, classes)
    falls = fallen_leaders(played.ledger)
    return Life(times, seen, ending, classes, **played.full, falls=falls)
