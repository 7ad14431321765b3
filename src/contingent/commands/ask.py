"""`contingent ask`: answer a file of questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contingent.commands.options import (
    INTERRUPTED,
    Draws,
    Json,
    ScenarioArgument,
    Seed,
    print_json,
    tell_of_rate,
)


def ask(  # noqa: PLR0917 -- typer calls it by name
    scenario: ScenarioArgument,
    questions: Annotated[str, typer.Option(help="YAML file of questions.")],
    draws: Draws = 2000,
    seed: Seed = 1,
    out: Annotated[str | None, typer.Option(help="Write the answers to this JSON file.")] = None,
    as_json: Json = False,
) -> None:
    """Answer a file of questions about a scenario."""
    from contingent import api, folder
    from contingent.console.answers import print_answers
    from contingent.console.bar import Bar
    from contingent.console.out import tell

    api.check_numbers(draws=draws, seed=seed)
    if out is not None:
        folder.check_file(Path(out))
    with Bar() as bar:
        answers = api.ask(scenario, questions, draws, seed, progress=bar)
    if out is not None:
        folder.write_json(Path(out), answers.as_dict())
    print_json(answers.as_dict()) if as_json else print_answers(answers)
    tell_of_rate(bar)
    if out is not None:
        tell(f"answers: {out}")
    if answers.interrupted:
        tell(f"interrupted: these are the answers of the {answers.draws:,} finished draws")
        raise typer.Exit(INTERRUPTED)
