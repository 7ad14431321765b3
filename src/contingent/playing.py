"""Playing an ensemble: chunk by chunk, answered as it comes, stored as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from contingent.interrupts import Stopped, held_back
from contingent.questions.result import STORE

if TYPE_CHECKING:
    from contingent.engine.model import Model
    from contingent.engine.store import RunStore
    from contingent.questions.evaluate import Outcomes
    from contingent.questions.precision import Precision
    from contingent.scenario.arms import Arm
    from contingent.scenario.model import Scenario


@dataclass(frozen=True)
class Plan:
    """How an ensemble is to be played.

    Attributes
    ----------
    draws, replicates, seed, keep : int
        Draws (at most, with `until`), replicates of each, the seed, and draws kept in full.
    until : float or None
        Stop when the standard error of every question is below this.
    """

    draws: int
    replicates: int
    seed: int
    keep: int
    until: float | None = None


class Progress(Protocol):
    """Something that is told how far a run has come."""

    def start(self, runs: int, weeks: float) -> None:
        """Take note that so many runs of so many weeks will be played."""

    def advance(self, runs: int) -> None:
        """Take note that so many more runs are finished."""

    def stage(self, text: str) -> None:
        """Take note of what is being done now."""


def chunks(
    model: Model, plan: Plan, progress: Progress | None, arms: Sequence[Arm] = ()
) -> Iterator[tuple[Any, Outcomes]]:
    """Yield every chunk of an ensemble with what it says to the scenario's questions.

    Each chunk is played by the baseline (``chunk.arm`` 0) and then by each of the other arms.
    """
    from contingent.engine.ensemble import simulate
    from contingent.questions.evaluate import answer

    scenario, times = model.scenario, model.template.calendar.times
    factions = scenario.roster.factions
    others = [model.under(arm) for arm in arms]
    if progress is not None:
        weeks = float((times[-1] - times[0]).astype(int)) / 7
        progress.start(plan.draws * plan.replicates * (1 + len(others)), weeks)
    played = simulate(
        model,
        plan.draws,
        arms=others,
        replicates=plan.replicates,
        seed=plan.seed,
        keep=plan.keep,
    )
    for chunk in played:
        outcomes = answer(scenario.questions, chunk.observed, times, scenario.end, factions)
        if progress is not None:
            progress.advance(chunk.runs)
        yield chunk, outcomes


def play_into(
    folder: Path, model: Model, arms: Sequence[Arm], plan: Plan, progress: Progress | None
) -> tuple[int, Precision | None]:
    """Play arms, the baseline first, into their store.

    Returns
    -------
    int
        Draws that every arm has finished.
    Precision or None
        How exact the answers are, if that was asked for.

    Raises
    ------
    Stopped
        On a second Ctrl-C, with the draws that are kept.
    """
    store: RunStore | None = None
    watch, stopped = _Watch(model.scenario, arms, plan), None
    try:
        with closing(chunks(model, plan, progress, arms[1:])) as played:  # type: ignore[type-var]
            for chunk, found in played:
                with held_back():
                    # opened when there is something to store: the devices are at work already
                    store = store or _open_store(folder, model, arms, plan)
                    results = {"hit": found.hit, "given": found.given, "ending": found.standing}
                    store.append(chunk, results)
                watch.add(chunk, found)
                if watch.satisfied(store.finished_draws):
                    break
    except KeyboardInterrupt as heard:
        # what is finished is kept, and the manifest says so
        stopped = heard if isinstance(heard, Stopped) else None
    finished = 0
    try:
        with held_back():
            finished = store.close() if store is not None and store.runs else 0
    except Stopped as heard:
        stopped = heard
    except KeyboardInterrupt:
        pass  # a first one, when there is nothing left to stop but what is to come
    if stopped is not None:
        stopped.draws = finished
        raise stopped
    return finished, watch.found


def _open_store(folder: Path, model: Model, arms: Sequence[Arm], plan: Plan) -> RunStore:
    from contingent.engine.store import RunStore

    return RunStore(folder / STORE, _layout(model, arms, plan))


class _Watch:
    """Measures the answers now and then, if a precision was asked for."""

    def __init__(self, scenario: Scenario, arms: Sequence[Arm], plan: Plan) -> None:
        from contingent.questions.tally import Tally

        self.until = plan.until
        self.found: Precision | None = None
        self._next = 1.0
        self._plan = plan
        asked = [question.id for question in scenario.questions]
        size = (classes(scenario), plan.draws, plan.replicates)
        watched = arms if plan.until is not None else ()
        self._tallies = {arm.id: Tally(asked, *size) for arm in watched}

    def add(self, chunk: Any, found: Outcomes) -> None:
        if self.until is not None:
            tally = list(self._tallies.values())[chunk.arm]
            tally.add(chunk.draw, chunk.replicate, chunk.failed, found)

    def satisfied(self, draws: int) -> bool:
        from contingent.questions.precision import precision

        if self.until is None or (draws < self._next and draws < self._plan.draws):
            return False
        self.found = precision(self._tallies, draws, self.until)
        # the error falls slowly: nothing is to be gained by looking again long before
        self._next = max(draws + 1, 0.9 * self.found.needed)
        return self.found.reached


def _layout(model: Model, arms: Sequence[Arm], plan: Plan) -> Any:
    from contingent.engine.described import describe_model
    from contingent.engine.layout import Layout, coordinates, describe, dims_of
    from contingent.engine.step import CAUSES, FULL
    from contingent.evidence.describe import describe_ledger
    from contingent.scenario.vocabulary import DELIVERIES
    from contingent.world.accounts import ACCOUNTS
    from contingent.world.state import State

    scenario, slots = model.scenario, model.template.slots
    names = {
        "mechanism": list(CAUSES),
        "account": list(ACCOUNTS),
        "delivery": list(DELIVERIES),
    }
    return Layout(
        coords=coordinates(scenario, [arm.id for arm in arms], **names),
        times=model.template.calendar.times,
        draws=plan.draws,
        replicates=plan.replicates,
        keep=plan.keep,
        full_dims={name: dims_of(State.__annotations__[name]) for name in FULL},
        endings=classes(scenario),
        units={path: slot.quantity.unit for path, slot in slots.items()},
        attrs={
            "scenario": describe(scenario),
            "arms": [{"id": arm.id, "title": arm.title} for arm in arms],
            "claims": describe_ledger(scenario),
            "model": describe_model(model),
        },
    )


def classes(scenario: Scenario) -> tuple[str, ...]:
    """Return the classes of endings that a scenario can have."""
    from contingent.questions.endings import ending_classes

    return ending_classes(scenario.roster.factions)
