"""`contingent check`: say what is wrong with a scenario, without running it."""

from __future__ import annotations

from typing import Annotated

import typer

from contingent.commands.options import USER_ERROR, Json, ScenarioArgument, print_json


def check(
    scenario: ScenarioArgument,
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")] = False,
    sources: Annotated[
        str | None, typer.Option(help="Folder of the sources' texts, to look locators up in.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what is wrong with a scenario, or that it is sound."""
    from contingent.console.lists import print_facts
    from contingent.console.out import tell
    from contingent.report.words import counted
    from contingent.studies.check import check as look

    found = look(scenario, sources)
    if strict:
        found = found.strictly()
    if as_json:
        print_json(found.as_dict())
    else:
        for problem in found.errors:
            tell(str(problem))
        for problem in found.warnings:
            tell(problem.as_warning())
        if found.sound:
            print_facts(found.facts)
        errors = counted(len(found.errors), "error", "errors")
        warnings = counted(len(found.warnings), "warning", "warnings")
        said = f"{errors}, {warnings}"
        tell(f"{scenario}: {'sound, ' if found.sound else ''}{said}")
    if not found.sound:
        raise typer.Exit(USER_ERROR)
