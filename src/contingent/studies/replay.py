"""One run in full: from what a folder kept of it, or played again from its keys, to the bit."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from contingent import api
from contingent.analysis.records import kept_draws, stored, stored_runs
from contingent.folder import fault
from contingent.questions.result import Result
from contingent.scenario.levers import BASELINE
from contingent.world.observe import Observation

if TYPE_CHECKING:
    from contingent.analysis.life import Life
    from contingent.engine.model import Model
    from contingent.scenario.model import Scenario

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
    ledger : float [step, cause, account, faction] or None
    """

    observed: Observation
    full: dict[str, npt.NDArray[np.floating]] | None = None
    ledger: npt.NDArray[np.floating] | None = None


def replay(
    model: Model, draw: int, replicate: int = 0, *, seed: int, replicates: int = 1
) -> Played:
    """Play one run again; only this draw is played, and it comes out as it did in company."""
    from contingent.engine import ensemble

    for chunk in ensemble.simulate(
        model, 1, replicates=replicates, seed=seed, keep=draw + 1, first_draw=draw
    ):
        rows = np.flatnonzero(chunk.replicate == replicate)
        if len(rows):
            row = int(rows[0])
            assert chunk.full is not None
            assert chunk.ledger is not None
            full = {name: chunk.full[name][row] for name in NEEDED}
            return Played(one(chunk.observed, row), full, chunk.ledger[row])
    raise ValueError(f"draw {draw} has no replicate {replicate}")


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
        stored(result, "ledger/change", some, arm)[replicate, 1:],
    )


def model_of(
    result: Result, scenario: Scenario | str | os.PathLike[str] | None, arm: str
) -> Model | None:
    """Return the model that a run was played with, or None if its scenario is not at hand.

    Raises
    ------
    UserError
        If a scenario is given, but it is not the one that was played.
    """
    from contingent.engine.model import make_model
    from contingent.scenario.arms import arms_of
    from contingent.scenario.shipped import shipped

    about = result.scenario
    if scenario is None and about["id"] not in shipped():
        return None
    loaded = api.load(scenario if scenario is not None else about["id"])
    if loaded.sha256 != about["sha256"]:
        if scenario is None:
            return None
        where = scenario if isinstance(scenario, str | os.PathLike) else loaded.id
        message = f"{where} is not what was played (another scenario, or changed since)"
        raise fault("--scenario", message)
    model = make_model(loaded)
    return model if arm == BASELINE else model.under(arms_of(loaded, [arm], "--arm")[-1])


def same(first: Observation, second: Observation) -> bool:
    """Tell whether two records agree in every bit."""
    return all(
        np.array_equal(getattr(first, f.name), getattr(second, f.name), equal_nan=True)
        for f in fields(Observation)
    )


def one(observed: Observation, row: int) -> Observation:
    """Return the record of one run, leading axis ``[time]``."""
    return Observation(**{f.name: getattr(observed, f.name)[row] for f in fields(Observation)})


def life_of(times: Any, played: Played, classes: tuple[str, ...]) -> Life:
    """Return a run as it may be told."""
    from contingent.analysis.life import Life, fallen_leaders
    from contingent.engine.step import ACCOUNTS, CAUSES
    from contingent.questions.endings import standing_endings

    seen = played.observed
    lead = Observation(**{f.name: getattr(seen, f.name)[None] for f in fields(Observation)})
    ending = standing_endings(lead, times)[0]
    if played.full is None or played.ledger is None:
        return Life(times, seen, ending, classes)
    at = ACCOUNTS.index("cohesion"), CAUSES.index("leadership")
    falls = fallen_leaders(played.ledger, *at)
    return Life(times, seen, ending, classes, **played.full, falls=falls)
