"""`contingent drivers`: what an answer depends on."""

from __future__ import annotations

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

QuestionId = Annotated[
    str | None, typer.Option(help="Id of a question [default: the scenario's first].")
]


def drivers(  # noqa: PLR0917 -- typer calls it by name
    scenario: ScenarioArgument,
    question: QuestionId = None,
    draws: Draws = 1000,
    replicates: Annotated[int, typer.Option(help="Rolls of chance in each world, 2 or more.")] = 2,
    seed: Seed = 1,
    groups: Annotated[
        bool, typer.Option(help="Play each group of inputs too, one run a draw and group.")
    ] = True,
    over: Annotated[
        tuple[str, str] | None,
        typer.Option("--map", metavar="A B", help="Map the probability over two inputs."),
    ] = None,
    precision: Annotated[
        float | None, typer.Option(help="Largest standard error of a group's share to accept.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Find what an answer depends on, and how much is chance.

    Inputs are ranked one by one and in groups; regions are kinds of worlds in which it is unusual.
    """
    from contingent.console.bar import Bar
    from contingent.console.out import tell
    from contingent.console.studies import print_drivers
    from contingent.studies import drivers as study

    with Bar() as bar:
        found = study.drivers(
            scenario,
            question,
            draws,
            replicates,
            seed,
            groups=groups,
            maps=[over] if over else [],
            precision=precision,
            progress=bar,
            announce=tell,
        )
    print_json(found.as_dict()) if as_json else print_drivers(found)
    tell_of_rate(bar)
    if found.interrupted:
        tell(f"interrupted: this is what the {found.draws:,} finished draws say")
        raise typer.Exit(INTERRUPTED)
