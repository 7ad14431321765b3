"""`contingent new`: begin a scenario of one's own."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer


def new(
    name: Annotated[str, typer.Argument(help="Folder to make; its last part becomes the id.")],
    source: Annotated[
        str | None,
        typer.Option(
            "--from", help="Scenario to copy [default: a small invented country, commented]."
        ),
    ] = None,
) -> None:
    """Write a small complete scenario to change into your own."""
    from contingent.console.out import tell
    from contingent.scenario.starter import new as write

    folder = write(name, source)
    for path in sorted(folder.iterdir()):
        typer.echo(path)
    given = shlex.quote(name)
    tell(f"next: edit {folder / 'scenario.yaml'}; docs/scenario.md explains every key")
    tell(f"then: contingent check {given} --strict && contingent run {given}")
