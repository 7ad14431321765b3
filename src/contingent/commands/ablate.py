"""`contingent ablate`: leave out each mechanism in turn and say what changes."""

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


def ablate(  # noqa: PLR0917 -- typer calls it by name
    scenario: ScenarioArgument,
    draws: Draws = 2000,
    seed: Seed = 1,
    only: Annotated[
        list[str] | None, typer.Option(help="Leave out this mechanism only; may be repeated.")
    ] = None,
    out: Annotated[str | None, typer.Option(help="Write the table to this Markdown file.")] = None,
    as_json: Json = False,
) -> None:
    """Leave out each mechanism in turn and say what changes."""
    from contingent import api, folder
    from contingent.console.ablation import print_ablation
    from contingent.console.bar import Bar
    from contingent.console.out import tell
    from contingent.report.ablation import markdown
    from contingent.studies import ablation

    api.check_numbers(draws=draws, seed=seed)
    if out is not None:
        folder.check_file(Path(out))
    with Bar() as bar:
        found = ablation.ablate(scenario, draws, seed, only=only or None, progress=bar)
    if out is not None:
        folder.write_text(Path(out), markdown(found))
    print_json(found.as_dict()) if as_json else print_ablation(found)
    tell_of_rate(bar)
    if out is not None:
        tell(f"table: {out}")
    if found.interrupted:
        tell(f"interrupted: these are the {len(found.rows)} mechanisms that were finished")
        raise typer.Exit(INTERRUPTED)
