"""`contingent report`: remake the page of a run."""

from __future__ import annotations

from typing import Annotated

import typer


def report(
    run: Annotated[str, typer.Argument(help="A run folder.")],
    out: Annotated[
        str | None, typer.Option(help="Write the page here [default: RUN/report.html].")
    ] = None,
) -> None:
    """Make the report of an earlier run anew."""
    from contingent.console import tell
    from contingent.running import write_report

    tell(f"report: {write_report(run, out)}")
