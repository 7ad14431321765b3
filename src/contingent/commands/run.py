"""`contingent run`: play a scenario and write its report."""

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
    command_line,
    print_json,
    tell_of_rate,
)


def run(  # noqa: PLR0917 -- typer calls it by name
    scenario: ScenarioArgument,
    draws: Draws = 2000,
    replicates: Annotated[int, typer.Option(help="Rolls of chance in each world.")] = 1,
    seed: Seed = 1,
    out: Annotated[
        str | None, typer.Option(help="Run folder [default: runs/SCENARIO-TIMESTAMP].")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier run there.")] = False,
    keep: Annotated[int, typer.Option(help="Draws whose full state is kept.")] = 500,
    as_json: Json = False,
) -> None:
    """Play a scenario and write its report."""
    from contingent import api
    from contingent.console import Bar, print_summary, tell

    api.check_numbers(draws=draws, replicates=replicates, seed=seed, keep=keep)
    with Bar() as bar:
        result = api.run(
            scenario,
            draws,
            replicates,
            seed,
            out=out,
            keep=keep,
            force=force,
            progress=bar,
            command=command_line(),
        )
    folder = result.folder or Path()
    summary = api.show(folder)
    print_json(summary) if as_json else print_summary(summary)
    tell_of_rate(bar)
    if result.failed_runs:
        tell(f"{result.failed_runs:,} runs failed; they are kept, counted and left out of averages")
    tell(f"report: {folder / 'report.html'}")
    if result.interrupted:
        tell(f"interrupted: the folder holds the {result.draws:,} draws that were finished")
        raise typer.Exit(INTERRUPTED)
