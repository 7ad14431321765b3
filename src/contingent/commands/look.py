"""`contingent scenarios`, `show` and `schema`: what there is to read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contingent.commands.options import All, Json, ScenarioArgument, print_json


def scenarios() -> None:
    """List the shipped scenarios."""
    from contingent import api
    from contingent.console.lists import print_scenarios

    print_scenarios([api.load(name) for name in api.scenarios()])


def levers(scenario: ScenarioArgument) -> None:
    """List the levers of a scenario."""
    from contingent import api
    from contingent.console.lists import print_levers

    print_levers(list(api.levers(scenario).values()))


def show(
    run: Annotated[str, typer.Argument(help="A run folder.")],
    every: All = False,
    as_json: Json = False,
) -> None:
    """Print the answers of an earlier run."""
    from contingent import api
    from contingent.console.answers import print_summary
    from contingent.console.front import Front
    from contingent.console.out import tell
    from contingent.questions.front import stored_front
    from contingent.questions.result import read_manifest

    summary, manifest = api.show(run), read_manifest(Path(run))
    shown = Front.of_run(Path(run), () if every else stored_front(Path(run)))
    print_json(summary) if as_json else print_summary(summary, shown)
    if manifest.get("status") != "finished":
        done, planned = summary["draws"], manifest.get("draws", summary["draws"])
        tell(f"interrupted: these are {done:,} of {planned:,} draws")
    if (Path(run) / "report.html").is_file():
        tell(f"report: {Path(run) / 'report.html'}")


def schema(
    kind: Annotated[str, typer.Argument(help="scenario, evidence or questions.")] = "scenario",
) -> None:
    """Print the JSON Schema of a file."""
    from contingent import api

    print_json(api.schema(kind))
