"""Score a scenario on questions whose answer is known by now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent import api
from contingent.analysis.records import stored_runs
from contingent.analysis.score import Score, score_of
from contingent.interrupts import TOO_EARLY
from contingent.playing import Plan, Progress, chunks, classes
from contingent.questions.evaluate import answer
from contingent.questions.persistence import at_start
from contingent.questions.resolved import load_resolved, resolved_beside
from contingent.questions.result import MANIFEST, RUNS_AT_ONCE, Result, open_result
from contingent.questions.tally import Tally
from contingent.scenario.shipped import shipped
from contingent.scenario.spot import Setting

if TYPE_CHECKING:
    from contingent.scenario.model import Scenario


def score(
    source: Scenario | Result | str | os.PathLike[str],
    questions: str | os.PathLike[str] | None = None,
    draws: int = 2000,
    seed: int = 1,
    *,
    progress: Progress | None = None,
) -> Score:
    """Score a scenario on resolved questions, beside persistence and a half.

    Parameters
    ----------
    source : Scenario, name, folder, run folder or Result
        A scenario is played; of a run, the baseline's draws are read.
    questions : path, optional
        YAML file of questions that carry ``answer: yes`` or ``answer: no``; others are left out.
        Without it the ``resolved.yaml`` in the scenario's folder, of a run that of the shipped
        scenario.
    draws, seed : int
        Of the runs, where a scenario is played.
    progress : Progress, optional
        Is told how far the runs have come.

    Raises
    ------
    UserError
        If the file is wrong, or answers nothing, or none is named and none lies there.
    """
    stored = isinstance(source, str | os.PathLike) and (Path(source) / MANIFEST).is_file()
    if stored:
        source = open_result(Path(str(source)))
    if isinstance(source, Result):
        name = source.scenario["id"]
        return _of_run(source, _asked(questions, name, shipped().get(name)))
    api.check_numbers(draws=draws, seed=seed)
    loaded = api.load(source)
    resolved = load_resolved(_asked(questions, loaded.id, loaded.folder), loaded.setting)
    played = replace(loaded, questions=resolved.questions)
    ids = [q.id for q in resolved.questions]
    tally, start = (Tally(ids, classes(loaded), draws) for _ in range(2))
    interrupted = False
    try:
        _play(played, Plan(draws, 1, seed, 0), tally, start, progress)
    except KeyboardInterrupt:
        interrupted = True
        if not tally.seen.any():
            raise KeyboardInterrupt(TOO_EARLY) from None
    return score_of(loaded.id, resolved, tally, start, seed=seed, interrupted=interrupted)


def _asked(questions: str | os.PathLike[str] | None, scenario: str, folder: Path | None) -> Path:
    if questions is not None:
        return Path(questions)
    return resolved_beside(scenario, folder, shipped=folder in shipped().values())


def _play(
    scenario: Scenario, plan: Plan, tally: Tally, start: Tally, progress: Progress | None
) -> None:
    from contingent.engine.model import make_model

    model = make_model(scenario)
    times, factions = model.template.calendar.times, scenario.roster.factions
    for chunk, outcomes in chunks(model, plan, progress):
        still = at_start(scenario.questions, chunk.observed, times, factions)
        start.add(chunk.draw, chunk.replicate, chunk.failed, still)
        tally.add(chunk.draw, chunk.replicate, chunk.failed, outcomes)


def _of_run(result: Result, questions: Path) -> Score:
    about = result.scenario
    factions, patrons, places = (
        tuple(member["id"] for member in about[cast]) for cast in ("factions", "patrons", "places")
    )
    first, end, as_of = (date.fromisoformat(about[name]) for name in ("start", "end", "as_of"))
    setting = Setting(factions, patrons, places, start=first, end=end, as_of=as_of)
    resolved = load_resolved(questions, setting)
    ids = [q.id for q in resolved.questions]
    size = result.ending_classes, result.draws, result.replicates
    tally, start = Tally(ids, *size), Tally(ids, *size)
    for draw, replicate, failed, observed in _stored(result):
        still = at_start(resolved.questions, observed, result.times, factions)
        start.add(draw, replicate, failed, still)
        found = answer(resolved.questions, observed, result.times, end, factions)
        tally.add(draw, replicate, failed, found)
    seed, interrupted = result.manifest.get("seed"), result.interrupted
    return score_of(about["id"], resolved, tally, start, seed=seed, interrupted=interrupted)


def _stored(result: Result) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield draw, replicate, whether it failed, and record of the baseline's runs, by blocks."""
    step = max(1, RUNS_AT_ONCE // result.replicates)
    failed = ~result.sound()
    for first in range(0, result.draws, step):
        some = slice(first, min(first + step, result.draws))
        draw, replicate = np.indices(failed[some].shape)
        yield (
            (draw + first).ravel(),
            replicate.ravel(),
            failed[some].ravel(),
            stored_runs(result, some),
        )
