"""`contingent history predict`: what the fitted model says of past wars."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def predict(
    episodes: Annotated[str, typer.Argument(help="CSV table of episodes; outcomes are not read.")],
    *,
    out: Annotated[str, typer.Option(help="Write predictions into this CSV file.")],
    draws: Annotated[int, typer.Option(help="Paths of each episode under each fit.")] = 512,
    seed: Annotated[int, typer.Option(help="Seed of all chance.")] = 1,
    parameters: Annotated[
        str | None, typer.Option(help="Fitted parameters; by default those of the package.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Predict how past wars end, and when.

    Each from what was known at its start.
    """
    from contingent import api
    from contingent.console.bar import Bar
    from contingent.console.out import tell
    from contingent.history.predict_table import predict_history

    api.check_numbers(draws=draws, seed=seed)
    with Bar() as bar:
        bar.stage("playing")
        found = predict_history(
            episodes, Path(out), draws=draws, seed=seed, parameters=parameters, force=force
        )
    for warning in found.warnings:
        tell(warning)
    tell(f"{len(found.predictions.epid):,} episodes predicted: {out}")
