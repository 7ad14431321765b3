"""`contingent why`: what an answer's difference consists of, and how it came about."""

from __future__ import annotations

from typing import Annotated

import typer

from contingent.commands.drivers import QuestionId
from contingent.commands.options import INTERRUPTED, Draws, Json, Seed, print_json, tell_of_rate


def why(  # noqa: PLR0917 -- typer calls it by name
    source: Annotated[str, typer.Argument(help="A scenario to play, or a run folder to read.")],
    lever: Annotated[
        str | None,
        typer.Argument(help="A lever, or several as a+b; without it, worlds are compared."),
    ] = None,
    question: QuestionId = None,
    account: Annotated[
        str | None,
        typer.Option(help="Account to take apart [default: those that the question turns on]."),
    ] = None,
    draws: Draws = 1000,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Say why an answer differs: what each mechanism did.

    And by which chain of accounts (people held, fighters, arms and so on) that led to the answer.
    """
    from contingent.console.bar import Bar
    from contingent.console.out import tell
    from contingent.console.why import print_why
    from contingent.studies import why as study

    with Bar() as bar:
        found = study.why(source, lever, question, draws, seed, account=account, progress=bar)
    print_json(found.as_dict()) if as_json else print_why(found)
    tell_of_rate(bar)
    for note in found.notes:
        tell(note)
    if found.interrupted:
        tell("interrupted: this is what the finished draws say")
        raise typer.Exit(INTERRUPTED)
