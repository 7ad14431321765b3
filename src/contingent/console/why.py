"""The ledger of causes and its chain, as the command line prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from contingent.analysis.causes.partings import ORDERS, START
from contingent.analysis.causes.words import UNITS, WORDS, scale, size
from contingent.analysis.names import amount
from contingent.console.out import plain, stdout, table

if TYPE_CHECKING:
    from rich.table import Table

    from contingent.analysis.causes.why import Account, Entry, Step, Why

CAUSES = {START: "as it began", ORDERS: "orders of the lever"}
"""What is no mechanism, in words."""

FEWER = 20
"""Steps shown; all are in the JSON."""
NOTE = (
    "± standard error; * beyond two errors, each number by itself. “After” names the earlier "
    "difference that one can have come from, and how the model leads from it to this one. It is "
    "where in the model's accounts the two sets of runs part, and proves nothing beyond the model."
)


def print_why(found: Why) -> None:
    """Print the chain in words, then every account taken apart, then when each account parted."""
    console = stdout()
    console.print(plain(found.ask), style="bold")
    console.print(plain(_sets(found)), soft_wrap=True)
    for line in found.sentences:
        console.print(plain(line))
    for account in found.accounts:
        console.print(_account(account, found))
    if found.steps:
        console.print(_steps(found))
    console.print(Text(NOTE, "dim"))


def _sets(found: Why) -> str:
    first, second = found.runs
    if found.arm is not None:
        return f"baseline against {found.arm} ({found.title}), {first:,} pairs of runs"
    return f"{second:,} runs in which it happened against {first:,} in which it did not"


def _account(account: Account, found: Why) -> Table:
    unit = UNITS[account.name]
    shown = table()
    shown.add_column(f"{WORDS[account.name]}, {unit}, to {found.date}", no_wrap=True)
    for name in found.names.values():
        shown.add_column(plain(name), justify="right", overflow="fold")
    for cause in dict.fromkeys(entry.cause for entry in account.entries):
        shown.add_row(
            CAUSES.get(cause, cause), *(_cell(account, account[cause, f]) for f in found.names)
        )
    shown.add_row(
        Text("difference", "bold"),
        *(_cell(account, account["total", f]) for f in found.names),
    )
    factor = scale(account.name)
    rest = (f"{factor * account.remainder[f]:+.1g}  " for f in found.names)
    shown.add_row("remainder (rounding)", *rest)
    before = (f"{amount(factor * account.before[f])}  " for f in found.names)
    first = "baseline" if found.arm is not None else "where it did not happen"
    shown.add_row(first, *before)
    return shown


def _cell(account: Account, entry: Entry) -> Text:
    factor = scale(account.name)
    if not entry.difference and not entry.se:
        return Text("0  ")
    sign = "+" if entry.difference >= 0 else "-"
    text = f"{sign}{amount(factor * abs(entry.difference))} ± {factor * entry.se:.2g}"
    return Text(f"{text} *", "bold") if entry.clear else Text(f"{text}  ")


def _steps(found: Why) -> Table:
    shown = table()
    shown.add_column("since", no_wrap=True)
    shown.add_column("account", overflow="fold", ratio=3)
    shown.add_column("first through", overflow="fold", ratio=4)
    shown.add_column("largest difference", justify="right", overflow="fold", ratio=3)
    for heading in ("on", "mostly by"):
        shown.add_column(heading, no_wrap=True)
    for step in found.steps[:FEWER]:
        shown.add_row(
            str(step.parted),
            plain(f"{found.names[step.faction]}, {WORDS[step.account]}"),
            plain(_entered(step, found)),
            size(step.account, step.difference, step.before),
            str(step.largest),
            CAUSES.get(step.cause, step.cause),
        )
    return shown


def _entered(step: Step, found: Why) -> str:
    """Return through what a step entered, and after which earlier one, linked by what."""
    entered = CAUSES.get(step.entered, step.entered)
    if step.source is None:
        return entered
    earlier = found.steps[step.source]
    after = f"{WORDS[earlier.account]} of {found.names[earlier.faction]}"
    return f"{entered}, after “{after}”: {step.says}"
