"""Which claim should be checked first: the value of the truth, and the effect of each claim."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from contingent import api
from contingent.analysis.claims import Played, Value, of_result, ranked, worths
from contingent.analysis.paired import Paired, paired
from contingent.analysis.question import find_question
from contingent.evidence.describe import describe_ledger, idle_claims
from contingent.folder import fault
from contingent.interrupts import TOO_EARLY
from contingent.playing import Plan, Progress, chunks, classes
from contingent.questions.result import MANIFEST, open_result
from contingent.questions.tally import Tally

if TYPE_CHECKING:
    from contingent.engine.model import Model
    from contingent.scenario.model import Scenario


def value(
    scenario: Scenario | str | os.PathLike[str],
    question: str | None = None,
    draws: int = 2000,
    flips: int = 400,
    seed: int = 1,
    *,
    progress: Progress | None = None,
) -> Value:
    """Say which claim should be checked first.

    Parameters
    ----------
    scenario : Scenario, name, folder, or folder of a run
        What to play; of a run, the draws that it has, and nothing is turned.
    question : str, optional
        Id of a question; the first by default.
    draws, seed : int
        Sampled worlds, and the seed of all chance.
    flips : int
        The first so many draws are played again for each claim that moves something, with the
        claim turned round and everything else, luck included, as it was.
    progress : Progress, optional
        Is told how far the runs have come.
    """
    if isinstance(scenario, str | os.PathLike) and (Path(scenario) / MANIFEST).is_file():
        return of_result(open_result(Path(scenario)), question)
    api.check_numbers(draws=draws, seed=seed)
    if flips < 0:
        raise fault("--flips", f"{flips} is below 0; write 0 to turn no claim")
    loaded = api.load(scenario)
    if not loaded.questions or not loaded.claims:
        raise fault(str(loaded.folder), "has no questions or no claims; there is nothing to weigh")
    asked = find_question(loaded.questions, question)
    model = _model(replace(loaded, questions=(asked,)))
    ledger = describe_ledger(loaded)
    idle = idle_claims(ledger)
    turned = [claim.id for claim in loaded.claims if claim.id not in idle] if flips else []
    flips = min(flips, draws)
    arms = [arm for name in turned for arm in _arms(model, name)]
    if progress is not None:
        times = model.template.calendar.times
        weeks = float((times[-1] - times[0]).astype(int)) / 7
        progress.start(draws + flips * len(arms), weeks)
    base = _play(model, Plan(draws, 1, seed, 0), progress)
    found = worths([claim.id for claim in loaded.claims], ledger, base)
    effects: dict[str, Paired] = {}
    interrupted = len(base.valid) < draws
    try:
        for name in [] if interrupted else turned:
            effects[name] = _effect(model, name, base, Plan(flips, 1, seed, 0), progress)
    except KeyboardInterrupt:
        interrupted = True
    claims = [replace(each, effect=effects.get(each.claim)) for each in found]
    found_all = ranked((asked.id, asked.ask), base, claims)
    return replace(found_all, flips=flips if turned else 0, interrupted=interrupted)


def _model(scenario: Scenario) -> Model:
    from contingent.engine.model import make_model

    return make_model(scenario)


def _arms(model: Model, name: str) -> list[Model]:
    """Return what must be played to turn a claim: one arm, or two for one with links."""
    linked = next(len(group.claims) > 1 for group in model.groups if name in group.claims)
    if linked:
        return [replace(model, given=((name, truth),)) for truth in (True, False)]
    return [replace(model, turned=name)]


def _effect(model: Model, name: str, base: Played, plan: Plan, progress: Progress | None) -> Paired:
    """Return what turning a claim from false to true does to the same worlds."""
    played = [_play(arm, plan, progress) for arm in _arms(model, name)]
    if any(len(each.valid) < plan.draws for each in played):
        raise KeyboardInterrupt
    if len(played) == 2:
        true, false = ((each.hit, each.counted) for each in played)
    else:
        at = [claim.id for claim in model.scenario.claims].index(name)
        (other,) = played
        was = base.truth[: plan.draws, [at]]
        first = base.hit[: plan.draws], base.counted[: plan.draws]
        second = other.hit, other.counted
        true, false = (
            (np.where(was == v, first[0], second[0]), np.where(was == v, first[1], second[1]))
            for v in (True, False)
        )
    return paired(false[0], true[0], false[1] & true[1])


def _play(model: Model, plan: Plan, progress: Progress | None) -> Played:
    """Play one arm; after Ctrl-C return the draws that were finished."""
    (question,) = model.scenario.questions
    tally = Tally([question.id], classes(model.scenario), plan.draws)
    truth = np.zeros((plan.draws, len(model.scenario.claims)), bool)
    try:
        for chunk, outcomes in chunks(model, plan, None):
            tally.add(chunk.draw, chunk.replicate, chunk.failed, outcomes)
            truth[chunk.draw] = chunk.claims
            if progress is not None:
                progress.advance(chunk.runs)
    except KeyboardInterrupt:
        if not tally.seen.any():
            raise KeyboardInterrupt(TOO_EARLY) from None
    done = tally.seen[:, 0]
    hit, given = tally.hit[done, :, 0], tally.given[done, :, 0]
    return Played(hit, given, tally.valid[done], truth[done])
