"""Find what an answer depends on: plan the runs, play them, put the findings together."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from contingent import api
from contingent.analysis.drivers.stored import FEWEST_DRAWS
from contingent.analysis.question import find_question
from contingent.folder import fault
from contingent.playing import Progress
from contingent.scenario.names import nearest

if TYPE_CHECKING:
    from contingent.analysis.drivers.drivers import Drivers
    from contingent.analysis.drivers.inputs import Input
    from contingent.engine.model import Model
    from contingent.scenario.model import Scenario
    from contingent.scenario.questions import Question


@dataclass(frozen=True)
class DriversPlan:
    """How many runs a study of drivers takes.

    Attributes
    ----------
    draws, replicates : int
    groups : int
        Columns of the design beyond the two worlds; 0 without groups.
    """

    draws: int
    replicates: int
    groups: int

    @property
    def runs(self) -> int:
        """Runs in all."""
        return self.draws * (self.replicates + (2 + self.groups if self.groups else 0))

    def __str__(self) -> str:
        text = f"{self.runs:,} runs: {self.draws:,} draws of {self.replicates} replicates"
        if not self.groups:
            return text
        return f"{text}, and {2 + self.groups} x {self.draws:,} for {self.groups} groups"


def drivers(
    scenario: Scenario | str | os.PathLike[str],
    question: str | None = None,
    draws: int = 1000,
    replicates: int = 2,
    seed: int = 1,
    *,
    groups: bool = True,
    maps: Sequence[tuple[str, str]] = (),
    precision: float | None = None,
    progress: Progress | None = None,
    announce: Callable[[str], None] | None = None,
) -> Drivers:
    """Find what the answer to a question depends on.

    Parameters
    ----------
    scenario : Scenario, name or folder
    question : str, optional
        Id of one of its questions; by default the first.
    draws, replicates, seed : int
        Sampled worlds, rolls of chance in each (two at least), and the seed of all.
    groups : bool
        Whether to play the design that gives groups of inputs their total shares: one more run
        of each draw for every group.
    maps : sequence of (path, path)
        Pairs of inputs to map the probability over.
    precision : float, optional
        Standard error that the groups' shares must not exceed; too few draws for it are refused
        before the groups are played.
    progress : Progress, optional
        Is told how far it has come.
    announce : callable, optional
        Is told the number of runs before they are played.

    Raises
    ------
    UserError
        For an unknown question or input, too few draws or replicates.
    """
    from contingent.analysis.drivers.drivers import design_columns
    from contingent.analysis.drivers.inputs import inputs_of
    from contingent.engine.model import make_model

    _check_drivers(draws, replicates, seed, precision)
    model = make_model(api.load(scenario))
    asked = find_question(model.scenario.questions, question)
    inputs = inputs_of(model)
    _check_maps(maps, [each.path for each in inputs])
    grouped = groups and asked.given is None
    plan = DriversPlan(draws, replicates, len(design_columns(inputs)) if grouped else 0)
    if announce is not None:
        announce(f"plays {plan}")
    return _found(model, asked, inputs, plan, seed, maps, precision, progress)


def _found(  # noqa: PLR0917 -- all that `drivers` was asked, put in order
    model: Model,
    asked: Question,
    inputs: tuple[Input, ...],
    plan: DriversPlan,
    seed: int,
    maps: Sequence[tuple[str, str]],
    precision: float | None,
    progress: Progress | None,
) -> Drivers:
    """Return what is found in the runs of a plan, which are played here."""
    from contingent.analysis.drivers.drivers import CONDITIONAL, first_look, with_groups
    from contingent.analysis.drivers.sample import play, player

    runs = {"draws": plan.draws, "seed": seed, "advance": _begin(progress, model, plan)}
    sample = play(model, asked, inputs=inputs, replicates=plan.replicates, **runs)
    if progress is not None:
        progress.stage("looking at the worlds played")
    said = first_look(sample, inputs, maps, question=asked.id, ask=asked.ask)
    if asked.given is not None:
        said = replace(said, notes=(*said.notes, CONDITIONAL))
    if not said.inputs or not plan.groups or sample.interrupted:
        return said
    _check_precision(said, precision)
    return with_groups(
        said, sample, inputs, lambda streams: player(model, asked, streams=streams, **runs)
    )


def _check_drivers(draws: int, replicates: int, seed: int, precision: float | None) -> None:
    api.check_numbers(draws=draws, replicates=replicates, seed=seed)
    if draws < FEWEST_DRAWS:
        message = f"{draws} draws cannot tell inputs apart; at least {FEWEST_DRAWS} are needed"
        raise fault("--draws", message)
    if replicates < 2:
        raise fault("--replicates", "1 cannot tell chance from worlds; at least 2 are needed")
    if precision is not None and not 0 < precision < 1:
        raise fault("--precision", f"must lie between 0 and 1, not {precision:g}")


def _check_maps(maps: Sequence[tuple[str, str]], paths: Sequence[str]) -> None:
    for path in (path for pair in maps for path in pair):
        if path not in paths:
            message = f'"{path}" is no input that differs between worlds{nearest(path, paths)}'
            raise fault("--map", message)


def _check_precision(said: Drivers, precision: float | None) -> None:
    from contingent.analysis.drivers.totals import draws_needed

    if precision is None or said.spread is None:
        return
    needed = draws_needed(said.spread.total, said.spread.worlds, precision)
    if needed > said.draws:
        message = (
            f"{said.draws:,} draws are too few for a standard error of {precision:g} in the "
            f"groups' shares; --draws {needed} is enough"
        )
        raise fault("--precision", message)


def _begin(progress: Progress | None, model: Model, plan: DriversPlan) -> Any:
    if progress is None:
        return None
    times = model.template.calendar.times
    progress.start(plan.runs, float((times[-1] - times[0]).astype(int)) / 7)
    return progress.advance
