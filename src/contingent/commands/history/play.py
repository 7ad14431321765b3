"""`contingent history play`: what the mechanisms of the scenarios say of past wars."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def play(
    episodes: Annotated[str, typer.Argument(help="CSV table of episodes with their outcomes.")],
    *,
    out: Annotated[str, typer.Option(help="Write predictions into this CSV file.")],
    fits: Annotated[
        str, typer.Option(help="Folder of `contingent history fit --cv`, whose fits are used.")
    ] = "history-fit",
    stage: Annotated[
        str, typer.Option(help="Scenario to play on: past-war, or a copy with other numbers.")
    ] = "past-war",
    paths: Annotated[int, typer.Option(help="How often each war is played.")] = 64,
    quick: Annotated[
        bool, typer.Option("--quick", help="Use fits that were made with --quick.")
    ] = False,
    members: Annotated[int | None, typer.Option(help="Fits in the ensemble.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of folds and of all chance.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Play past wars by all mechanisms, and predict their ends.

    The stage is the scenario past-war; coups are left out. Each war is played with
    what wars of other countries taught; fits that are missing are made.
    """
    from dataclasses import replace

    from contingent import api
    from contingent.console.bar import Bar
    from contingent.console.out import tell
    from contingent.history.fitting import QUICK, Effort
    from contingent.history.play_table import play_history

    effort = QUICK if quick else Effort()
    if members is not None:
        effort = replace(effort, members=members)
    api.check_numbers(paths=paths, seed=seed, members=effort.members)
    with Bar() as bar:
        found = play_history(
            episodes,
            Path(out),
            fits=Path(fits),
            scenario=stage,
            paths=paths,
            effort=effort,
            seed=seed,
            force=force,
            progress=bar,
        )
    for warning in found.warnings:
        tell(warning)
    if said := bar.said():
        tell(said)
    tell(f"{len(found.predictions.epid):,} episodes played, {found.coups} coups left out: {out}")
