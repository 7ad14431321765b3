"""`contingent report`: remake the page of a run, and its charts as files."""

from __future__ import annotations

from typing import Annotated

import typer


def report(
    run: Annotated[str, typer.Argument(help="A run folder.")],
    out: Annotated[
        str | None, typer.Option(help="Write the page here [default: RUN/report.html].")
    ] = None,
    charts: Annotated[
        str | None, typer.Option(help="Write every chart into this folder too.")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", help="Kind of these files: svg, png or pdf [default: svg]."),
    ] = None,
) -> None:
    """Make the report of an earlier run anew."""
    from contingent.console.out import tell
    from contingent.folder import fault
    from contingent.running import write_charts, write_report

    if form is not None and charts is None:
        raise fault("--format", "is the kind of the charts' files: name their folder by --charts")
    if charts is not None:
        made = write_charts(run, charts, form or "svg")
        tell(f"charts: {len(made)} files in {charts}")
    tell(f"report: {write_report(run, out)}")
