"""Scoring predictions of past wars beside baselines in the same folds."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from contingent.history.bootstrap import COVERAGE, RESAMPLES
from contingent.history.columns import STRENGTH
from contingent.history.entrants import Entrant, baselines
from contingent.history.episodes import Episodes
from contingent.history.folds import FOLDS, SEED, fold_of_each
from contingent.history.predictions import (
    HORIZON_YEARS,
    Predictions,
    for_episodes,
    read_predictions,
)
from contingent.history.reading import read_episodes
from contingent.history.scorecard import Panel, panel
from contingent.scenario.problems import Problem, UserError

FEWEST = 30
"""Rows below which a part of the table is not scored by itself."""

CODED, ALL = "rows with rebel strength coded", "all rows"

AFTER_THE_FACT = (
    "Rebel strength, fighting capacity and territory were coded by their authors after the fact."
)
LEARNT_FROM = (
    "Baselines predict each row from other countries alone; whether the predictions handed in do "
    "so too is for whoever made them to say."
)


@dataclass(frozen=True)
class Scorecard:
    """How well predictions of past wars did, beside baselines.

    Attributes
    ----------
    table : str
        File of the episodes.
    sha256 : str
        Its hash.
    seed : int
        Seed of the folds.
    panels : tuple of Panel
        Coded rows, then all.
    warnings : tuple of str
        What was passed over in reading.
    """

    table: str
    sha256: str
    seed: int
    panels: tuple[Panel, ...]
    warnings: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said beside the scores."""
        handed_in = any(not marks.baseline for marks in self.panels[0].marks)
        return (AFTER_THE_FACT, LEARNT_FROM) if handed_in else (AFTER_THE_FACT,)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "table": {"name": Path(self.table).name, "sha256": self.sha256},
            "folds": {"by": "country", "count": FOLDS, "seed": self.seed},
            "bootstrap": {"over": "conflicts", "resamples": RESAMPLES, "coverage": COVERAGE},
            "horizon_years": HORIZON_YEARS,
            "panels": [each.as_dict() for each in self.panels],
            "notes": list(self.notes),
        }


def score_history(
    episodes: str | os.PathLike[str],
    predictions: Sequence[str | os.PathLike[str]] = (),
    seed: int = SEED,
    *,
    common: bool = False,
    only: Sequence[int] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> Scorecard:
    """Score predictions of past wars, and baselines fitted in folds by country.

    Parameters
    ----------
    episodes : path
        Table of episodes with their outcomes.
    predictions : sequence of path
        Tables of predictions; each is known by its file's name.
    seed : int
        Seed of the folds.
    common : bool
        Score the episodes that every table predicts, and leave out the others.
    only : sequence of int
        Folds to score; baselines learn from the others as ever. None given: all.
    tell : function, optional
        Is told what is being done.

    Raises
    ------
    UserError
        If a table cannot be read, or cannot be scored.
    """
    path = os.fspath(episodes)
    _check_names(predictions)
    table = read_episodes(path)
    tables = [(os.fspath(p), read_predictions(os.fspath(p))) for p in predictions]
    if common:
        table = _in_common(path, table, [found for _, found in tables])
    _check(path, table, seed)
    handed_in = tuple(_entrant(p, found, table) for p, found in tables)
    coded = table.covariates[STRENGTH].known
    parts = [(coded, CODED)] if FEWEST <= coded.sum() < len(table) else []
    panels = []
    for rows, words in [*parts, (slice(None), ALL)]:
        some = table.take(rows)
        if len(set(fold_of_each(some.covariates.country, seed))) < 2:
            continue
        ours = baselines(some, seed, _about(words, tell))
        entrants = (*(each.take(rows) for each in handed_in), *ours)
        tell(f"{words}: intervals")
        if only:
            kept = np.isin(fold_of_each(some.covariates.country, seed), only)
            if not kept.any():
                continue
            some, entrants = some.take(kept), tuple(each.take(kept) for each in entrants)
        panels.append(panel(some, entrants, words + _of_folds(only)))
    if not panels:
        message = f"no episode lies in folds {', '.join(map(str, only))}"
        raise UserError([Problem(path, None, message)])
    return Scorecard(path, table.sha256, seed, tuple(panels), table.warnings)


def _of_folds(only: Sequence[int]) -> str:
    return f", folds {', '.join(map(str, only))}" if only else ""


def _about(words: str, tell: Callable[[str], None]) -> Callable[[str], None]:
    return lambda name: tell(f"{words}: {name}")


def _check(path: str, table: Episodes, seed: int) -> None:
    known = int((table.outcomes.outcome4 >= 0).sum())
    wrong = None
    if not known and not table.outcomes.duration.known.any():
        wrong = "says of no episode how it ended (outcome4, duration_days); nothing can be scored"
    elif len(set(fold_of_each(table.covariates.country, seed))) < 2:
        countries = len(set(table.covariates.country))
        wrong = f"has episodes of {countries} countries in one fold; baselines need more countries"
    if wrong:
        raise UserError([Problem(path, None, wrong)])


def _check_names(predictions: Sequence[str | os.PathLike[str]]) -> None:
    names = [Path(p).stem for p in predictions]
    for name in names:
        if names.count(name) > 1:
            message = f"two tables are called {name}; rename one, so that they can be told apart"
            raise UserError([Problem("--predictions", None, message)])


def _in_common(path: str, table: Episodes, predicted: Sequence[Predictions]) -> Episodes:
    """Return the episodes that all predict."""
    known = [set(each.epid) for each in predicted]
    rows = np.array([all(e in each for each in known) for e in table.covariates.epid], np.bool_)
    if not rows.any():
        raise UserError([Problem(path, None, "no episode is predicted by every table")])
    return table.take(rows)


def _entrant(path: str, predicted: Predictions, table: Episodes) -> Entrant:
    found = for_episodes(predicted, table.covariates.epid, path)
    return Entrant(Path(path).stem, found.chances, found.quantiles)
