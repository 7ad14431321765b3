"""Find what to watch for: from a run folder, or by playing the scenario."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent import api
from contingent.folder import fault
from contingent.playing import Plan, Progress
from contingent.questions.result import MANIFEST, RUNS_AT_ONCE, Result, open_result
from contingent.scenario.questions import Question
from contingent.studies.question import find_question, stored_questions
from contingent.studies.records import stored_runs

if TYPE_CHECKING:
    from contingent.analysis.sightings import Sightings, Watch
    from contingent.analysis.signposts import Signposts
    from contingent.engine.model import Model
    from contingent.scenario.model import Scenario

FEWEST_DRAWS = 200
MOST_RUNS = 20_000
"""Runs of a folder that are looked at; their error is then far below a percentage point."""


def signposts(
    source: Scenario | Result | str | os.PathLike[str],
    question: str | None = None,
    draws: int = 2000,
    replicates: int = 1,
    seed: int = 1,
    *,
    progress: Progress | None = None,
) -> Signposts:
    """Find the observable events that separate worlds in which a question is answered by yes.

    Parameters
    ----------
    source : Scenario, name, folder, run folder or Result
        A scenario is played; a run is read, and its first 20,000 runs are looked at.
    question : str, optional
        Id of one of its questions; by default the first.
    draws, replicates, seed : int
        Of the runs, where a scenario is played.
    progress : Progress, optional
        Is told how far it has come.

    Raises
    ------
    UserError
        For an unknown question, or too few draws.
    """
    if not isinstance(source, Result) and _is_run(source):
        source = open_result(Path(str(source)))
    if isinstance(source, Result):
        return _of_result(source, question)
    from contingent.engine.model import make_model

    api.check_numbers(draws=draws, replicates=replicates, seed=seed)
    _check_draws(draws, "--draws")
    model = make_model(api.load(source))
    asked = find_question(model.scenario.questions, question)
    return _of_model(model, asked, Plan(draws, replicates, seed, 0), progress)


def _is_run(source: Any) -> bool:
    return isinstance(source, str | os.PathLike) and (Path(source) / MANIFEST).is_file()


def _check_draws(draws: int, where: str) -> None:
    if draws < FEWEST_DRAWS:
        message = (
            f"{draws} draws are too few to choose signs on one half and test them on the other"
        )
        raise fault(where, f"{message}; at least {FEWEST_DRAWS} are needed")


def _of_model(model: Model, asked: Question, plan: Plan, progress: Progress | None) -> Signposts:
    from contingent.engine import ensemble

    scenario, times = model.scenario, model.template.calendar.times
    watch = _watch(asked, scenario, times, scenario.end, scenario.roster.factions)
    if progress is not None:
        weeks = float((times[-1] - times[0]).astype(int)) / 7
        progress.start(plan.draws * plan.replicates, weeks)
    parts, interrupted = [], False
    try:
        for chunk in ensemble.simulate(
            model, plan.draws, replicates=plan.replicates, seed=plan.seed
        ):
            parts.append(watch.look(chunk.observed, chunk.draw, ~chunk.failed))
            if progress is not None:
                progress.advance(chunk.runs)
    except KeyboardInterrupt:
        interrupted = True
        if not parts:
            raise
    return _find(watch, parts, scenario, interrupted)


def _of_result(result: Result, question: str | None) -> Signposts:
    about, times = result.scenario, result.times
    where = str(result.folder or "result")
    _check_draws(result.draws, where)
    asked = find_question(stored_questions(about["questions"], where), question)
    factions = tuple(f["id"] for f in about["factions"])
    watch = _watch(asked, about, times, date.fromisoformat(about["end"]), factions)
    parts = [watch.look(*chunk) for chunk in _stored_runs(result)]
    return _find(watch, parts, about, interrupted=False)


def _stored_runs(result: Result) -> Iterator[tuple[Any, Any, Any]]:
    """Yield observations, draws and soundness of a stored ensemble's first runs."""
    sound = result.sound(result.arms[0])
    draws = min(result.draws, max(1, MOST_RUNS // result.replicates))
    step = max(1, RUNS_AT_ONCE // result.replicates)
    for first in range(0, draws, step):
        some = slice(first, min(first + step, draws))
        observed = stored_runs(result, some)
        draw = np.arange(some.start, some.stop)
        yield observed, np.repeat(draw, result.replicates), sound[draw].ravel()


def _watch(
    asked: Question, scenario: Any, times: Any, end: date, factions: tuple[str, ...]
) -> Watch:
    from contingent.analysis.names import Names
    from contingent.analysis.restating import told_anew
    from contingent.analysis.sightings import Watch, last_state
    from contingent.analysis.signs import event_signs, grid_of_dates, level_series

    names = Names.of(scenario)
    grid = grid_of_dates(last_state(asked, times, end))
    signs, series = told_anew(asked.event, event_signs(names), level_series(names))
    return Watch(asked, signs, series, grid, times, end, factions)


def _find(watch: Watch, parts: list[Sightings], scenario: Any, interrupted: bool) -> Signposts:
    from contingent.analysis.names import Names
    from contingent.analysis.sightings import together
    from contingent.analysis.signposts import find

    return find(watch, together(parts), Names.of(scenario), interrupted)
