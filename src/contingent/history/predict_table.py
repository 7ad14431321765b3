"""Predictions of a table of past wars, by what was learnt."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from contingent.history.folds import SEED
from contingent.history.forecast import DRAWS, forecast
from contingent.history.predictions import Predictions, written
from contingent.history.reading import read_covariates
from contingent.history.vectors import read_vectors
from contingent.scenario.problems import Problem, UserError


@dataclass(frozen=True)
class Foretold:
    """Predictions, and what was passed over in reading."""

    predictions: Predictions
    warnings: tuple[str, ...]


def predict_history(
    episodes: str | os.PathLike[str],
    out: Path | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    parameters: str | os.PathLike[str] | None = None,
    force: bool = False,
) -> Foretold:
    """Predict each episode of a table from what was known at its start.

    Parameters
    ----------
    episodes : path
        Table with the columns of `history/columns.py`; any may be missing but ``epid``. How
        episodes ended is not read.
    out : path, optional
        CSV file to write.
    draws : int
        Paths of each episode under each fit.
    seed : int
    parameters : path, optional
        What was learnt; by default what comes with the package.
    force : bool
        Replace a file that is there.

    Raises
    ------
    UserError
        If a file cannot be read, or must not be written.
    """
    if out is not None:
        check_out(out, force)
    vectors = read_vectors(None if parameters is None else os.fspath(parameters))
    covariates, warnings = read_covariates(os.fspath(episodes))
    predictions = forecast(vectors, covariates, draws=draws, seed=seed)
    if out is not None:
        write_predictions(predictions, out)
    return Foretold(predictions, warnings)


def write_predictions(predictions: Predictions, out: Path) -> None:
    """Write predictions as a CSV file, all or nothing."""
    fresh = out.with_name(f".{out.name}.new")
    fresh.write_text(written(predictions), "utf-8")
    fresh.replace(out)


def check_out(out: Path, force: bool) -> None:
    """Raise a `UserError` if predictions may not be written there."""
    if not out.parent.is_dir():
        message = f"there is no folder {str(out.parent)!r}"
    elif out.is_dir():
        message = "is a folder; name a file"
    elif out.exists() and not force:
        message = "exists; choose another --out, or replace it with --force"
    else:
        return
    raise UserError([Problem(str(out), None, message)])
