"""What came of every run of one arm: the numbers that arms are compared by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.questions.evaluate import Outcomes
from contingent.questions.result import Result
from contingent.questions.tally import Tally

COST = {
    "battle_deaths": "people killed in battle, civilians in crossfire included",
    "civilian_deaths": "of these, civilians",
    "displaced": "new displacements",
}
"""What a war costs by the end of the scenario, and what each count means."""


@dataclass(frozen=True)
class Outturn:
    """What came of every run of one arm.

    Attributes
    ----------
    hit, given : bool [draw, replicate, question]
        Whether the event of each question happened, and whether its condition was met.
    ending : int8 [draw, replicate]
        Code of the class of ending that stands at the end.
    valid : bool [draw, replicate]
        Whether the run was completed and did not fail.
    cost : dict of str to float [draw, replicate]
        Counts at the end, by the names of `COST`.
    """

    hit: npt.NDArray[np.bool_]
    given: npt.NDArray[np.bool_]
    ending: npt.NDArray[np.int8]
    valid: npt.NDArray[np.bool_]
    cost: dict[str, npt.NDArray[np.float32]]


def stored(result: Result, arm: str) -> Outturn:
    """Return what came of an arm of a stored ensemble."""
    tree: Any = result.tree
    every = tree["outcomes"].to_dataset(inherit=True).sel(arm=arm)
    series = {name: tree[f"trajectories/{name}"].sel(arm=arm).isel(time=-1) for name in COST}
    return Outturn(
        hit=every["hit"].values,
        given=every["given"].values,
        ending=every["ending"].isel(time=-1).values,
        valid=result.sound(arm),
        cost={name: array.values for name, array in series.items()},
    )


class Gathering:
    """Gathers what comes of the runs of one arm, chunk by chunk."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self._cost = {name: np.zeros(tally.seen.shape, np.float32) for name in COST}

    def add(self, chunk: Any, outcomes: Outcomes) -> None:
        """Take in a chunk and what it says to each question."""
        self.tally.add(chunk.draw, chunk.replicate, chunk.failed, outcomes)
        for name, totals in self._cost.items():
            series = chunk.observed.national_series(name)
            totals[chunk.draw, chunk.replicate] = series[:, -1]

    def outturn(self, draws: int) -> Outturn:
        """Return what has come of the first so many draws."""
        tally, some = self.tally, slice(draws)
        return Outturn(
            hit=tally.hit[some],
            given=tally.given[some],
            ending=tally.ending[some],
            valid=tally.valid[some],
            cost={name: totals[some] for name, totals in self._cost.items()},
        )
