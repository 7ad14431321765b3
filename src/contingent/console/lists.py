"""Lists: scenarios, levers, what something holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from contingent.console.out import plain, stdout, table

if TYPE_CHECKING:
    from contingent.scenario.levers import Lever
    from contingent.scenario.model import Scenario


def print_scenarios(scenarios: Sequence[Scenario]) -> None:
    """Print names, titles and dates of scenarios."""
    shown = table()
    for heading in ("scenario", "title", "from", "to"):
        shown.add_column(heading, overflow="fold")
    for each in scenarios:
        shown.add_row(*(Text(str(x)) for x in (each.id, each.title, each.start, each.end)))
    stdout().print(shown)


def print_levers(levers: Sequence[Lever]) -> None:
    """Print names and titles of levers."""
    shown = table()
    for heading in ("lever", "what it does"):
        shown.add_column(heading, overflow="fold")
    for each in levers:
        shown.add_row(plain(each.id), plain(each.title))
    stdout().print(shown)


def print_facts(facts: dict[str, str]) -> None:
    """Print what something holds, a line each."""
    wide = max(map(len, facts), default=0)
    for name, said in facts.items():
        line = Text.assemble((f"{name:<{wide}}  ", "bold"), plain(said))
        stdout().print(line, soft_wrap=True)
