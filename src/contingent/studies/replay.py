"""One run played again from its keys, to the bit."""

from __future__ import annotations

import os
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from contingent import api
from contingent.analysis.stories.recall import NEEDED, Played, one
from contingent.folder import fault
from contingent.questions.result import Result
from contingent.scenario.levers import BASELINE
from contingent.world.observe import Observation

if TYPE_CHECKING:
    from contingent.engine.model import Model
    from contingent.scenario.model import Scenario


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
            return Played(one(chunk.observed, row), full, chunk.ledger.run(row))
    raise ValueError(f"draw {draw} has no replicate {replicate}")


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
