"""`contingent signposts`: what to watch for."""

from __future__ import annotations

from typing import Annotated

import typer

from contingent.commands.drivers import QuestionId
from contingent.commands.options import INTERRUPTED, Draws, Json, Seed, print_json, tell_of_rate


def signposts(
    source: Annotated[str, typer.Argument(help="A scenario to play, or a run folder to read.")],
    question: QuestionId = None,
    draws: Draws = 2000,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Find early signs that it will happen, or will not.

    They are what best tells the worlds in which it happens from the others, long before.
    """
    from contingent.console.bar import Bar
    from contingent.console.out import tell
    from contingent.console.studies import print_signposts
    from contingent.studies import signposts as study

    with Bar() as bar:
        found = study.signposts(source, question, draws, seed=seed, progress=bar)
    print_json(found.as_dict()) if as_json else print_signposts(found)
    tell_of_rate(bar)
    if found.interrupted:
        tell(f"interrupted: this is what the {found.draws:,} finished draws say")
        raise typer.Exit(INTERRUPTED)
