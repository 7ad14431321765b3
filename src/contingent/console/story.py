"""A story, as the command line prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contingent.console.out import plain, stdout, table

if TYPE_CHECKING:
    from contingent.analysis.stories.story import Story


def print_story(found: Story) -> None:
    """Print which world it is, what happened in it by date, and how it ended."""
    console = stdout()
    arm = "" if found.arm == "baseline" else f", {found.arm}"
    which = f"draw {found.draw}, replicate {found.replicate}{arm}"
    chosen = "" if found.chosen == f"draw {found.draw}" else f": {found.chosen}"
    console.print(plain(found.title), style="bold")
    console.print(plain(f"{which}{chosen}"), soft_wrap=True)
    for line in found.world:
        console.print(plain(line))
    shown = table()
    shown.show_header = False
    shown.add_column("", no_wrap=True)
    shown.add_column("", overflow="fold", ratio=1)
    for told in found.lines:
        shown.add_row(plain(told.when), plain(told.text))
    console.print(shown)
    console.print(plain(found.end))
