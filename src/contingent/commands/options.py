"""What the commands share: their arguments and how they close."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from contingent.console.bar import Bar

USER_ERROR, INTERRUPTED = 2, 130

ScenarioArgument = Annotated[str, typer.Argument(help="A shipped name or a folder.")]
Draws = Annotated[int, typer.Option(help="Sampled worlds.")]
Seed = Annotated[int, typer.Option(help="Seed of all chance.")]
All = Annotated[
    bool, typer.Option("--all", help="Print every question, not only those that stand for all.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON and nothing else.")]


def print_json(data: dict[str, Any]) -> None:
    """Print plain data to stdout."""
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))


def tell_of_rate(bar: Bar) -> None:
    """Say on stderr what was played and how fast."""
    from contingent.console.out import tell

    if said := bar.said():
        tell(said)


def command_line() -> str:
    """Return the command as it was typed, for the manifest."""
    import shlex

    return shlex.join(["contingent", *sys.argv[1:]])
