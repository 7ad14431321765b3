"""Why an answer differs between two arms, or between worlds: play or read, keep books, explain."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from contingent import api
from contingent.analysis.causes.run_sets import Asked, Runs, check_account, compare_runs
from contingent.analysis.causes.stored import why_of
from contingent.analysis.names import Names
from contingent.analysis.question import find_question
from contingent.playing import Plan, Progress, chunks
from contingent.questions.result import MANIFEST, Result, open_result
from contingent.scenario.arms import Arm, arms_of

if TYPE_CHECKING:
    from contingent.analysis.causes.why import Why
    from contingent.scenario.model import Scenario


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
        return why_of(source, lever, question, account)
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
    from contingent.engine.step import CAUSES
    from contingent.world.accounts import ACCOUNTS

    api.check_numbers(draws=plan.draws, seed=plan.seed)
    arms = arms_of(scenario, [lever] if lever is not None else [], "LEVER")
    asked = find_question(scenario.questions, question)
    check_account(account, ACCOUNTS)
    model = make_model(replace(scenario, questions=(asked,)))
    about = Asked(
        question=asked,
        arm=arms[-1] if lever is not None else None,
        account=account,
        times=model.template.calendar.times,
        end=scenario.end,
        factions=Names.of(scenario).factions,
        accounts=ACCOUNTS,
        causes=CAUSES,
    )

    def play() -> Iterator[list[Runs]]:
        now: list[Runs] = []
        for chunk, found in chunks(model, plan, progress, arms[1:]):
            hit, given = found.hit[:, 0], found.given[:, 0]
            counted = given & ~chunk.failed
            foreign = chunk.full["foreign"]
            now.append(Runs(chunk.draw, chunk.observed, foreign, chunk.ledger, hit, counted))
            if len(now) == len(arms):
                yield now
                now = []

    return compare_runs(about, play(), plan.draws)
