"""`contingent history score`: predictions of past wars beside baselines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contingent.commands.options import Json, print_json


def score(
    episodes: Annotated[str, typer.Argument(help="CSV table of episodes with their outcomes.")],
    predictions: Annotated[
        list[str] | None,
        typer.Option(help="CSV table of predictions to score; may be repeated."),
    ] = None,
    *,
    common: Annotated[
        bool, typer.Option("--common", help="Score the episodes that every table predicts.")
    ] = False,
    fold: Annotated[
        list[int] | None,
        typer.Option(help="Score this fold only, from 0 to 4; may be repeated.", min=0, max=4),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the folds by country.")] = 1,
    out: Annotated[
        str | None, typer.Option(help="Write scores.json and drawings into this folder.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Score predictions of past wars beside baselines.

    The baselines are fitted in folds by country.
    """
    from contingent import api
    from contingent.console.bar import Bar
    from contingent.console.history import print_scorecard
    from contingent.console.out import tell
    from contingent.history.score_table import score_history
    from contingent.report.history import check_scores_folder, write_scores

    api.check_numbers(seed=seed)
    if out is not None:
        check_scores_folder(Path(out))
    with Bar() as bar:
        found = score_history(
            episodes, predictions or (), seed, common=common, only=fold or (), tell=bar.stage
        )
        if out is not None:
            bar.stage("drawing")
            write_scores(found, Path(out))
    for warning in found.warnings:
        tell(warning)
    print_json(found.as_dict()) if as_json else print_scorecard(found)
    if out is not None:
        tell(f"scores and drawings: {out}")
