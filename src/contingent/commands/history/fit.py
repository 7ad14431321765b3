"""`contingent history fit`: learn from past wars."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def fit(
    episodes: Annotated[str, typer.Argument(help="CSV table of episodes with their outcomes.")],
    *,
    out: Annotated[
        str, typer.Option(help="Write parameters and predictions into this folder.")
    ] = "history-fit",
    cv: Annotated[
        bool,
        typer.Option("--cv", help="Also score predictions of each country by the others."),
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Little work: only shows that all runs.")
    ] = False,
    members: Annotated[int | None, typer.Option(help="Fits in the ensemble.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of folds and of all chance.")] = 1,
) -> None:
    """Fit what all wars share to past ones.

    An interrupted fit goes on where it was.
    """
    from dataclasses import replace

    from contingent import api
    from contingent.console.bar import Bar
    from contingent.console.history import print_scorecard
    from contingent.console.out import tell
    from contingent.history.fit_table import fit_history
    from contingent.history.fitting import QUICK, Effort

    effort = QUICK if quick else Effort()
    if members is not None:
        effort = replace(effort, members=members)
    api.check_numbers(seed=seed, members=effort.members)
    with Bar() as bar:
        found = fit_history(
            episodes, Path(out), effort=effort, seed=seed, cross_validate=cv, tell=bar.count
        )
    for warning in found.warnings:
        tell(warning)
    if found.scorecard is not None:
        print_scorecard(found.scorecard)
    tell(f"fitted parameters: {Path(out) / 'parameters.yaml'}")
