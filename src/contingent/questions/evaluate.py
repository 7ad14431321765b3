"""Questions put to a chunk of finished runs.

A date turns a history into yes or no (charter §4). ``on: D`` looks at the state on D, and at no
other. ``by: D`` holds if what stands under it, combined step by step first, holds at any state
from the first to that of D. An ``ended`` atom directly under ``by`` is the exception: it says
that such an ending is dated by D and has not been undone or superseded by D, which is what stands
on D.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.questions.dates import state_index
from contingent.questions.endings import Codes, ending_classes, standing_endings
from contingent.scenario.events import AllOf, AnyOf, Dated, Ended, Event, Not
from contingent.scenario.questions import Question
from contingent.world.events import holds_true
from contingent.world.observe import Observation

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Outcomes:
    """What a chunk of runs says to each question.

    Attributes
    ----------
    hit : bool [run, question]
        Whether the event happened, whatever the condition.
    given : bool [run, question]
        Whether the condition was met; true for a question without one.
    standing : int8 [run, time]
        Code of the class of ending that stands at each time, an index into `ending_classes`.
    """

    hit: Bools
    given: Bools
    standing: Codes


def answer(
    questions: Sequence[Question],
    observed: Observation,
    times: npt.NDArray[np.datetime64],
    end: date,
    factions: Sequence[str],
) -> Outcomes:
    """Answer questions from the record of a chunk of runs.

    Parameters
    ----------
    questions : sequence of Question
        Any number of them.
    observed : Observation
        Numpy arrays with leading axes ``[run, time]``.
    times : datetime64[D] [time]
        Dates of the states.
    end : date
        Last day of the scenario.
    factions : sequence of str
        Ids of the factions, in the order of the record.
    """
    history = _History(observed, times, end, ending_classes(factions))
    runs = observed.national.shape[0]
    hit = np.zeros((runs, len(questions)), bool)
    given = np.ones_like(hit)
    for i, question in enumerate(questions):
        hit[:, i] = history.happened(question.event)
        if question.given is not None:
            given[:, i] = history.happened(question.given)
    return Outcomes(hit, given, history.standing)


class _History:
    """A chunk of runs that can be asked about dated events."""

    def __init__(
        self,
        observed: Observation,
        times: npt.NDArray[np.datetime64],
        end: date,
        classes: tuple[str, ...],
    ) -> None:
        self.observed, self.times, self.end, self.classes = observed, times, end, classes
        self.standing = standing_endings(observed, times)

    def happened(self, event: Event) -> Bools:
        """Evaluate an event whose every atom lies under a date, ``[run]``."""
        match event:
            case AllOf(parts):
                return reduce(and_, [self.happened(part) for part in parts])
            case AnyOf(parts):
                return reduce(or_, [self.happened(part) for part in parts])
            case Not(part):
                return ~self.happened(part)
            case Dated(inner, mode, day):
                return self._dated(inner, mode, day)
            case _:
                raise TypeError(f"an event without a date cannot be looked up in a run: {event}")

    def _dated(self, event: Event, mode: str, day: date) -> Bools:
        last = state_index(self.times, self.end, day)
        if mode == "on" or isinstance(event, Ended):
            return self._seen(event, last)
        return np.asarray(self._seen(event, slice(last + 1)).any(axis=1))

    def _seen(self, event: Event, window: int | slice) -> Bools:
        """Evaluate an undated event at one state ``[run]`` or at several ``[run, time]``."""
        part = Observation(
            **{f.name: getattr(self.observed, f.name)[:, window] for f in fields(Observation)}
        )
        return np.asarray(holds_true(event, part, self._lookup(self.standing[:, window])))

    def _lookup(self, standing: Codes) -> Callable[[Ended], Any]:
        """Return a function that says where one of the classes of an atom stands."""

        def stands(atom: Ended) -> Any:
            return np.isin(standing, [self.classes.index(name) for name in atom.classes])

        return stands
