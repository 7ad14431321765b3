"""`contingent story`: one world as a dated chronicle."""

from __future__ import annotations

from typing import Annotated

import typer

from contingent.commands.options import INTERRUPTED, Json, Seed, print_json, tell_of_rate


def story(  # noqa: PLR0917 -- typer calls it by name
    source: Annotated[str, typer.Argument(help="A run folder to read, or a scenario to play.")],
    draw: Annotated[int | None, typer.Option(help="Tell this world.")] = None,
    median: Annotated[
        bool, typer.Option("--median", help="Tell the middle world [the default].")
    ] = False,
    worst: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="Tell a world with so few as bad or worse, as 5%."),
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="SERIES", help="Order worlds by a series, or SERIES:FACTION.")
    ] = "battle_deaths",
    replicate: Annotated[int | None, typer.Option(help="Which roll of chance in --draw.")] = None,
    arm: Annotated[str, typer.Option(help="Arm of the run, or a lever to play.")] = "baseline",
    scenario: Annotated[
        str | None, typer.Option(help="What the run was played from, if it is not shipped.")
    ] = None,
    draws: Annotated[int, typer.Option(help="Worlds played to choose from.")] = 300,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Tell one world by date: captures, patrons, talks and tolls."""
    from contingent.console.bar import Bar
    from contingent.console.out import tell
    from contingent.console.story import print_story
    from contingent.studies import story as study

    share = _share(worst)
    if median and (draw is not None or share is not None):
        raise _fault("--median", "does not go with --draw or --worst")
    with Bar() as bar:
        found = study.story(
            source,
            draw,
            replicate,
            worst=share,
            by=by,
            arm=arm,
            draws=draws,
            seed=seed,
            scenario=scenario,
            progress=bar,
        )
    print_json(found.as_dict()) if as_json else print_story(found)
    tell_of_rate(bar)
    for note in found.notes:
        tell(note)
    if found.interrupted:
        tell("interrupted: the world was chosen among those that were finished")
        raise typer.Exit(INTERRUPTED)


def _share(text: str | None) -> float | None:
    """Return a share written as ``5%`` or ``0.05``."""
    if text is None:
        return None
    number = text.strip().removesuffix("%")
    try:
        return float(number) / (100 if number != text.strip() else 1)
    except ValueError:
        raise _fault("--worst", f'"{text}" is no share; write it as 5% or 0.05') from None


def _fault(option: str, message: str) -> Exception:
    from contingent.folder import fault

    return fault(option, message)
