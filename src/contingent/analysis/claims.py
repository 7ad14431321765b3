"""The claims of an ensemble in the order in which they should be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from contingent.analysis.paired import Paired
from contingent.analysis.question import position
from contingent.analysis.value import Bools, Worth, worth
from contingent.evidence.describe import idle_claims
from contingent.folder import fault
from contingent.questions.estimate import estimate
from contingent.questions.result import Result

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
    def moving(self) -> tuple[ClaimValue, ...]:
        """The claims that can move something, the same ones however many draws were played."""
        return tuple(each for each in self.claims if not each.idle)

    @property
    def tried(self) -> tuple[ClaimValue, ...]:
        """Those of them that are true, and false, in draws enough to say anything."""
        return tuple(each for each in self.moving if each.worth.enough)

    @property
    def by_chance(self) -> float:
        """How many of the claims would stand out by two errors if none of them mattered."""
        return TAIL * len(self.tried)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, with null for what too few draws cannot say."""
        said = {**asdict(self), "by_chance": self.by_chance}
        for plain, each in zip(said["claims"], self.claims, strict=True):
            plain["worth"] = _finite(plain["worth"]) | {"clear": each.clear}
            if each.effect is not None:
                plain["effect"] = _finite(plain["effect"]) | {"clear": each.effect.clear}
        return said | {"claims": list(said["claims"])}


@dataclass(frozen=True)
class Played:
    """Runs of one question: hit, given, valid [draw, replicate] and truth [draw, claim]."""

    hit: Bools
    given: Bools
    valid: Bools
    truth: Bools

    @property
    def counted(self) -> Bools:
        """Runs that did not fail and met the condition, [draw, replicate]."""
        return self.given & self.valid


def of_result(result: Result, question: str | None = None, arm: str = "baseline") -> Value:
    """Return what a finished run says; without effects, which take runs of their own."""
    asked = result.questions
    if not asked or "claim_true" not in result.tree["design"]:
        raise fault(
            str(result.folder), "holds no questions or no claims; there is nothing to weigh"
        )
    q = asked[position([a["id"] for a in asked], question)]
    tree: Any = result.tree
    outcomes = tree["outcomes"].to_dataset(inherit=True).sel(arm=arm, question=q["id"])
    truth = tree["design"].to_dataset(inherit=True)["claim_true"].sel(arm=arm)
    hit, given = (outcomes[name].values.astype(bool) for name in ("hit", "given"))
    played = Played(hit, given, result.sound(arm), truth.values.astype(bool))
    ids = [str(name) for name in truth["claim"].values]
    claims = worths(ids, result.claims, played)
    return replace(ranked((q["id"], q["ask"]), played, claims), interrupted=result.interrupted)


def worths(
    ids: Sequence[str], ledger: Sequence[dict[str, Any]], played: Played
) -> list[ClaimValue]:
    """Return what learning the truth of each claim is worth, in the order of the truths."""
    says = {claim["id"]: claim["says"] for claim in ledger}
    idle = idle_claims(ledger)
    found = [worth(played.hit, played.counted, column) for column in played.truth.T]
    return [
        ClaimValue(name, says.get(name, name), each, idle=name in idle)
        for name, each in zip(ids, found, strict=True)
    ]


def ranked(question: tuple[str, str], played: Played, claims: Sequence[ClaimValue]) -> Value:
    """Return the answer to a question, by id and text, and its claims, the most telling first."""
    answer = estimate(played.hit, played.given, played.valid)
    order = tuple(sorted(claims, key=_rank))
    return Value(*question, answer.probability, answer.se, len(played.valid), 0, order)


def _rank(each: ClaimValue) -> tuple[int, float, str]:
    found = each.worth
    bits = found.bits if found.enough else 0.0
    group = 0 if each.clear else 3 if each.idle else 1 if found.enough else 2
    return group, -bits, each.claim


def _finite(plain: dict[str, Any]) -> dict[str, Any]:
    """Replace what is not a number by nothing, which JSON can hold."""
    return {k: v if not isinstance(v, float) or np.isfinite(v) else None for k, v in plain.items()}
