"""Find what to watch for: from a run folder, or by playing the scenario."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contingent import api
from contingent.analysis.question import find_question
from contingent.analysis.signposts.stored import (
    check_draws,
    signposts_in,
    signposts_of,
    watch_for,
)
from contingent.interrupts import TOO_EARLY
from contingent.playing import Plan, Progress
from contingent.questions.result import MANIFEST, Result, open_result
from contingent.scenario.questions import Question

if TYPE_CHECKING:
    from contingent.analysis.signposts.signposts import Signposts
    from contingent.engine.model import Model
    from contingent.scenario.model import Scenario


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
        return signposts_of(source, question)
    from contingent.engine.model import make_model

    api.check_numbers(draws=draws, replicates=replicates, seed=seed)
    check_draws(draws, "--draws")
    model = make_model(api.load(source))
    asked = find_question(model.scenario.questions, question)
    return _of_model(model, asked, Plan(draws, replicates, seed, 0), progress)


def _is_run(source: Any) -> bool:
    return isinstance(source, str | os.PathLike) and (Path(source) / MANIFEST).is_file()


def _of_model(model: Model, asked: Question, plan: Plan, progress: Progress | None) -> Signposts:
    from contingent.engine import ensemble

    scenario, times = model.scenario, model.template.calendar.times
    watch = watch_for(asked, scenario, times, scenario.end, scenario.roster.factions)
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
            raise KeyboardInterrupt(TOO_EARLY) from None
    return signposts_in(watch, parts, scenario, interrupted)
