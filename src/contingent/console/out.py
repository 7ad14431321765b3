"""Where things are printed, and how: tables to stdout, messages to stderr, no text that styles."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

NOT_KNOWN = "not known"
WIDE = 120  # columns where the output is no terminal


def tell(text: str) -> None:
    """Print a message to stderr, unwrapped."""
    sys.stderr.write(text + "\n")


def table() -> Table:
    """Return an empty table in the style of all."""
    from rich import box

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)


def plain(text: str) -> Text:
    """Return a text that neither markup nor escape codes can style."""
    return Text("".join(c if c.isprintable() else " " for c in text))


def print_whole(shown: Table) -> None:
    """Print a table with every number whole, in longer lines than there is room for if need be."""
    console = stdout()
    boundless = console.options.update(width=10 * WIDE)
    console.width = max(console.width, Measurement.get(console, boundless, shown).minimum)
    console.print(shown)


def stdout() -> Console:
    """Return where tables are printed."""
    return Console(width=None if sys.stdout.isatty() else WIDE)
