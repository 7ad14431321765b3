"""Predictions of a table of past wars by the mechanisms that play scenarios."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from contingent.engine.devices import start_jax
from contingent.engine.model import Model
from contingent.history.crossval import Course, ensemble
from contingent.history.episodes import Episodes
from contingent.history.fitting import Bools, Effort
from contingent.history.folds import FOLDS, SEED, splits
from contingent.history.predict_table import check_out, write_predictions
from contingent.history.predictions import Predictions
from contingent.history.reading import read_episodes
from contingent.history.recurrence import recurrence
from contingent.history.situation import situation
from contingent.history.stage.foretell import PATHS, foretell
from contingent.history.stage.lessons import Lesson
from contingent.history.stage.runs import SCENARIO, stage, steps
from contingent.history.workshop import check_teaches, course_in
from contingent.scenario.problems import Problem, UserError


class Progress(Protocol):
    """Something that is told how far the work has come."""

    def count(self, done: int, planned: int) -> None:
        """Take note of fits done, and fits in all."""

    def start(self, runs: int, weeks: float) -> None:
        """Take note that so many runs of so many weeks will be played."""

    def advance(self, runs: int) -> None:
        """Take note that so many more runs are finished."""


@dataclass(frozen=True)
class Played:
    """What came of playing past wars.

    Attributes
    ----------
    predictions : Predictions
        Of every episode that is no coup attempt, in order of the table.
    coups : int
        Coup attempts, which were left out.
    warnings : tuple of str
        What was passed over in reading.
    """

    predictions: Predictions
    coups: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Playing:
    """How wars are played: on which stage, how often, and who is told."""

    model: Model
    paths: int
    progress: Progress


class _Silent:
    def count(self, done: int, planned: int) -> None:
        """Say nothing."""

    def start(self, runs: int, weeks: float) -> None:
        """Say nothing."""

    def advance(self, runs: int) -> None:
        """Say nothing."""


def play_history(
    episodes: str | os.PathLike[str],
    out: Path | None = None,
    *,
    fits: str | os.PathLike[str],
    scenario: str = SCENARIO,
    paths: int = PATHS,
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    seed: int = SEED,
    force: bool = False,
    progress: Progress | None = None,
) -> Played:
    """Predict each past war by playing it with what the wars of other countries taught.

    Coup attempts are left out: they are decided in days, inside the state, and the stage has towns
    and roads.

    Parameters
    ----------
    episodes : path
        Table of episodes. Their outcomes teach other countries' lessons and are not looked at for
        their own.
    out : path, optional
        CSV file to write.
    fits : path
        Folder of `fit_history`. Fits are kept there under ``fits``; those that are missing are
        made.
    scenario : str
        The stage: name or folder of `past-war` or a copy of it with other numbers.
    paths : int
        How often each is played.
    effort : Effort
        Of the fits.
    seed : int
        Of folds, fits and luck.
    force : bool
        Replace a file that is there.
    progress : Progress, optional

    Raises
    ------
    UserError
        If a file cannot be read or written, or the table teaches too little.
    """
    if out is not None:
        check_out(out, force)
    table = read_episodes(os.fspath(episodes))
    check_teaches(os.fspath(episodes), table)
    progress = progress or _Silent()
    try:
        course = course_in(
            Path(fits) / "fits",
            table,
            effort,
            seed,
            planned=effort.members * FOLDS,
            tell=progress.count,
        )
    except OSError as error:
        raise UserError(
            [Problem(os.fspath(fits), None, f"cannot be made: {error.strerror}")]
        ) from None
    start_jax()  # before a fit starts it with fewer devices
    wars = np.asarray(situation(table.covariates).coup) < 1.0
    model = stage(scenario)
    predictions = by_folds(table, wars, course, Playing(model, paths, progress))
    if out is not None:
        write_predictions(predictions, out)
    return Played(predictions, int((~wars).sum()), table.warnings)


def by_folds(table: Episodes, wars: Bools, course: Course, how: Playing) -> Predictions:
    """Return predictions of the marked episodes by lessons without wars of their country."""
    lessons = []
    for k, (learn, predict) in enumerate(splits(table.covariates.country, course.seed)):
        learns = np.isin(np.arange(len(table)), learn)
        vectors = [fit.vector for fit in ensemble(table, learns, f"fold-{k}", course)]
        lessons.append((Lesson(vectors, recurrence(table.take(learn))), predict[wars[predict]]))
    how.progress.start(int(wars.sum()) * how.paths, float(steps().sum()) / 7)
    parts = [
        foretell(
            lesson,
            table.covariates.take(rows),
            model=how.model,
            paths=how.paths,
            seed=course.seed,
            tell=how.progress.advance,
        )
        for lesson, rows in lessons
        if len(rows)
    ]
    together = Predictions(
        tuple(name for part in parts for name in part.epid),
        *(np.concatenate([vars(p)[n] for p in parts]) for n in ("chances", "quantiles", "open")),
    )
    return together.of([e for e, war in zip(table.covariates.epid, wars, strict=True) if war])
