"""Why an answer differs: what each cause did, and the chain that leads to it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from contingent.analysis.causes.partings import ORDERS, START
from contingent.analysis.causes.words import WORDS, size
from contingent.analysis.paired import Paired
from contingent.analysis.plain_data import rounded
from contingent.analysis.stories.prose import say_day

NO_TITLES: Mapping[str, str] = MappingProxyType({})


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
        return chain(self)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, as ``contingent why --json`` prints it."""
        said = asdict(self) | {"date": self.date.isoformat(), "sentences": list(self.sentences)}
        for step in said["steps"]:
            step |= {name: step[name].isoformat() for name in ("parted", "largest")}
        found: dict[str, Any] = rounded(said)
        return found


def chain(found: Why, titles: Mapping[str, str] = NO_TITLES) -> tuple[str, ...]:
    """Return the chain, a sentence a step, and what became of the answer last.

    Parameters
    ----------
    found : Why
    titles : dict of str to str, optional
        What mechanisms are called, where not by their names.
    """
    if not found.chain:
        return (_no_chain(found.accounts[0], found.names),)
    lines = []
    for number, at in enumerate(found.chain):
        step = found.steps[at]
        why = (
            _root(step, found, titles)
            if not number
            else f"{step.says} ({titles.get(step.entered, step.entered)})"
        )
        lines.append(
            f"{'→ ' if number else ''}since {say_day(step.parted)}: {found.names[step.faction]}, "
            f"{WORDS[step.account]}: {why}; {size(step.account, step.difference, step.before)} "
            f"by {say_day(step.largest)}, most of it by {_said(step.cause, titles)}."
        )
    if found.answer is not None and found.answer.n:
        change = found.answer
        lines.append(
            f"→ {say_day(found.date)}: {found.ask} "
            f"{100 * found.before:.1f} % → {100 * found.after:.1f} % "
            f"({100 * change.difference:+.1f} ± {100 * change.se:.1f})"
        )
    return tuple(lines)


def _no_chain(first: Account, names: Mapping[str, str]) -> str:
    """Return that nothing differs, or that what does is too little for a chain."""
    whose = f" of {names[first.focus]}" if first.focus else ""
    if any(entry.clear for entry in first.totals if first.focus in {None, entry.faction}):
        said = "it differs at the end, but no chain of causes stands clear of chance, all accounts "
        said += "and dates looked at together; more draws may show one."
    else:
        said = "no difference that can be told from chance."
    return f"{WORDS[first.name]}{whose}: {said}"


def _root(step: Step, found: Why, titles: Mapping[str, str]) -> str:
    """Return where a chain begins."""
    if step.entered == ORDERS:
        return "ordered by the lever"
    if step.entered == START:
        return "set by the lever" if found.arm else "so drawn, before the first day"
    entered = titles.get(step.entered, step.entered)
    return f"entered through {entered}, and nothing earlier in the books accounts for it"


def _said(cause: str, titles: Mapping[str, str]) -> str:
    return {START: "what was there at the start", ORDERS: "the orders"}.get(
        cause, titles.get(cause, cause)
    )
