"""`contingent value`: say which rumour should be checked first."""

from __future__ import annotations

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


def value(  # noqa: PLR0917 -- typer calls it by name
    scenario: Annotated[str, typer.Argument(help="A shipped name, a folder, or a run folder.")],
    question: Annotated[
        str | None, typer.Option(help="Id of a question [default: the first].")
    ] = None,
    draws: Draws = 2000,
    flips: Annotated[
        int, typer.Option(help="Draws in which each claim is turned round; 0 for none.")
    ] = 400,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Say which claims to check first, and what each one does.

    First those whose truth would sharpen the answer most.
    """
    from contingent.console.bar import Bar
    from contingent.console.out import tell
    from contingent.console.value import print_value
    from contingent.studies import value as studies

    with Bar() as bar:
        found = studies.value(scenario, question, draws, flips, seed, progress=bar)
    print_json(found.as_dict()) if as_json else print_value(found)
    tell_of_rate(bar)
    if found.interrupted:
        tell("interrupted: this is what had been played until then")
        raise typer.Exit(INTERRUPTED)
