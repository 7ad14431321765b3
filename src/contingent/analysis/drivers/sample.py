"""One question put to many draws: what was drawn, and what happened in each run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.drivers.inputs import Input
from contingent.interrupts import TOO_EARLY
from contingent.questions.estimate import Estimate, estimate
from contingent.scenario.questions import Question

if TYPE_CHECKING:
    from contingent.engine.model import Model

Advance = Callable[[int], None]
"""Called with a number of finished runs."""

OTHER = 2**62
"""Added to the seed for the streams of the other world."""


@dataclass(frozen=True)
class Sample:
    """Inputs and outcomes.

    Attributes
    ----------
    inputs : float64 [draw, input]
        Drawn values; claims are 0 or 1.
    hit : bool [draw, replicate]
        Whether the event happened.
    met : bool [draw, replicate]
        Whether the question's condition was met; true if there is none.
    valid : bool [draw, replicate]
        Whether the run did not fail.
    interrupted : bool
        Whether fewer draws were finished than asked for.
    """

    inputs: npt.NDArray[np.float64]
    hit: npt.NDArray[np.bool_]
    met: npt.NDArray[np.bool_]
    valid: npt.NDArray[np.bool_]
    interrupted: bool = False

    @property
    def counts(self) -> npt.NDArray[np.bool_]:
        """Which runs count."""
        return self.met & self.valid

    @property
    def outcome(self) -> npt.NDArray[np.float64]:
        """0 or 1 where a run counts, NaN elsewhere, ``[draw, replicate]``."""
        return np.where(self.counts, self.hit, np.nan)

    @property
    def answered(self) -> npt.NDArray[np.bool_]:
        """Draws of which some run counts."""
        return np.asarray(self.counts.any(1))

    @property
    def hits(self) -> npt.NDArray[np.int64]:
        """Runs of each draw that are hits."""
        return (self.hit & self.counts).sum(1)

    @property
    def rates(self) -> npt.NDArray[np.float64]:
        """Share of hits of each draw of which some run counts."""
        return (self.hits / np.maximum(1, self.counts.sum(1)))[self.answered]

    def estimate(self) -> Estimate:
        """Return the probability with its error."""
        return estimate(self.hit, self.met, self.valid, int((~self.valid).sum()))


def play(
    model: Model,
    question: Question,
    *,
    draws: int,
    replicates: int,
    seed: int,
    inputs: Sequence[Input] = (),
    advance: Advance | None = None,
) -> Sample:
    """Play draws and put one question to them; Ctrl-C leaves the draws that are finished.

    Raises
    ------
    KeyboardInterrupt
        If no draw was finished.
    """
    from contingent.engine import ensemble
    from contingent.questions.evaluate import answer

    scenario, times = model.scenario, model.template.calendar.times
    claims = {f"claim {c.id}": i for i, c in enumerate(scenario.claims)}
    shape = (draws, replicates)
    hit, met, valid, seen = (np.zeros(shape, bool) for _ in range(4))
    values = np.zeros((draws, len(inputs)))
    interrupted = False
    try:
        for chunk in ensemble.simulate(model, draws, replicates=replicates, seed=seed):
            found = answer(
                (question,), chunk.observed, times, scenario.end, scenario.roster.factions
            )
            runs = (chunk.draw, chunk.replicate)
            hit[runs], met[runs] = found.hit[:, 0], found.given[:, 0]
            valid[runs], seen[runs] = ~chunk.failed, True
            for j, each in enumerate(inputs):
                drawn = chunk.claims[:, claims[each.path]] if each.path in claims else None
                values[chunk.draw, j] = chunk.design[each.path] if drawn is None else drawn
            if advance is not None:
                advance(chunk.runs)
    except KeyboardInterrupt:
        interrupted = True
        if not seen.all(1).any():
            raise KeyboardInterrupt(TOO_EARLY) from None
    done = seen.all(1)
    return Sample(values[done], hit[done], met[done], valid[done], interrupted)


def other_world(model: Model, streams: frozenset[str], seed: int) -> Model:
    """Return the model with some streams seeded as in an independent world, luck unchanged."""
    reseeded: Mapping[str, int] = dict.fromkeys(streams, (seed + OTHER) % 2**63)
    return replace(model, reseeded={**model.reseeded, **reseeded})


def player(
    model: Model,
    question: Question,
    *,
    draws: int,
    seed: int,
    streams: Mapping[str, frozenset[str]],
    advance: Advance | None = None,
) -> Callable[[frozenset[str], int], npt.NDArray[Any]]:
    """Return what plays the draws with some groups taken from the other world."""

    def outcomes(groups: frozenset[str], rolls: int) -> npt.NDArray[Any]:
        switched = frozenset[str]().union(*(streams[g] for g in groups))
        mixed = other_world(model, switched, seed)
        found = play(mixed, question, draws=draws, replicates=rolls, seed=seed, advance=advance)
        if found.interrupted:
            raise KeyboardInterrupt
        return found.outcome

    return outcomes
