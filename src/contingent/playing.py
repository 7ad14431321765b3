"""Playing an ensemble: chunk by chunk, answered as it comes, stored as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from contingent.interrupts import held_back
from contingent.questions.result import STORE

if TYPE_CHECKING:
    from contingent.engine.model import Model
    from contingent.questions.evaluate import Outcomes
    from contingent.scenario.model import Scenario


@dataclass(frozen=True)
class Plan:
    """How an ensemble is to be played."""

    draws: int
    replicates: int
    seed: int
    keep: int


class Progress(Protocol):
    """Something that is told how far a run has come."""

    def start(self, runs: int, weeks: float) -> None:
        """Take note that so many runs of so many weeks will be played."""

    def advance(self, runs: int) -> None:
        """Take note that so many more runs are finished."""

    def stage(self, text: str) -> None:
        """Take note of what is being done now."""


def chunks(model: Model, plan: Plan, progress: Progress | None) -> Iterator[tuple[Any, Outcomes]]:
    """Yield every chunk of an ensemble with what it says to the scenario's questions."""
    from contingent.engine.ensemble import simulate
    from contingent.questions.evaluate import answer

    scenario, times = model.scenario, model.template.calendar.times
    factions = scenario.roster.factions
    if progress is not None:
        weeks = float((times[-1] - times[0]).astype(int)) / 7
        progress.start(plan.draws * plan.replicates, weeks)
    for chunk in simulate(model, **asdict(plan)):
        outcomes = answer(scenario.questions, chunk.observed, times, scenario.end, factions)
        yield chunk, outcomes
        if progress is not None:
            progress.advance(chunk.runs)


def play_into(folder: Path, model: Model, plan: Plan, progress: Progress | None) -> int:
    """Play a scenario into its store; return the number of finished draws."""
    from contingent.engine.store import RunStore

    store = RunStore(folder / STORE, _layout(model, plan))
    try:
        for chunk, found in chunks(model, plan, progress):
            with held_back():
                results = {"hit": found.hit, "given": found.given, "ending": found.standing}
                store.append(chunk, results)
    except KeyboardInterrupt:
        pass  # what is finished is kept, and the manifest says so
    finished = 0
    with suppress(KeyboardInterrupt), held_back():
        finished = store.close() if store.runs else 0
    return finished


def _layout(model: Model, plan: Plan) -> Any:
    from contingent.engine.layout import Layout, coordinates, describe, dims_of
    from contingent.engine.step import ACCOUNTS, CAUSES, FULL
    from contingent.scenario.vocabulary import DELIVERIES
    from contingent.world.state import State

    scenario, slots = model.scenario, model.template.slots
    names = {
        "mechanism": list(CAUSES),
        "account": list(ACCOUNTS),
        "delivery": list(DELIVERIES),
    }
    return Layout(
        coords=coordinates(scenario, **names),
        times=model.template.calendar.times,
        draws=plan.draws,
        replicates=plan.replicates,
        keep=plan.keep,
        full_dims={name: dims_of(State.__annotations__[name]) for name in FULL},
        endings=classes(scenario),
        units={path: slot.quantity.unit for path, slot in slots.items()},
        attrs={"scenario": describe(scenario)},
    )


def classes(scenario: Scenario) -> tuple[str, ...]:
    """Return the classes of endings that a scenario can have."""
    from contingent.questions.endings import ending_classes

    return ending_classes(scenario.roster.factions)
