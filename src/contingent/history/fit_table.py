"""`contingent history fit`: what was learnt, what it predicts of others, and how good that is."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from contingent.history.fitting import Effort
from contingent.history.folds import SEED
from contingent.history.predictions import written
from contingent.history.score_table import Scorecard, score_history
from contingent.history.scorecard import Panel
from contingent.history.workshop import Tell, learn
from contingent.scenario.problems import Problem, UserError
from contingent.world.learnt import PACKAGED, Learnt, as_yaml

NAME = "contingent"
"""What the model is called among those that are scored."""
DIGITS = 4


@dataclass(frozen=True)
class Taught:
    """What came of a fit.

    Attributes
    ----------
    learnt : Learnt
    scorecard : Scorecard or None
        Scores in cross-validation, beside baselines in the same folds.
    warnings : tuple of str
        What was passed over in reading.
    """

    learnt: Learnt
    scorecard: Scorecard | None
    warnings: tuple[str, ...]


def fit_history(
    episodes: str | os.PathLike[str],
    folder: Path,
    *,
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    seed: int = SEED,
    cross_validate: bool = False,
    tell: Tell = lambda _done, _planned: None,
) -> Taught:
    """Fit what all wars share, and write it into a folder.

    Writes ``parameters.yaml`` and keeps finished fits under ``fits``; with `cross_validate` also
    ``contingent.csv``, predictions of every episode by fits to other countries.

    Parameters
    ----------
    episodes : path
        Table of episodes with their outcomes.
    folder : path
        Made if it is not there; files of an earlier fit are replaced.
    effort : Effort
    seed : int
        Of folds, bootstrap and luck.
    cross_validate : bool
    tell : callable
        Is told of fits done and fits in all.

    Raises
    ------
    UserError
        If the table cannot be read or holds too little, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError([Problem(str(folder), None, f"cannot be made: {error.strerror}")]) from None
    lesson = learn(
        episodes,
        folder=folder / "fits",
        effort=effort,
        seed=seed,
        cross_validate=cross_validate,
        tell=tell,
    )
    learnt, scorecard = lesson.learnt, None
    if lesson.predictions is not None:
        predicted = folder / f"{NAME}.csv"
        predicted.write_text(written(lesson.predictions), "utf-8")
        scorecard = score_history(episodes, [predicted], seed)
        learnt = replace(learnt, scores=summary_of(scorecard))
    (folder / PACKAGED).write_text(as_yaml(learnt), "utf-8")
    return Taught(learnt, scorecard, lesson.warnings)


def summary_of(scorecard: Scorecard) -> dict[str, Any]:
    """Return the scores of a scorecard in short: value, and low and high of its interval.

    Of `NAME` comes along how reliable its chances are (`history/reliability.py`).
    """
    return {
        panel.rows_are: {
            "episodes": panel.rows,
            "conflicts": panel.conflicts,
            "scores": {
                marks.name: {
                    measure: [round(x, DIGITS) for x in (score.value, score.low, score.high)]
                    for measure, score in marks.scores.items()
                }
                for marks in panel.marks
            },
            "reliability": _reliability(panel),
        }
        for panel in scorecard.panels
    }


def _reliability(panel: Panel) -> dict[str, Any]:
    found = panel.marks_of(NAME).reliability
    assert found is not None  # it gives chances of every class
    plain: dict[str, Any] = _rounded(asdict(found))
    return plain


def _rounded(plain: Any) -> Any:
    """Return plain data with its numbers rounded, tuples as lists."""
    if isinstance(plain, dict):
        return {key: _rounded(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_rounded(value) for value in plain]
    return round(plain, DIGITS) if isinstance(plain, float) else plain
