"""Which claim should be checked first: the value of the truth, and the effect of each claim."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent import api
from contingent.analysis.paired import Paired, paired
from contingent.analysis.value import Bools, Worth, worth
from contingent.evidence.describe import describe_ledger, idle_claims
from contingent.folder import fault
from contingent.playing import Plan, Progress, chunks, classes
from contingent.questions.estimate import estimate
from contingent.questions.result import MANIFEST, Result, open_result
from contingent.questions.tally import Tally
from contingent.scenario.names import nearest
from contingent.scenario.problems import show

if TYPE_CHECKING:
    from contingent.engine.model import Model
    from contingent.scenario.model import Scenario


TAIL = 0.0455
"""Share of a normal distribution beyond two standard errors."""


@dataclass(frozen=True)
class ClaimValue:
    """What one claim means for a question.

    Attributes
    ----------
    claim, says : str
        Its id and words.
    worth : Worth
        What learning the truth is worth.
    effect : Paired or None
        What turning the claim from false to true does to the same worlds; None if not played.
    idle : bool
        Whether it moves nothing, so that no answer can depend on it.
    """

    claim: str
    says: str
    worth: Worth
    effect: Paired | None = None
    idle: bool = False

    @property
    def clear(self) -> bool:
        """Whether worlds in which it is true differ from the others by more than two errors."""
        return self.worth.clear and not self.idle


@dataclass(frozen=True)
class Value:
    """What learning the truth of each claim is worth for one question, the most first.

    Attributes
    ----------
    question, ask : str
        Id and text of the question.
    probability, se : float
        Its answer, and the Monte Carlo error.
    draws, flips : int
        Draws compared, and draws in which each claim was turned.
    claims : tuple of ClaimValue
        In order of the information that their truth would bring, unclear ones last.
    interrupted : bool
        Whether less was played than asked for.
    """

    question: str
    ask: str
    probability: float
    se: float
    draws: int
    flips: int
    claims: tuple[ClaimValue, ...]
    interrupted: bool = False

    @property
    def by_chance(self) -> float:
        """How many of the claims would stand out by two errors if none of them mattered."""
        return TAIL * sum(c.worth.enough and not c.idle for c in self.claims)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, with null for what too few draws cannot say."""
        said = {**asdict(self), "by_chance": self.by_chance}
        for plain, each in zip(said["claims"], self.claims, strict=True):
            plain["worth"] = _finite(plain["worth"]) | {"clear": each.clear}
            if each.effect is not None:
                plain["effect"] = _finite(plain["effect"]) | {"clear": each.effect.clear}
        return said | {"claims": list(said["claims"])}


@dataclass(frozen=True)
class _Played:
    """Runs of one question: hit, given, valid [draw, replicate] and truth [draw, claim]."""

    hit: Bools
    given: Bools
    valid: Bools
    truth: Bools

    @property
    def counted(self) -> Bools:
        return self.given & self.valid


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
    asked = loaded.questions[_index([q.id for q in loaded.questions], question)]
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
    found = _worths([claim.id for claim in loaded.claims], ledger, base)
    effects: dict[str, Paired] = {}
    interrupted = len(base.valid) < draws
    try:
        for name in [] if interrupted else turned:
            effects[name] = _effect(model, name, base, Plan(flips, 1, seed, 0), progress)
    except KeyboardInterrupt:
        interrupted = True
    claims = [replace(each, effect=effects.get(each.claim)) for each in found]
    found_all = _value((asked.id, asked.ask), base, claims)
    return replace(found_all, flips=flips if turned else 0, interrupted=interrupted)


def of_result(result: Result, question: str | None = None, arm: str = "baseline") -> Value:
    """Return what a finished run says; without effects, which take runs of their own."""
    asked = result.questions
    if not asked or "claim_true" not in result.tree["design"]:
        raise fault(
            str(result.folder), "holds no questions or no claims; there is nothing to weigh"
        )
    q = asked[_index([a["id"] for a in asked], question)]
    tree: Any = result.tree
    outcomes = tree["outcomes"].to_dataset(inherit=True).sel(arm=arm, question=q["id"])
    truth = tree["design"].to_dataset(inherit=True)["claim_true"].sel(arm=arm)
    hit, given = (outcomes[name].values.astype(bool) for name in ("hit", "given"))
    played = _Played(hit, given, result.sound(arm), truth.values.astype(bool))
    ids = [str(name) for name in truth["claim"].values]
    claims = _worths(ids, result.claims, played)
    return replace(_value((q["id"], q["ask"]), played, claims), interrupted=result.interrupted)


def _index(known: Sequence[str], wanted: str | None) -> int:
    if wanted is not None and wanted not in known:
        raise fault("--question", f"unknown question {show(wanted)}{nearest(wanted, known)}")
    return 0 if wanted is None else known.index(wanted)


def _model(scenario: Scenario) -> Model:
    from contingent.engine.model import make_model

    return make_model(scenario)


def _arms(model: Model, name: str) -> list[Model]:
    """Return what must be played to turn a claim: one arm, or two for one with links."""
    linked = next(len(group.claims) > 1 for group in model.groups if name in group.claims)
    if linked:
        return [replace(model, given=((name, truth),)) for truth in (True, False)]
    return [replace(model, turned=name)]


def _effect(
    model: Model, name: str, base: _Played, plan: Plan, progress: Progress | None
) -> Paired:
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


def _play(model: Model, plan: Plan, progress: Progress | None) -> _Played:
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
            raise
    done = tally.seen[:, 0]
    hit, given = tally.hit[done, :, 0], tally.given[done, :, 0]
    return _Played(hit, given, tally.valid[done], truth[done])


def _worths(
    ids: Sequence[str], ledger: Sequence[dict[str, Any]], played: _Played
) -> list[ClaimValue]:
    says = {claim["id"]: claim["says"] for claim in ledger}
    idle = idle_claims(ledger)
    found = [worth(played.hit, played.counted, column) for column in played.truth.T]
    return [
        ClaimValue(name, says.get(name, name), each, idle=name in idle)
        for name, each in zip(ids, found, strict=True)
    ]


def _value(question: tuple[str, str], played: _Played, claims: Sequence[ClaimValue]) -> Value:
    answer = estimate(played.hit, played.given, played.valid)
    ranked = tuple(sorted(claims, key=_rank))
    return Value(*question, answer.probability, answer.se, len(played.valid), 0, ranked)


def _rank(each: ClaimValue) -> tuple[int, float, str]:
    found = each.worth
    bits = found.bits if found.enough else 0.0
    group = 0 if each.clear else 3 if each.idle else 1 if found.enough else 2
    return group, -bits, each.claim


def _finite(plain: dict[str, Any]) -> dict[str, Any]:
    """Replace what is not a number by nothing, which JSON can hold."""
    return {k: v if not isinstance(v, float) or np.isfinite(v) else None for k, v in plain.items()}
