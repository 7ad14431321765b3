"""Why answers differ in a finished run, from the ledgers that it kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent.analysis.causes.run_sets import Asked, Runs, check_account, compare_runs
from contingent.analysis.names import Names
from contingent.analysis.question import find_question, stored_questions
from contingent.analysis.records import kept_draws, stored, stored_ledger, stored_runs
from contingent.folder import fault
from contingent.questions.result import RUNS_AT_ONCE, Result
from contingent.scenario.arms import Arm
from contingent.scenario.names import nearest
from contingent.scenario.problems import show

if TYPE_CHECKING:
    from contingent.analysis.causes.why import Why


def why_of(
    result: Result,
    lever: str | Arm | None = None,
    question: str | None = None,
    account: str | None = None,
) -> Why:
    """Say what an answer's difference consists of, as `contingent.why` does, without playing."""
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
    check_account(account, accounts)
    asked = find_question(stored_questions(result.questions, where), question)
    about = Asked(
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

    def read() -> Iterator[list[Runs]]:
        for first in range(0, kept, step):
            some = slice(first, min(first + step, kept))
            yield [_read(result, some, arm, at) for arm in numbers]

    found = compare_runs(about, read(), kept)
    if kept == result.draws:
        return found
    note = (
        f"read from the first {kept:,} of {result.draws:,} draws, whose ledgers were kept (--keep)"
    )
    return replace(found, notes=(*found.notes, note))


def _read(result: Result, some: slice, arm: int, question: int) -> Runs:
    def of(path: str) -> Any:
        return stored(result, path, some, arm)

    sound = result.sound(result.arms[arm])[some].ravel()
    return Runs(
        draw=np.repeat(np.arange(some.start, some.stop), result.replicates),
        observed=stored_runs(result, some, arm),
        foreign=of("full/foreign"),
        ledger=stored_ledger(result, some, arm),
        hit=of("outcomes/hit")[:, question].astype(bool),
        counted=of("outcomes/given")[:, question].astype(bool) & sound,
    )
