"""The command line: parse, call, print."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from contingent.console import Bar

USER_ERROR, INTERRUPTED = 2, 130

app = typer.Typer(
    help="Say what happens to a contested country, and what the answer hangs on.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ScenarioArgument = Annotated[str, typer.Argument(help="A shipped name or a folder.")]
Draws = Annotated[int, typer.Option(help="Sampled worlds.")]
Seed = Annotated[int, typer.Option(help="Seed of all chance.")]
Json = Annotated[bool, typer.Option("--json", help="Print the summary as JSON and nothing else.")]


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


@app.command("run")
def run_command(  # noqa: PLR0917 -- typer calls it by name
    scenario: ScenarioArgument,
    draws: Draws = 2000,
    replicates: Annotated[int, typer.Option(help="Rolls of chance in each world.")] = 1,
    seed: Seed = 1,
    out: Annotated[
        str | None, typer.Option(help="Run folder [default: runs/SCENARIO-TIMESTAMP].")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier run there.")] = False,
    keep: Annotated[int, typer.Option(help="Draws whose full state is kept.")] = 500,
    as_json: Json = False,
) -> None:
    """Play a scenario and write its report."""
    from contingent import api
    from contingent.console import Bar, print_summary, tell

    api.check_numbers(draws=draws, replicates=replicates, seed=seed, keep=keep)
    with Bar() as bar:
        result = api.run(
            scenario,
            draws,
            replicates,
            seed,
            out=out,
            keep=keep,
            force=force,
            progress=bar,
            command=_command_line(),
        )
    folder = result.folder or Path()
    summary = api.show(folder)
    _print_json(summary) if as_json else print_summary(summary)
    _tell_of_rate(bar)
    if result.failed_runs:
        tell(f"{result.failed_runs:,} runs failed; they are kept, counted and left out of averages")
    tell(f"report: {folder / 'report.html'}")
    if result.interrupted:
        tell(f"interrupted: the folder holds the {result.draws:,} draws that were finished")
        raise typer.Exit(INTERRUPTED)


@app.command("ask")
def ask_command(
    scenario: ScenarioArgument,
    questions: Annotated[str, typer.Option(help="YAML file of questions.")],
    draws: Draws = 2000,
    seed: Seed = 1,
    out: Annotated[str | None, typer.Option(help="Write the answers to this JSON file.")] = None,
) -> None:
    """Answer a file of questions about a scenario."""
    from contingent import api, folder
    from contingent.console import Bar, print_answers, tell

    api.check_numbers(draws=draws, seed=seed)
    if out is not None:
        folder.check_file(Path(out))
    with Bar() as bar:
        answers = api.ask(scenario, questions, draws, seed, progress=bar)
    if out is not None:
        folder.write_json(Path(out), answers.as_dict())
    print_answers(answers)
    _tell_of_rate(bar)
    if out is not None:
        tell(f"answers: {out}")
    if answers.interrupted:
        tell(f"interrupted: these are the answers of the {answers.draws:,} finished draws")
        raise typer.Exit(INTERRUPTED)


@app.command("scenarios")
def scenarios_command() -> None:
    """List the shipped scenarios."""
    from contingent import api
    from contingent.console import print_scenarios

    print_scenarios([api.load(name) for name in api.scenarios()])


@app.command("show")
def show_command(
    run: Annotated[str, typer.Argument(help="A run folder.")], as_json: Json = False
) -> None:
    """Print the answers of an earlier run."""
    from contingent import api
    from contingent.console import print_summary, tell

    summary = api.show(run)
    _print_json(summary) if as_json else print_summary(summary)
    if (Path(run) / "report.html").is_file():
        tell(f"report: {Path(run) / 'report.html'}")


@app.command("schema")
def schema_command(
    kind: Annotated[str, typer.Argument(help="scenario, evidence or questions.")] = "scenario",
) -> None:
    """Print the JSON Schema of a file."""
    from contingent import api

    _print_json(api.schema(kind))


def _print_json(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))


def _tell_of_rate(bar: Bar) -> None:
    from contingent.console import tell

    if said := bar.said():
        tell(said)


def _command_line() -> str:
    import shlex

    return shlex.join(["contingent", *sys.argv[1:]])


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 2 the user's mistake, 130 interrupted."""
    # The base of every complaint about arguments; typer keeps its parser private.
    usage_error: Any = typer.BadParameter.__mro__[2]
    try:
        code = app(args=arguments, standalone_mode=False)
    except usage_error as error:
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        if message.strip():
            _complain(" ".join(f"contingent: {message}".split()))
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


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")
