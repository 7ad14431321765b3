"""Outcomes of the runs, gathered chunk by chunk.

Each run has its own cell, so the chunks may come in any size and order, and a run that comes
twice counts once. Memory is two flags a run and question, whatever the runs were made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.questions.estimate import Estimate, estimate
from contingent.questions.evaluate import Outcomes


class Tally:
    """Gathers what happened in each run and estimates probabilities from it.

    Parameters
    ----------
    questions : sequence of str
        Ids of the questions, in the order of the outcomes.
    classes : sequence of str
        Names of the classes of endings, in the order of their codes.
    draws, replicates : int
        Size of the ensemble.

    Attributes
    ----------
    hit, given : bool [draw, replicate, question]
        Whether the event happened, and whether the condition was met (true if there is none).
    ending : int8 [draw, replicate]
        Code of the class that stands at the end.
    seen, failed : bool [draw, replicate]
        Whether the run has come in, and whether it failed.
    """

    def __init__(
        self, questions: Sequence[str], classes: Sequence[str], draws: int, replicates: int = 1
    ) -> None:
        self.questions, self.classes = tuple(questions), tuple(classes)
        shape = (draws, replicates)
        self.hit = np.zeros((*shape, len(self.questions)), bool)
        self.given = np.zeros_like(self.hit)
        self.ending = np.full(shape, len(self.classes) - 1, np.int8)
        self.seen, self.failed = np.zeros(shape, bool), np.zeros(shape, bool)

    def add(
        self,
        draw: npt.NDArray[np.integer[Any]],
        replicate: npt.NDArray[np.integer[Any]],
        failed: npt.NDArray[np.bool_],
        outcomes: Outcomes,
    ) -> None:
        """Take in the outcomes of a chunk, all arguments with the leading axis ``run``."""
        runs = (draw, replicate)
        self.hit[runs], self.given[runs] = outcomes.hit, outcomes.given
        self.ending[runs] = outcomes.standing[:, -1]
        self.seen[runs], self.failed[runs] = True, failed

    @property
    def valid(self) -> npt.NDArray[np.bool_]:
        """Whether each run has come in and did not fail, ``[draw, replicate]``."""
        return self.seen & ~self.failed

    @property
    def failed_runs(self) -> int:
        """Number of runs that failed."""
        return int(self.failed.sum())

    def estimates(self, draws: int | None = None) -> dict[str, Estimate]:
        """Return the answer to each question by its id, from the first so many draws or all."""
        some = slice(draws)
        valid, failed = self.valid[some], int(self.failed[some].sum())
        return {
            name: estimate(self.hit[some, :, i], self.given[some, :, i], valid, failed)
            for i, name in enumerate(self.questions)
        }

    def endings(self) -> dict[str, Estimate]:
        """Return the probability that each class of ending stands at the end."""
        every = np.ones_like(self.seen)
        return {
            name: estimate(self.ending == code, every, self.valid, self.failed_runs)
            for code, name in enumerate(self.classes)
        }
