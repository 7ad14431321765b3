"""What levers change: each arm against the baseline, pair by pair.

Arms play the same worlds with the same luck, so their runs are paired and the error of a difference
is far below that of either probability (`analysis/paired.py`). A conditional question is compared
in the runs that met its condition in both arms; its probabilities are those of each arm alone, so
that their difference need not be the paired one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent.analysis.outturn import COST, Gathering, Outturn, stored
from contingent.analysis.paired import Paired, paired
from contingent.folder import fault
from contingent.interrupts import TOO_EARLY
from contingent.playing import Plan, Progress, chunks, classes
from contingent.questions.estimate import Estimate, estimate
from contingent.questions.front import front
from contingent.questions.result import Result
from contingent.questions.tally import Tally
from contingent.scenario.names import nearest
from contingent.scenario.questions import headlines

if TYPE_CHECKING:
    import pandas as pd

    from contingent.engine.model import Model
    from contingent.scenario.arms import Arm

DIGITS = 6


@dataclass(frozen=True)
class Contrast:
    """One outcome in the baseline and in an arm.

    Attributes
    ----------
    kind : str
        ``question``, ``ending`` or ``cost``.
    id, text : str
        What it is, and in words.
    baseline, arm : float
        Probability, or mean count, in each arm by itself; NaN if no run of it counts.
    paired : Paired
        The difference between them.
    conditional : bool
        Whether that counts only some of the runs: those that met a condition in both arms.
    """

    kind: str
    id: str
    text: str
    baseline: float
    arm: float
    paired: Paired
    conditional: bool = False

    @property
    def said(self) -> str:
        """What is compared, in words, and in how many runs if not in all."""
        of = f" [change: of the {self.paired.n:,} runs that met its condition in both]"
        return self.text + of if self.conditional else self.text

    @property
    def unpaired_runs(self) -> int | None:
        """Runs of each arm that would show the difference as exactly without pairs."""
        runs = self.paired.unpaired_ratio * self.paired.n
        return math.ceil(runs) if math.isfinite(runs) else None

    def as_dict(self) -> dict[str, Any]:
        """Return plain data; what is not finite is left out."""
        numbers = {"baseline": self.baseline, "arm": self.arm, **asdict(self.paired)}
        plain = {
            name: round(x, DIGITS) if isinstance(x, float) else x
            for name, x in numbers.items()
            if not isinstance(x, float) or math.isfinite(x)
        }
        return {"id": self.id, "text": self.text, **plain, "unpaired_runs": self.unpaired_runs}


@dataclass(frozen=True)
class ArmContrasts:
    """An arm against the baseline."""

    id: str
    title: str
    contrasts: tuple[Contrast, ...]

    def of(self, kind: str) -> tuple[Contrast, ...]:
        """Return the contrasts of one kind: ``question``, ``ending`` or ``cost``."""
        return tuple(c for c in self.contrasts if c.kind == kind)

    def __getitem__(self, name: str) -> Contrast:
        """Return a contrast by the id of its question, ending or cost."""
        found = {contrast.id: contrast for contrast in self.contrasts}
        if name not in found:
            raise KeyError(f"no question, ending or cost {name!r}{nearest(name, found)}")
        return found[name]


@dataclass(frozen=True)
class Comparison:
    """Every arm against the baseline.

    Attributes
    ----------
    title : str
        Title of the scenario.
    draws, replicates, seed : int
        Finished draws, runs of each, and the seed.
    arms : tuple of ArmContrasts
        The arms other than the baseline.
    interrupted : bool
        Whether fewer draws were finished than asked for.
    front : tuple of str
        Ids of the questions that stand for all.
    """

    title: str
    draws: int
    replicates: int
    seed: int | None
    arms: tuple[ArmContrasts, ...]
    interrupted: bool = False
    front: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> ArmContrasts:
        """Return an arm by its id."""
        found = {arm.id: arm for arm in self.arms}
        if name not in found:
            raise KeyError(f"no arm {name!r}{nearest(name, found)}")
        return found[name]

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, as ``contingent compare --json`` prints it."""
        arms = [
            {
                "id": arm.id,
                "title": arm.title,
                **{f"{kind}s": [c.as_dict() for c in arm.of(kind)] for kind in KINDS},
            }
            for arm in self.arms
        ]
        said = {"draws": self.draws, "replicates": self.replicates, "seed": self.seed, "arms": arms}
        return said | ({"interrupted": True} if self.interrupted else {})

    def table(self) -> pd.DataFrame:
        """Return one row for each arm and outcome."""
        import pandas as pd

        return pd.DataFrame(
            {
                "arm_id": arm.id,
                "kind": c.kind,
                "id": c.id,
                "text": c.text,
                "baseline": c.baseline,
                "arm": c.arm,
                **asdict(c.paired),
            }
            for arm in self.arms
            for c in arm.contrasts
        )


KINDS = ("question", "ending", "cost")


def compare_stored(result: Result, wanted: Sequence[str] = ()) -> Comparison:
    """Compare the arms of a stored ensemble with its baseline, all or those wanted.

    Raises
    ------
    UserError
        If the run has no such arm, or none beside the baseline.
    """
    baseline, *others = result.arms
    for name in wanted:
        if name not in others:
            raise fault(result.folder or "", f"has no arm {name}{nearest(name, others)}")
    if not others:
        raise fault(result.folder or "", "holds the baseline alone; run it with --with LEVER")
    asked = [(q["id"], q["ask"]) for q in result.questions]
    endings = result.ending_classes
    base = stored(result, baseline)
    arms = tuple(
        ArmContrasts(name, result.title_of(name), contrasts(base, arm, asked, endings))
        for name in (wanted or others)
        for arm in [stored(result, name)]
    )
    seed = result.manifest.get("seed")
    title, first = result.scenario["title"], front(result.questions)
    return Comparison(title, result.draws, result.replicates, seed, arms, result.interrupted, first)


def compare_played(
    model: Model, arms: Sequence[Arm], plan: Plan, progress: Progress | None
) -> Comparison:
    """Play arms, the baseline first, and compare them; nothing is written down.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C before every arm has finished its first draws.
    """
    scenario = model.scenario
    asked, endings = [(q.id, q.ask) for q in scenario.questions], classes(scenario)
    names = [name for name, _ in asked]
    gathered = [Gathering(Tally(names, endings, plan.draws, plan.replicates)) for _ in arms]
    try:
        for chunk, outcomes in chunks(model, plan, progress, arms[1:]):
            gathered[chunk.arm].add(chunk, outcomes)
    except KeyboardInterrupt:
        pass  # the draws that every arm has finished are compared
    draws = min(int(each.tally.seen.all(1).sum()) for each in gathered)
    if not draws:
        raise KeyboardInterrupt(TOO_EARLY)
    base, *others = (each.outturn(draws) for each in gathered)
    found = tuple(
        ArmContrasts(arm.id, arm.title, contrasts(base, outturn, asked, endings))
        for arm, outturn in zip(arms[1:], others, strict=True)
    )
    cut, first = draws < plan.draws, tuple(q.id for q in headlines(scenario.questions))
    return Comparison(scenario.title, draws, plan.replicates, plan.seed, found, cut, first)


def contrasts(
    base: Outturn, arm: Outturn, asked: Sequence[tuple[str, str]], endings: Sequence[str]
) -> tuple[Contrast, ...]:
    """Compare what came of two arms: questions, endings, and the cost in lives."""
    both = base.valid & arm.valid
    return (
        *_questions(base, arm, both, asked),
        *_endings(base, arm, both, endings),
        *_costs(base, arm, both),
    )


def _questions(
    base: Outturn, arm: Outturn, both: Any, asked: Sequence[tuple[str, str]]
) -> Iterator[Contrast]:
    for i, (name, text) in enumerate(asked):
        before, after = (
            _known(estimate(a.hit[..., i], a.given[..., i], a.valid)) for a in (base, arm)
        )
        met = base.given[..., i] & arm.given[..., i]
        found = paired(base.hit[..., i], arm.hit[..., i], both & met)
        yield Contrast("question", name, text, before, after, found, not bool(met.all()))


def _known(found: Estimate) -> float:
    return found.probability if found.runs else math.nan


def _endings(base: Outturn, arm: Outturn, both: Any, endings: Sequence[str]) -> Iterator[Contrast]:
    every = np.ones_like(both)
    for code, name in enumerate(endings):
        before, after = (_known(estimate(a.ending == code, every, a.valid)) for a in (base, arm))
        found = paired(base.ending == code, arm.ending == code, both)
        yield Contrast("ending", name, name, before, after, found)


def _costs(base: Outturn, arm: Outturn, both: Any) -> Iterator[Contrast]:
    for name, text in COST.items():
        before, after = (
            float(a.cost[name][both].mean()) if both.any() else math.nan for a in (base, arm)
        )
        found = paired(base.cost[name], arm.cost[name], both)
        yield Contrast("cost", name, text, before, after, found)


def add_differences(summary: dict[str, Any], comparison: Comparison) -> None:
    """Add to every arm of a summary how it differs from the baseline."""
    for arm in summary["arms"]:
        if arm["id"] not in [other.id for other in comparison.arms]:
            continue
        found = comparison[arm["id"]]
        arm["differences"] = {
            f"{kind}s": {c.id: _short(c) for c in found.of(kind)} for kind in KINDS
        }


def _short(contrast: Contrast) -> dict[str, Any]:
    said = contrast.as_dict()
    wanted = ("difference", "se", "low", "high", "identical")
    short = {key: said[key] for key in wanted if key in said}
    return short | {"of_runs": contrast.paired.n} if contrast.conditional else short
