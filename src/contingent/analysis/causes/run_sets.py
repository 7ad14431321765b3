"""Two sets of runs, of two arms or of two kinds of worlds, and why their answers differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent.folder import fault
from contingent.interrupts import TOO_EARLY
from contingent.scenario.arms import Arm
from contingent.scenario.names import nearest
from contingent.scenario.problems import show

if TYPE_CHECKING:
    from contingent.analysis.causes.why import Why
    from contingent.scenario.questions import Question

FEWEST = 2
"""Runs that each set must have."""


@dataclass(frozen=True)
class Runs:
    """Runs of one arm: as in `Chunk`, and what they say to the question."""

    draw: Any
    observed: Any
    foreign: Any
    ledger: Any
    hit: Any
    counted: Any


@dataclass(frozen=True)
class Asked:
    """What is asked of which arms."""

    question: Question
    arm: Arm | None
    account: str | None
    times: Any
    end: date
    factions: dict[str, str]
    accounts: tuple[str, ...]
    causes: tuple[str, ...]


def check_account(account: str | None, known: tuple[str, ...]) -> None:
    """Raise a `UserError` if no account has that name."""
    if account is not None and account not in known:
        raise fault("--account", f"no account {show(account)}{nearest(account, known)}")


def compare_runs(about: Asked, played: Iterator[list[Runs]], draws: int) -> Why:
    """Keep the books of the two sets and explain the difference between them."""
    from contingent.analysis.causes.books import Bookkeeper
    from contingent.questions.dates import state_index
    from contingent.scenario.events import dates

    day = max(part.date for part in dates(about.question.event))
    last = state_index(about.times, about.end, day)
    keepers = [Bookkeeper(about.accounts, about.causes, last) for _ in range(2)]
    seen: list[list[Runs]] = []
    finished, interrupted = 0, False
    try:
        for group in played:
            first, second = group[0], group[-1]
            both = first.counted & second.counted
            sets = (both, both) if about.arm else (both & ~first.hit, both & first.hit)
            for keeper, runs, wanted in zip(keepers, (first, second), sets, strict=True):
                keeper.add(runs.draw, runs.observed, runs.foreign, runs.ledger, wanted)
            light = [replace(r, observed=None, foreign=None, ledger=None) for r in group]
            seen.append(light)
            finished = int(first.draw[-1]) + 1
    except KeyboardInterrupt:
        interrupted = True
        if not seen:
            raise KeyboardInterrupt(TOO_EARLY) from None
    return _explained(about, keepers, seen, day, interrupted or finished < draws)


def _explained(about: Asked, keepers: Any, seen: Any, day: date, interrupted: bool) -> Why:
    from contingent.analysis.causes.ledgers import Ledgers, explain, rate
    from contingent.analysis.causes.turns import accounts_of, follows
    from contingent.analysis.causes.why import Why
    from contingent.analysis.causes.words import WORDS
    from contingent.analysis.paired import paired

    first, second = (keeper.close() for keeper in keepers)
    counted = np.concatenate([g[0].counted & g[-1].counted for g in seen])
    before = np.concatenate([g[0].hit for g in seen])[counted]
    after = np.concatenate([g[-1].hit for g in seen])[counted]
    _check_sets(about, first.runs, second.runs)
    factions = tuple(about.factions)
    wanted = accounts_of(about.question.event, about.accounts)
    if about.account is not None:
        focus = next((f for name, f in wanted if name == about.account), None)
        wanted = ((about.account, focus),)
    books = Ledgers(first, second, about.accounts, about.causes, factions, about.times)
    accounts, steps, path = explain(books, wanted)
    notes = []
    if about.account is None and not follows(about.question.event, about.accounts):
        near = ", ".join(WORDS[account.name] for account in accounts)
        notes.append(f"the books have no account of the event itself; shown is the nearest: {near}")
    levers = about.arm is not None
    if levers and np.array_equal(before, after):
        often = "in every run" if before.all() else "in no run" if not before.any() else "alike"
        notes.append(f"the lever changes the answer of no run: it happened {often} in both arms")
    return Why(
        question=about.question.id,
        ask=about.question.ask,
        arm=about.arm.id if about.arm else None,
        title=about.arm.title if about.arm else None,
        date=day,
        runs=(first.runs, second.runs),
        before=rate(before) if levers else 0.0,
        after=rate(after) if levers else 1.0,
        answer=_answer(seen, paired) if levers else None,
        accounts=accounts,
        steps=steps,
        chain=path,
        names=about.factions,
        notes=tuple(notes),
        interrupted=interrupted,
    )


def _answer(seen: Any, paired: Any) -> Any:
    """Return what the lever does to the answer; runs of one draw in one row."""
    draw = np.concatenate([group[0].draw for group in seen])
    columns = int((draw == draw[0]).sum())
    pairs = [(group[0].hit, group[-1].hit, group[0].counted & group[-1].counted) for group in seen]
    return paired(*(np.concatenate(part).reshape(-1, columns) for part in zip(*pairs, strict=True)))


def _check_sets(about: Asked, without: int, having: int) -> None:
    if without >= FEWEST and having >= FEWEST:
        return
    name = about.question.id
    if about.arm is not None:
        message = f"{name}: only {having} pairs of runs count"
    elif having < FEWEST:
        message = f"{name} happened in {having} of {without + having} runs: too few to compare"
    else:
        message = f"{name} happened in all but {without} of {without + having} runs: too few others"
    raise fault("--question", f"{message}; ask another question, or play more --draws")
