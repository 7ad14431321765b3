"""What each mechanism does to the answers: the same runs with it left out of the step.

Baseline and every arm play the same draws under the same luck, so a difference is the work of the
mechanism alone, and its error is that of pairs (see `paired`). A mechanism that is left out leaves
the state as it is: what it would have moved stays where it was on the start date, and the others go
on from there. That is what it means to be without it, not what it would mean to replace it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.paired import Paired, paired
from contingent.playing import Plan, Progress, chunks
from contingent.questions.estimate import Estimate, estimate
from contingent.scenario.questions import headlines

if TYPE_CHECKING:
    from contingent.engine.model import Model

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Without:
    """The answers without one mechanism, against those with all.

    Attributes
    ----------
    mechanism : str
        What was left out.
    changes : dict
        Change of the probability of each question by its id.
    deaths : Paired
        Change of battle deaths at the end of the scenario.
    """

    mechanism: str
    changes: dict[str, Paired]
    deaths: Paired

    @property
    def moves_most(self) -> str:
        """Question whose change is largest against its error."""
        return max(self.changes, key=lambda name: _strength(self.changes[name]))

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "mechanism": self.mechanism,
            "questions": {name: _plain(change) for name, change in self.changes.items()},
            "battle_deaths": _plain(self.deaths),
        }


@dataclass(frozen=True)
class Ablation:
    """What a scenario's answers owe to each mechanism.

    Attributes
    ----------
    scenario, title : str
        Id and title of the scenario.
    asked : dict
        Text of each question by its id.
    headline : tuple of str
        Ids of the questions that stand for the scenario.
    baseline : dict
        Estimate of each question by its id, with all mechanisms.
    deaths : float
        Mean battle deaths at the end, with all mechanisms.
    rows : tuple of Without
        One for each mechanism, in the order of the step.
    draws, seed : int
        What was played in each arm.
    interrupted : bool
        Whether some mechanisms that were asked for are missing.
    """

    scenario: str
    title: str
    asked: dict[str, str]
    headline: tuple[str, ...]
    baseline: dict[str, Estimate]
    deaths: float
    rows: tuple[Without, ...]
    draws: int
    seed: int
    interrupted: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, as ``contingent ablate --json`` prints it."""
        said: dict[str, Any] = {
            "scenario": self.scenario,
            "draws": self.draws,
            "seed": self.seed,
            "headline": list(self.headline),
            "baseline": {
                "questions": {
                    name: {"probability": e.probability, "se": e.se, **e.remarks}
                    for name, e in self.baseline.items()
                },
                "battle_deaths": self.deaths,
            },
            "without": [row.as_dict() for row in self.rows],
        }
        return said | ({"interrupted": True} if self.interrupted else {})


@dataclass(frozen=True)
class Outcome:
    """What came out of one arm, with the leading axis ``run``.

    Attributes
    ----------
    hit, given : bool [run, question]
        Whether the event happened, and whether the condition was met.
    deaths : float [run]
        Battle deaths at the end.
    sound : bool [run]
        Whether the run did not fail.
    """

    hit: Bools
    given: Bools
    deaths: npt.NDArray[np.floating[Any]]
    sound: Bools

    def estimates(self, names: Sequence[str]) -> dict[str, Estimate]:
        """Return the answer to each question by its id."""
        failed = int((~self.sound).sum())
        return {
            name: estimate(
                self.hit[:, i, None], self.given[:, i, None], self.sound[:, None], failed
            )
            for i, name in enumerate(names)
        }

    def against(self, base: Outcome, mechanism: str, names: Sequence[str]) -> Without:
        """Compare this arm with the baseline."""
        sound = self.sound & base.sound
        changes = {
            name: paired(
                base.hit[:, i], self.hit[:, i], sound & base.given[:, i] & self.given[:, i]
            )
            for i, name in enumerate(names)
        }
        return Without(mechanism, changes, paired(base.deaths, self.deaths, sound))


def ablation_of(
    model: Model, mechanisms: Sequence[str], plan: Plan, progress: Progress | None = None
) -> Ablation:
    """Play a model with all mechanisms and without each of some, one after the other.

    Ctrl-C keeps the mechanisms that are finished; before the first is, there is nothing to keep.
    """
    asked = {q.id: q.ask for q in model.scenario.questions}
    scenario, times = model.scenario, model.template.calendar.times
    if progress is not None:
        weeks = float((times[-1] - times[0]).astype(int)) / 7
        progress.start(plan.draws * plan.replicates * (1 + len(mechanisms)), weeks)
    base = outcome(replace(model, without=()), plan, progress)
    rows: list[Without] = []
    try:
        for name in mechanisms:
            arm = outcome(replace(model, without=(name,)), plan, progress)
            rows.append(arm.against(base, name, list(asked)))
    except KeyboardInterrupt:
        if not rows:
            raise
    return Ablation(
        scenario=scenario.id,
        title=scenario.title,
        asked=asked,
        headline=tuple(q.id for q in headlines(scenario.questions)),
        baseline=base.estimates(list(asked)),
        deaths=float(base.deaths[base.sound].mean()),
        rows=tuple(rows),
        draws=plan.draws,
        seed=plan.seed,
        interrupted=len(rows) < len(mechanisms),
    )


def outcome(model: Model, plan: Plan, progress: Progress | None = None) -> Outcome:
    """Play one arm; `progress` is told of every chunk."""
    parts = []
    for chunk, found in chunks(model, plan, None):
        deaths = chunk.observed.national_series("battle_deaths")[:, -1]
        parts.append((found.hit, found.given, deaths, ~chunk.failed))
        if progress is not None:
            progress.advance(chunk.runs)
    return Outcome(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _strength(change: Paired) -> float:
    return abs(change.difference) / change.se if change.n else 0.0


def _plain(change: Paired) -> dict[str, Any]:
    """Return a change as plain data: what is not finite is not known."""
    return {
        name: value if not isinstance(value, float) or np.isfinite(value) else None
        for name, value in asdict(change).items()
    }
