"""Whether events hold at the start: what a forecast that nothing changes goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from contingent.questions.evaluate import Outcomes, answer
from contingent.scenario.events import AllOf, AnyOf, Dated, Event, Not
from contingent.scenario.questions import Question
from contingent.world.observe import Observation


def at_start(
    questions: Sequence[Question],
    observed: Observation,
    times: npt.NDArray[np.datetime64],
    factions: Sequence[str],
) -> Outcomes:
    """Answer questions as if the country stood as at the start on every date, conditions unread.

    A war that has not ended at the start goes on.

    Parameters
    ----------
    questions : sequence of Question
        Any number of them.
    observed : Observation
        Numpy arrays with leading axes ``[run, time]``.
    times : datetime64[D] [time]
        Dates of the states.
    factions : sequence of str
        Ids of the factions, in the order of the record.
    """
    start: date = times[0].astype("datetime64[D]").item()
    first = Observation(
        **{f.name: np.asarray(getattr(observed, f.name))[:, :1] for f in fields(Observation)}
    )
    frozen = [replace(q, event=_on(q.event, start), given=None) for q in questions]
    return answer(frozen, first, times[:1], start, factions)


def _on(event: Event, day: date) -> Event:
    """Return an event with every date in it moved to a day."""
    match event:
        case AllOf(parts) | AnyOf(parts):
            return type(event)(tuple(_on(part, day) for part in parts))
        case Not(part):
            return Not(_on(part, day))
        case Dated(inner):
            return Dated(inner, "on", day)
        case _:
            return event
