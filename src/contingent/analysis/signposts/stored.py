"""What to watch for, from the runs that a finished run holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np

from contingent.analysis.names import Names
from contingent.analysis.question import find_question, stored_questions
from contingent.analysis.records import stored_runs
from contingent.analysis.signposts.restating import told_anew
from contingent.analysis.signposts.sightings import Sightings, Watch, last_state, together
from contingent.analysis.signposts.signposts import Signposts, find
from contingent.analysis.signposts.signs import event_signs, grid_of_dates, level_series
from contingent.folder import fault
from contingent.questions.result import RUNS_AT_ONCE, Result
from contingent.scenario.questions import Question

FEWEST_DRAWS = 200
MOST_RUNS = 20_000
"""Runs that are looked at; their error is then far below a percentage point."""


def signposts_of(
    result: Result, question: str | None = None, most_runs: int = MOST_RUNS
) -> Signposts:
    """Find the signs of an answer in the first runs of the baseline, without playing anything.

    Parameters
    ----------
    result : Result
        Opened run.
    question : str, optional
        Id of one of its questions; by default the first.
    most_runs : int
        Runs that are looked at.

    Raises
    ------
    UserError
        For an unknown question, or too few draws.
    """
    about, times = result.scenario, result.times
    where = str(result.folder or "result")
    check_draws(result.draws, where)
    asked = find_question(stored_questions(about["questions"], where), question)
    factions = tuple(f["id"] for f in about["factions"])
    watch = watch_for(asked, about, times, date.fromisoformat(about["end"]), factions)
    parts = [watch.look(*chunk) for chunk in _chunks(result, most_runs)]
    return signposts_in(watch, parts, about)


def check_draws(draws: int, where: str) -> None:
    """Raise a `UserError` if there are too few draws to split in two."""
    if draws < FEWEST_DRAWS:
        message = (
            f"{draws} draws are too few to choose signs on one half and test them on the other"
        )
        raise fault(where, f"{message}; at least {FEWEST_DRAWS} are needed")


def watch_for(
    asked: Question, scenario: Any, times: Any, end: date, factions: tuple[str, ...]
) -> Watch:
    """Return what is looked for in every run, given a scenario or what a run says of it."""
    names = Names.of(scenario)
    grid = grid_of_dates(last_state(asked, times, end))
    signs, series = told_anew(asked.event, event_signs(names), level_series(names))
    return Watch(asked, signs, series, grid, times, end, factions)


def signposts_in(
    watch: Watch, parts: Sequence[Sightings], scenario: Any, interrupted: bool = False
) -> Signposts:
    """Return the signs that stand out in what was seen."""
    return find(watch, together(parts), Names.of(scenario), interrupted)


def _chunks(result: Result, most_runs: int) -> Iterator[tuple[Any, Any, Any]]:
    """Yield observations, draws and soundness of a stored ensemble's first runs."""
    sound = result.sound(result.arms[0])
    draws = min(result.draws, max(1, most_runs // result.replicates))
    step = max(1, RUNS_AT_ONCE // result.replicates)
    for first in range(0, draws, step):
        some = slice(first, min(first + step, draws))
        draw = np.arange(some.start, some.stop)
        yield stored_runs(result, some), np.repeat(draw, result.replicates), sound[draw].ravel()
