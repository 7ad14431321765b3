"""`contingent run`: play a scenario and write its report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contingent.commands.options import (
    INTERRUPTED,
    All,
    Json,
    ScenarioArgument,
    Seed,
    command_line,
    print_json,
    tell_of_rate,
)

if TYPE_CHECKING:
    from contingent.questions.result import Result

DRAWS, MOST_DRAWS = 2000, 100_000


def run(  # noqa: PLR0917 -- typer calls it by name
    scenario: ScenarioArgument,
    draws: Annotated[int | None, typer.Option(help=f"Sampled worlds [default: {DRAWS}].")] = None,
    replicates: Annotated[int, typer.Option(help="Rolls of chance in each world.")] = 1,
    seed: Seed = 1,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", help="Play a lever, or several as a+b, beside it; may be repeated."),
    ] = None,
    until: Annotated[
        float | None, typer.Option(help="Add draws until every standard error is below this.")
    ] = None,
    max_draws: Annotated[
        int | None, typer.Option(help=f"At most so many with --until [default: {MOST_DRAWS}].")
    ] = None,
    out: Annotated[
        str | None, typer.Option(help="Run folder [default: runs/SCENARIO-TIMESTAMP].")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier run there.")] = False,
    keep: Annotated[int, typer.Option(help="Draws whose full state is kept.")] = 500,
    every: All = False,
    as_json: Json = False,
) -> None:
    """Play a scenario and write its report."""
    from contingent import api
    from contingent.console.answers import print_summary
    from contingent.console.bar import Bar
    from contingent.console.front import Front
    from contingent.questions.front import front

    with Bar() as bar:
        result = api.run(
            scenario,
            _draws(draws, until, max_draws),
            replicates,
            seed,
            arms=with_ or (),
            until=until,
            out=out,
            keep=keep,
            force=force,
            progress=bar,
            command=command_line(),
        )
    summary = api.show(result.folder or Path())
    shown = Front.of_run(result.folder or Path(), () if every else front(result.questions))
    print_json(summary) if as_json else print_summary(summary, shown)
    tell_of_rate(bar)
    _close(result)


def _draws(draws: int | None, until: float | None, most: int | None) -> int:
    from contingent.folder import fault

    if until is None and most is not None:
        raise fault("--max-draws", "needs --until; without it, --draws says how many are played")
    if until is not None and draws is not None:
        raise fault("--draws", "does not go with --until; say --max-draws")
    wanted, otherwise = (draws, DRAWS) if until is None else (most, MOST_DRAWS)
    return otherwise if wanted is None else wanted


def _close(result: Result) -> None:
    """Say what the reader of the numbers must know, and where the rest lies."""
    from contingent.console.out import tell

    if result.failed_runs:
        tell(f"{result.failed_runs:,} runs failed; they are kept, counted and left out of averages")
    if reached := result.manifest.get("precision"):
        _tell_of_precision(reached, result.interrupted)
    folder = result.folder or Path()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    tell(f"report: {folder / 'report.html'} (the folder takes {max(size / 1e6, 1):,.0f} MB)")
    if result.interrupted:
        tell(f"interrupted: the folder holds the {result.draws:,} draws that were finished")
        raise typer.Exit(INTERRUPTED)


def _tell_of_precision(found: dict[str, Any], interrupted: bool) -> None:
    from contingent.console.out import tell

    draws, wanted = found["draws"], found["wanted"]
    if found["never"]:
        tell(f"never applied, so left out of the precision: {', '.join(found['never'])}")
    if found["reached"]:
        tell(f"every standard error is below {wanted:g} after {draws:,} draws")
    else:
        where = f"{found['question']} ({found['arm']})"
        cause = "" if interrupted else "--max-draws: "
        tell(
            f"{cause}{draws:,} draws leave a standard error of {found['se']:.2g} in {where}; "
            f"{wanted:g} takes about {float(format(found['needed'], '.2g')):,.0f}"
        )
