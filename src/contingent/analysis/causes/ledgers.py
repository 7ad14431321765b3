"""Two sets of runs set against each other by their books.

Two sets of runs are set against each other: the same worlds without and with a lever, or the
worlds in which an event happened and those in which it did not. What each mechanism and faction
contributed to an account adds up to the difference between the two sets, for the books of every run
add up. Of worlds where it happened and where not, what is said is how they differ, not what would
have happened had something been otherwise; with a lever both are the same, for all else is equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contingent.analysis.causes.books import Books
from contingent.analysis.causes.partings import START, Parting, back_from, partings
from contingent.analysis.causes.why import Account, Entry, Step
from contingent.analysis.clustered import difference


@dataclass(frozen=True)
class Ledgers:
    """Two sets of books and the names along their axes.

    Attributes
    ----------
    first, second : Books
    accounts, causes, factions : tuple of str
    times : datetime64[D] [time]
    """

    first: Books
    second: Books
    accounts: tuple[str, ...]
    causes: tuple[str, ...]
    factions: tuple[str, ...]
    times: Any

    def steps(self) -> tuple[tuple[Parting, ...], tuple[Step, ...]]:
        """Return every account that parted, by position and by name."""
        found = partings(self.first, self.second, self.accounts, self.causes)
        return found, tuple(self._step(p) for p in found)

    def _step(self, p: Parting) -> Step:
        days = self.times.astype("datetime64[D]")
        return Step(
            account=self.accounts[p.account],
            faction=self.factions[p.faction],
            parted=days[p.parted].item(),
            largest=days[p.largest].item(),
            difference=p.difference,
            se=p.se,
            before=p.before,
            entered=p.entered,
            cause=p.cause,
            source=p.source,
            says=p.channel.says if p.channel else None,
        )

    def account(self, name: str, focus: int | None) -> Account:
        """Take the difference in one account apart."""
        a, sides = self.accounts.index(name), (self.first, self.second)
        parts = [side.cause[:, :, a] for side in sides]
        rests = [side.remainder[:, a] for side in sides]
        ends = [part.sum(1) + rest for part, rest in zip(parts, rests, strict=True)]
        change, se = self._between(parts)
        rest, _ = self._between(rests)
        total, total_se = self._between(ends)
        entries = [
            Entry(cause, faction, float(change[c, f]), float(se[c, f]))
            for c, cause in enumerate((START, *self.causes))
            for f, faction in enumerate(self.factions)
            if any(side.cause[:, c, a, f].any() for side in sides)
        ]
        return Account(
            name=name,
            focus=None if focus is None else self.factions[focus],
            entries=tuple(sorted(entries, key=lambda e: -abs(e.difference))),
            totals=tuple(
                Entry("total", faction, float(total[f]), float(total_se[f]))
                for f, faction in enumerate(self.factions)
            ),
            before={n: float(x) for n, x in zip(self.factions, ends[0].mean(0), strict=True)},
            remainder={n: float(x) for n, x in zip(self.factions, rest, strict=True)},
        )

    def _between(self, values: Sequence[Any]) -> tuple[Any, Any]:
        return difference(values[0], values[1], self.first.draw, self.second.draw)


def explain(
    books: Ledgers, wanted: Sequence[tuple[str, int | None]]
) -> tuple[tuple[Account, ...], tuple[Step, ...], tuple[int, ...]]:
    """Return the accounts wanted, every step, and the chain to the first of the accounts."""
    found, steps = books.steps()
    name, focus = wanted[0]
    path = back_from(found, books.accounts.index(name), focus)
    focuses: dict[str, int | None] = {}
    for each, faction in wanted:
        # several factions of one account: the table has them all
        focuses[each] = faction if focuses.get(each, faction) == faction else None
    tables = tuple(books.account(each, faction) for each, faction in focuses.items())
    return tables, steps, path


def rate(hit: Any) -> float:
    """Return the share of runs with the event; NaN of none."""
    return float(np.mean(hit)) if len(hit) else float("nan")
