"""`contingent score`: a scenario's probabilities against what happened."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contingent.commands.options import (
    INTERRUPTED,
    Draws,
    Json,
    Seed,
    print_json,
    tell_of_rate,
)


def score(  # noqa: PLR0917 -- typer calls it by name
    source: Annotated[str, typer.Argument(help="A shipped name, a folder, or a run folder.")],
    questions: Annotated[
        str | None,
        typer.Option(
            help="YAML file of questions that say answer: yes or answer: no. "
            "[default: resolved.yaml of the scenario]"
        ),
    ] = None,
    draws: Draws = 2000,
    seed: Seed = 1,
    out: Annotated[str | None, typer.Option(help="Write the scores to this JSON file.")] = None,
    as_json: Json = False,
) -> None:
    """Score a scenario on questions whose answers are known.

    Beside it stand persistence, which answers as things were at the start, and a half for all.
    """
    from contingent import folder
    from contingent.console.bar import Bar
    from contingent.console.out import tell
    from contingent.console.score import print_score
    from contingent.studies import score as study

    if out is not None:
        folder.check_file(Path(out))
    with Bar() as bar:
        found = study.score(source, questions, draws, seed, progress=bar)
    if out is not None:
        folder.write_json(Path(out), found.as_dict())
    print_json(found.as_dict()) if as_json else print_score(found)
    tell_of_rate(bar)
    if out is not None:
        tell(f"scores: {out}")
    if found.interrupted:
        tell(f"interrupted: these are the scores of the {found.draws:,} finished draws")
        raise typer.Exit(INTERRUPTED)
