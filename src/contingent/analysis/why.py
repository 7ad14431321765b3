"""Why an answer differs: the ledger of causes, and the chain that leads to it.

Two sets of runs are set against each other: the same worlds without and with a lever, or the
worlds in which an event happened and those in which it did not. What each mechanism and faction
contributed to an account adds up to the difference between the two sets, for the books of every run
add up. Of worlds where it happened and where not, what is said is how they differ, not what would
have happened had something been otherwise; with a lever both are the same, for all else is equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from contingent.analysis.books import Books
from contingent.analysis.clustered import difference
from contingent.analysis.paired import Paired
from contingent.analysis.partings import START, Parting, back_from, partings
from contingent.analysis.plain_data import rounded


@dataclass(frozen=True)
class Entry:
    """What one cause did to one faction's account.

    Attributes
    ----------
    cause, faction : str
        A mechanism, ``orders`` or ``start`` (what differs on the start date); id of the faction.
    difference, se : float
        Contribution to the difference between the two sets of runs, and its standard error.
    """

    cause: str
    faction: str
    difference: float
    se: float

    @property
    def clear(self) -> bool:
        """Whether it is beyond two standard errors."""
        return abs(self.difference) > 2 * self.se


@dataclass(frozen=True)
class Account:
    """The difference in one account, taken apart.

    Attributes
    ----------
    name : str
        One of the accounts of the ledger.
    focus : str or None
        Faction that the question is about; None for all.
    entries : tuple of Entry
        Contributions that are not zero everywhere, largest first.
    totals : tuple of Entry
        Difference of each faction's account as recorded; its cause is ``total``.
    before : dict of str to float
        Mean of each faction's account in the first set of runs.
    remainder : dict of str to float
        Total less the sum of the entries: rounding.
    """

    name: str
    focus: str | None
    entries: tuple[Entry, ...]
    totals: tuple[Entry, ...]
    before: dict[str, float]
    remainder: dict[str, float]

    def __getitem__(self, key: tuple[str, str]) -> Entry:
        """Return the entry of a cause and a faction; zero if that cause changed nothing."""
        cause, faction = key
        for entry in (*self.entries, *self.totals):
            if (entry.cause, entry.faction) == key:
                return entry
        return Entry(cause, faction, 0.0, 0.0)


@dataclass(frozen=True)
class Step:
    """One account that parted, and what it can have come from.

    Attributes
    ----------
    account, faction : str
    parted, largest : date
        Since when it differs, and when it differed most.
    difference, se, before : float
        How much then, the error, and the mean of the first set of runs.
    entered, cause : str
        What brought most of it when it parted, and when it was largest.
    source : int or None
        Position of the step that it can have come from.
    says : str or None
        What links the two, in words.
    """

    account: str
    faction: str
    parted: date
    largest: date
    difference: float
    se: float
    before: float
    entered: str
    cause: str
    source: int | None
    says: str | None


@dataclass(frozen=True)
class Why:
    """Why an answer differs.

    Attributes
    ----------
    question, ask : str
        Id and text of the question.
    arm, title : str or None
        The lever, and what it does; None where worlds of one arm are compared.
    date : date
        The question's date, to which contributions are counted.
    runs : (int, int)
        Runs of the first set (baseline, or without the event) and of the second.
    before, after : float
        Share of the runs of each set in which the event happened.
    answer : Paired or None
        What the lever does to the answer.
    accounts : tuple of Account
        The accounts that the question turns on.
    steps : tuple of Step
        Every account that parted, in order of time.
    chain : tuple of int
        Positions of the steps that lead to the first of the accounts, the earliest first.
    names : dict of str to str
        Names of the factions.
    notes : tuple of str
    interrupted : bool
        Whether less was played than asked for.
    """

    question: str
    ask: str
    arm: str | None
    title: str | None
    date: date
    runs: tuple[int, int]
    before: float
    after: float
    answer: Paired | None
    accounts: tuple[Account, ...]
    steps: tuple[Step, ...]
    chain: tuple[int, ...]
    names: dict[str, str]
    notes: tuple[str, ...] = ()
    interrupted: bool = False

    def __getitem__(self, name: str) -> Account:
        """Return an account by its name."""
        for account in self.accounts:
            if account.name == name:
                return account
        raise KeyError(f"no account {name!r} (one of: {', '.join(a.name for a in self.accounts)})")

    @property
    def sentences(self) -> tuple[str, ...]:
        """The chain in words, a sentence a step."""
        from contingent.analysis.why_words import chain

        return chain(self)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, as ``contingent why --json`` prints it."""
        said = asdict(self) | {"date": self.date.isoformat(), "sentences": list(self.sentences)}
        for step in said["steps"]:
            step |= {name: step[name].isoformat() for name in ("parted", "largest")}
        found: dict[str, Any] = rounded(said)
        return found


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
