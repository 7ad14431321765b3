"""`contingent compare`: say what levers change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contingent.commands.options import (
    INTERRUPTED,
    All,
    Draws,
    Json,
    Seed,
    print_json,
    tell_of_rate,
)


def compare(  # noqa: PLR0917 -- typer calls it by name
    scenario: Annotated[str, typer.Argument(help="A scenario, or the folder of a run with arms.")],
    lever: Annotated[list[str] | None, typer.Argument(help="Levers, or several as a+b.")] = None,
    draws: Draws = 2000,
    replicates: Annotated[int, typer.Option(help="Rolls of chance in each world.")] = 1,
    seed: Seed = 1,
    out: Annotated[str | None, typer.Option(help="Write the answer to this JSON file.")] = None,
    every: All = False,
    as_json: Json = False,
) -> None:
    """Say what levers change, in the same worlds under the same luck."""
    from contingent import api, folder
    from contingent.console.arms import print_comparison
    from contingent.console.bar import Bar
    from contingent.console.front import Front
    from contingent.console.out import tell

    if out is not None:
        folder.check_file(Path(out))
    with Bar() as bar:
        found = api.compare(scenario, lever or (), draws, replicates, seed, progress=bar)
    if out is not None:
        folder.write_json(Path(out), found.as_dict())
    shown = Front(() if every else found.front, "add --all")
    print_json(found.as_dict()) if as_json else print_comparison(found, shown)
    tell_of_rate(bar)
    if out is not None:
        tell(f"comparison: {out}")
    if found.interrupted:
        tell(f"interrupted: this compares the {found.draws:,} draws that were finished")
        raise typer.Exit(INTERRUPTED)
