"""What was seen in each run, and when: signs and the question, gathered chunk by chunk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.signposts.signs import Series, Sign
from contingent.questions.dates import state_index
from contingent.questions.endings import ending_classes, standing_endings
from contingent.questions.evaluate import answer
from contingent.scenario.events import Dated, Ended, Event, Not, dates, walk
from contingent.scenario.questions import Question
from contingent.world.events import holds_true
from contingent.world.observe import Observation

NEVER = np.int16(32767)


@dataclass(frozen=True)
class Sightings:
    """What was seen; time indices, `NEVER` for what was not.

    Attributes
    ----------
    first : int16 [sign, run]
        When each sign was first seen.
    values : float32 [series, date, run]
        Value of each series at each date of the grid.
    hit : bool [run]
        Whether the question's event happened.
    counts : bool [run]
        Whether the run did not fail and met the question's condition.
    decided : int16 [run]
        When the answer was settled.
    draw : int64 [run]
        Draw of each run.
    """

    first: npt.NDArray[np.int16]
    values: npt.NDArray[np.float32]
    hit: npt.NDArray[np.bool_]
    counts: npt.NDArray[np.bool_]
    decided: npt.NDArray[np.int16]
    draw: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Watch:
    """What is looked for in every run.

    Attributes
    ----------
    question : Question
    signs : tuple of Sign
    series : tuple of Series
    grid : tuple of int
        Time indices of the dates of levels.
    times : datetime64[D] [time]
    end : date
        Last day of the scenario.
    factions : tuple of str
        Ids of the factions.
    """

    question: Question
    signs: tuple[Sign, ...]
    series: tuple[Series, ...]
    grid: tuple[int, ...]
    times: npt.NDArray[np.datetime64]
    end: date
    factions: tuple[str, ...]

    def look(
        self,
        observed: Observation,
        draw: npt.NDArray[np.int64],
        sound: npt.NDArray[np.bool_],
    ) -> Sightings:
        """Return what is seen in a chunk of runs, `observed` with axes ``[run, time]``."""
        found = answer((self.question,), observed, self.times, self.end, self.factions)
        values = [_values(observed, s)[:, list(self.grid)].T for s in self.series]
        return Sightings(
            first=np.stack([_first(holds_true(s.event, observed)) for s in self.signs]),
            values=np.stack(values).astype(np.float32),
            hit=found.hit[:, 0],
            counts=found.given[:, 0] & sound,
            decided=self._decided(observed),
            draw=draw,
        )

    def _decided(self, observed: Observation) -> npt.NDArray[np.int16]:
        """Return when an event asked for *by* a date has come, which settles the answer."""
        event: Event = self.question.event
        while isinstance(event, Not):
            event = event.part
        if not isinstance(event, Dated) or event.mode != "by" or isinstance(event.event, Ended):
            return np.full(len(observed.national), NEVER)
        lookup = None
        if any(isinstance(part, Ended) for part in walk(event.event)):
            lookup = self._endings(observed)
        first = _first(holds_true(event.event, observed, lookup))
        return np.where(first <= state_index(self.times, self.end, event.date), first, NEVER)

    def _endings(self, observed: Observation) -> Callable[[Ended], Any]:
        standing, classes = standing_endings(observed, self.times), ending_classes(self.factions)
        return lambda atom: np.isin(standing, [classes.index(name) for name in atom.classes])


def last_state(question: Question, times: npt.NDArray[np.datetime64], end: date) -> int:
    """Return the time index of the last date that a question names."""
    return max(state_index(times, end, dated.date) for dated in dates(question.event))


def together(parts: Sequence[Sightings]) -> Sightings:
    """Put chunks together, leaving out runs that do not count."""
    kept = [part.counts for part in parts]

    def joined(name: str) -> Any:
        arrays = [getattr(p, name)[..., k] for p, k in zip(parts, kept, strict=True)]
        return np.concatenate(arrays, axis=-1)

    return Sightings(*(joined(name) for name in Sightings.__dataclass_fields__))


def _values(observed: Observation, series: Series) -> npt.NDArray[Any]:
    if series.faction is None:
        return np.asarray(observed.national_series(series.name))
    return np.asarray(observed.faction_series(series.name)[..., series.faction])


def _first(seen: Any) -> npt.NDArray[np.int16]:
    """Return the first time index at which something is true, ``[run]`` from ``[run, time]``."""
    return np.where(seen.any(axis=1), seen.argmax(axis=1), NEVER).astype(np.int16)
