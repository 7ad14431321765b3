"""The command line: parse, call, print."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Annotated, Any

import typer

from contingent.commands import (
    ablate,
    ask,
    check,
    compare,
    drivers,
    evidence,
    history,
    look,
    new,
    report,
    run,
    score,
    signposts,
    story,
    value,
    why,
)
from contingent.commands.options import INTERRUPTED, USER_ERROR

COMMANDS: dict[str, Callable[..., None]] = {
    "run": run.run,
    "compare": compare.compare,
    "ask": ask.ask,
    "ablate": ablate.ablate,
    "new": new.new,
    "check": check.check,
    "score": score.score,
    "evidence": evidence.evidence,
    "value": value.value,
    "drivers": drivers.drivers,
    "signposts": signposts.signposts,
    "why": why.why,
    "story": story.story,
    "scenarios": look.scenarios,
    "levers": look.levers,
    "show": look.show,
    "report": report.report,
    "schema": look.schema,
}
"""Every command by its name, in the order of the help."""

GROUPS: dict[str, tuple[str, dict[str, Callable[..., None]]]] = {
    "history": (history.HELP, history.COMMANDS),
}
"""Groups of commands by name: what they are for, and their commands."""

SELDOM = 500_000
"""New objects after which those are looked for that only refer to each other (Python: 700)."""

TURN = 0.001
"""Seconds after which a thread lets another have its turn (Python: 0.005)."""

app = typer.Typer(
    help="Say what happens to a contested country, and what the answer hangs on.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from contingent import __version__

        typer.echo(f"contingent {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Say what happens to a contested country, and what the answer hangs on."""


def _heard(command: Callable[..., None]) -> Callable[..., None]:
    """Have a command say that it was interrupted; typer would end it without a word."""

    @wraps(command)
    def heard(*given: Any, **named: Any) -> None:
        try:
            command(*given, **named)
        except KeyboardInterrupt as error:
            _complain(str(error) or "interrupted")
            raise typer.Exit(INTERRUPTED) from error

    return heard


def _group(about: str, commands: dict[str, Callable[..., None]]) -> typer.Typer:
    group = typer.Typer(
        help=about,
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name, command in commands.items():
        group.command(name)(_heard(command))
    return group


for _name, _command in COMMANDS.items():
    app.command(_name)(_heard(_command))
for _name, (_about, _commands) in GROUPS.items():
    app.add_typer(_group(_about, _commands), name=_name)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 2 the user's mistake, 130 interrupted."""
    # The base of every complaint about arguments; typer keeps its parser private.
    usage_error: Any = typer.BadParameter.__mro__[2]
    try:
        code = app(args=arguments, standalone_mode=False)
    except usage_error as error:
        from contingent.console.usage import said_of

        given = sys.argv[1:] if arguments is None else arguments
        _complain(said_of(error, typer.main.get_command(app), given))
        code = USER_ERROR
    except (KeyboardInterrupt, typer.Abort) as error:
        _complain(str(error) or "interrupted")
        code = INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has heard enough
        sys.stdout = None
        code = 0
    except Exception as error:
        from contingent.scenario.problems import UserError

        if not isinstance(error, UserError):
            raise
        _complain(str(error))
        code = USER_ERROR
    sys.exit(code or 0)


def start() -> None:
    """Run the command line of this process, and leave without clearing away what it has built up.

    That would take half a second, or as long as something is still being fetched or compiled.
    """
    _spare_the_processor()
    try:
        main()
    except SystemExit as left:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                with suppress(OSError):
                    stream.flush()
        os._exit(left.code if isinstance(left.code, int) else 1)


def _spare_the_processor() -> None:
    """Keep Python and numpy from spending a tenth of a short command on themselves."""
    gc.set_threshold(SELDOM)
    # threads that read and store hand over to each other often, and each waits for its turn
    sys.setswitchinterval(TURN)
    # every core is at work already: threads that wait for small matrices take time from them
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")
