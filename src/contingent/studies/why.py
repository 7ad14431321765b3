"""Why an answer differs between two arms, or between worlds: play or read, keep books, explain."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent import api
from contingent.analysis.names import Names
from contingent.analysis.question import find_question, stored_questions
from contingent.analysis.records import kept_draws, stored, stored_runs
from contingent.folder import fault
from contingent.playing import Plan, Progress, chunks
from contingent.questions.result import MANIFEST, RUNS_AT_ONCE, Result, open_result
from contingent.scenario.arms import Arm, arms_of
from contingent.scenario.names import nearest
from contingent.scenario.problems import show

if TYPE_CHECKING:
    from contingent.analysis.why import Why
    from contingent.scenario.model import Scenario
    from contingent.scenario.questions import Question

FEWEST = 2
"""Runs that each set must have."""


@dataclass(frozen=True)
class _Runs:
    """Runs of one arm: as in `Chunk`, and what they say to the question."""

    draw: Any
    observed: Any
    foreign: Any
    ledger: Any
    hit: Any
    counted: Any


@dataclass(frozen=True)
class _Asked:
    """What is asked of which arms."""

    question: Question
    arm: Arm | None
    account: str | None
    times: Any
    end: date
    factions: dict[str, str]
    accounts: tuple[str, ...]
    causes: tuple[str, ...]


def why(
    source: Scenario | Result | str | os.PathLike[str],
    lever: str | Arm | None = None,
    question: str | None = None,
    draws: int = 1000,
    seed: int = 1,
    *,
    account: str | None = None,
    progress: Progress | None = None,
) -> Why:
    """Say what an answer's difference consists of, and how it came about.

    Parameters
    ----------
    source : Scenario, name, folder, run folder or Result
        A scenario is played; of a run the draws are read whose ledgers were kept.
    lever : str or Arm, optional
        Compare the baseline with this lever (of a run: with this arm). Without one, the worlds in
        which the event happened are compared with those in which it did not.
    question : str, optional
        Id of a question; the first by default.
    draws, seed : int
        Of the runs, where a scenario is played.
    account : str, optional
        Account to take apart; by default those that the question turns on.
    progress : Progress, optional
        Is told how far it has come.

    Raises
    ------
    UserError
        For an unknown lever, question or account, a run without ledgers, and without a lever for
        an event that happened in every world or in none.
    """
    if isinstance(source, str | os.PathLike) and (Path(source) / MANIFEST).is_file():
        source = open_result(Path(source))
    if isinstance(source, Result):
        return _of_result(source, lever, question, account)
    plan = Plan(draws, 1, seed, keep=draws)
    loaded = api.load(source)
    return _of_scenario(loaded, lever, question, plan, account=account, progress=progress)


def _of_scenario(
    scenario: Scenario,
    lever: str | Arm | None,
    question: str | None,
    plan: Plan,
    *,
    account: str | None,
    progress: Progress | None,
) -> Why:
    from contingent.engine.model import make_model
    from contingent.engine.step import ACCOUNTS, CAUSES

    api.check_numbers(draws=plan.draws, seed=plan.seed)
    arms = arms_of(scenario, [lever] if lever is not None else [], "LEVER")
    asked = find_question(scenario.questions, question)
    _check_account(account, ACCOUNTS)
    model = make_model(replace(scenario, questions=(asked,)))
    about = _Asked(
        question=asked,
        arm=arms[-1] if lever is not None else None,
        account=account,
        times=model.template.calendar.times,
        end=scenario.end,
        factions=Names.of(scenario).factions,
        accounts=ACCOUNTS,
        causes=CAUSES,
    )

    def play() -> Iterator[list[_Runs]]:
        now: list[_Runs] = []
        for chunk, found in chunks(model, plan, progress, arms[1:]):
            hit, given = found.hit[:, 0], found.given[:, 0]
            counted = given & ~chunk.failed
            foreign = chunk.full["foreign"]
            now.append(_Runs(chunk.draw, chunk.observed, foreign, chunk.ledger, hit, counted))
            if len(now) == len(arms):
                yield now
                now = []

    return _compare(about, play(), plan.draws)


def _of_result(
    result: Result, lever: str | Arm | None, question: str | None, account: str | None
) -> Why:
    where = str(result.folder or "result")
    kept = kept_draws(result)
    if not kept:
        raise fault(where, "keeps no ledgers; run it again with --keep DRAWS")
    name = lever.id if isinstance(lever, Arm) else lever
    if name is not None and name not in result.arms[1:]:
        raise fault("LEVER", f"the run has no arm {show(name)}{nearest(name, result.arms[1:])}")
    tree: Any = result.tree["ledger"]
    tree = tree.to_dataset(inherit=True)
    accounts = tuple(str(a) for a in tree["account"].values)
    _check_account(account, accounts)
    asked = find_question(stored_questions(result.questions, where), question)
    about = _Asked(
        question=asked,
        arm=Arm(name, result.title_of(name)) if name is not None else None,
        account=account,
        times=result.times,
        end=date.fromisoformat(result.scenario["end"]),
        factions=Names.of(result.scenario).factions,
        accounts=accounts,
        causes=tuple(str(c) for c in tree["mechanism"].values),
    )
    numbers = [0] if name is None else [0, result.arms.index(name)]
    at = [q["id"] for q in result.questions].index(asked.id)
    step = max(1, RUNS_AT_ONCE // 8 // result.replicates)

    def read() -> Iterator[list[_Runs]]:
        for first in range(0, kept, step):
            some = slice(first, min(first + step, kept))
            yield [_read(result, some, arm, at) for arm in numbers]

    return _compare(about, read(), kept)


def _read(result: Result, some: slice, arm: int, question: int) -> _Runs:
    def of(path: str) -> Any:
        return stored(result, path, some, arm)

    sound = result.sound(result.arms[arm])[some].ravel()
    return _Runs(
        draw=np.repeat(np.arange(some.start, some.stop), result.replicates),
        observed=stored_runs(result, some, arm),
        foreign=of("full/foreign"),
        ledger=of("ledger/change")[:, 1:],
        hit=of("outcomes/hit")[:, question].astype(bool),
        counted=of("outcomes/given")[:, question].astype(bool) & sound,
    )


def _check_account(account: str | None, known: tuple[str, ...]) -> None:
    if account is not None and account not in known:
        raise fault("--account", f"no account {show(account)}{nearest(account, known)}")


def _compare(about: _Asked, played: Iterator[list[_Runs]], draws: int) -> Why:
    """Keep the books of the two sets and explain the difference between them."""
    from contingent.analysis.books import Bookkeeper
    from contingent.questions.dates import state_index
    from contingent.scenario.events import dates

    day = max(part.date for part in dates(about.question.event))
    last = state_index(about.times, about.end, day)
    keepers = Bookkeeper(about.accounts, last), Bookkeeper(about.accounts, last)
    seen: list[list[_Runs]] = []
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
            raise
    return _explained(about, keepers, seen, day, interrupted or finished < draws)


def _explained(about: _Asked, keepers: Any, seen: Any, day: date, interrupted: bool) -> Why:
    from contingent.analysis.paired import paired
    from contingent.analysis.turns import accounts_of, follows
    from contingent.analysis.why import Ledgers, Why, explain, rate

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
        near = ", ".join(account.name for account in accounts)
        notes.append(f"no account follows the event itself; shown is what comes nearest: {near}")
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


def _check_sets(about: _Asked, without: int, having: int) -> None:
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
