"""Playing past wars with the engine: many wars in one call of one program.

Runs are dealt in a row, all paths of the first war and then those of the next, into calls of the
engine's fixed width. Luck is keyed by the name of the war and the path, so a war ends alike in
whatever company it is played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.engine.model import Model, make_model
from contingent.history.predictions import HORIZON_DAYS
from contingent.history.stage.lots import Lots
from contingent.history.stage.verdicts import Verdicts, class_codes, verdicts
from contingent.history.stage.worlds import CAST, SIDES
from contingent.questions.endings import WINDOW_DAYS
from contingent.scenario.load import load_scenario
from contingent.scenario.problems import Problem, UserError
from contingent.world.draw import Draws
from contingent.world.observe import Observation
from contingent.world.orders import no_orders
from contingent.world.template import Calendar

SCENARIO = "past-war"
SHORTEST, LONGEST = 7.0, 28.0
GROWTH = 0.05
"""A step is so much of the time gone by, between the shortest and the longest, in days."""

Drawn = Callable[[int], Draws]
"""Returns the worlds of an episode."""


def stage(scenario: str = SCENARIO) -> Model:
    """Return the model of the theatre, with the steps on which past wars are played.

    Parameters
    ----------
    scenario : str
        Name or folder: `past-war`, or a copy of it with other numbers.

    Raises
    ------
    UserError
        If it cannot be read, or lacks a name of the cast.
    """
    model = make_model(load_scenario(scenario))
    lacking = [path for path in CAST if path not in model.template.slots]
    if lacking:
        message = f"no {lacking[0]}; a stage for past wars is a copy of the scenario {SCENARIO}"
        raise UserError([Problem("--stage", None, message)])
    days = steps()
    marks = np.concatenate([[0.0], np.cumsum(days)])
    start = model.scenario.start
    times = np.array([start + timedelta(days=float(m)) for m in marks], "datetime64[D]")
    template = replace(model.template, calendar=Calendar(days, times))
    return replace(model, template=template, orders=no_orders(template))


def steps(growth: float = GROWTH, shortest: float = SHORTEST, longest: float = LONGEST) -> Any:
    """Return the lengths of steps, whole days, to 52 weeks beyond the horizon [step]."""
    lengths, gone = [], 0.0
    while gone < HORIZON_DAYS + WINDOW_DAYS:
        lengths.append(float(round(min(longest, max(shortest, growth * gone)))))
        gone += lengths[-1]
    return np.array(lengths)


def play(model: Model, drawn: Drawn, lots: Sequence[Lots], seed: int) -> Iterator[Verdicts]:
    """Play episodes and yield how the runs of each call ended, in order.

    Parameters
    ----------
    model : Model
        See `stage`.
    drawn : callable
        Worlds of the episode at a position.
    lots : sequence of Lots
        Luck of each episode; all of the same number of paths.
    seed : int
        Of the engine's luck.
    """
    from contingent.engine.devices import start_jax
    from contingent.engine.program import LANES

    width, paths = start_jax() * LANES, lots[0].paths
    total = paths * len(lots)
    codes = class_codes(model.scenario.roster.factions, *SIDES)
    ahead: tuple[Any, int] | None = None
    for start in range(0, total, width):
        # the last lanes repeat the last run, so that every call has one shape
        runs = np.minimum(np.arange(start, start + width), total - 1)
        record = _send(model, drawn, lots, runs, seed)
        if ahead is not None:
            yield _judged(model, codes, *ahead)
        ahead = record, min(width, total - start)
    if ahead is not None:
        yield _judged(model, codes, *ahead)


def _send(
    model: Model, drawn: Drawn, lots: Sequence[Lots], runs: npt.NDArray[np.int64], seed: int
) -> Any:
    """Send runs to the devices; the record that comes back is still being filled."""
    from contingent.engine.inputs import cast_orders, world_and_parameters
    from contingent.engine.programs import program_for
    from contingent.mechanisms import running

    paths = lots[0].paths
    episodes = range(int(runs[0]) // paths, int(runs[-1]) // paths + 1)
    drawn_worlds = [drawn(i).leaves for i in episodes]
    leaves = {leaf: np.concatenate([w[leaf] for w in drawn_worlds]) for leaf in drawn_worlds[0]}
    numbers = np.concatenate([lots[i].run_numbers for i in episodes])
    rows, f32 = runs - episodes[0] * paths, np.float32
    world, parameters = world_and_parameters(model.template, Draws(leaves, {}), rows, f32)
    words = np.array([seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF], np.uint32)
    keys = (numbers[rows].astype(np.uint32), np.zeros(len(rows), np.uint32))
    days = model.template.calendar.days.astype(f32)
    rest = (words, *keys, days, cast_orders(model.orders, f32), running(model.without))
    arguments = (world, parameters, *rest)
    return program_for(arguments, detailed=False)(*arguments)


def _judged(model: Model, codes: Any, record: Any, runs: int) -> Verdicts:
    seen = record["observed"]
    observed = Observation(**{name: np.asarray(values)[:runs] for name, values in seen.items()})
    found = verdicts(observed, model.template.calendar.times, codes)
    # a run whose numbers are not finite says nothing
    return replace(found, recorded=found.recorded & np.asarray(record["sound"])[:runs])
