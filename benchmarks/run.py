"""All measurements of one benchmark, in order."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.agreement import agreement
from benchmarks.baseline import baseline
from benchmarks.cold import SCENARIO, cold_runs, environment
from benchmarks.counting import functions_of_step
from benchmarks.drawn import drawn_worlds
from benchmarks.limit import limit, numbers_of_step
from benchmarks.machine import machine
from benchmarks.mechanisms import mechanism_share
from benchmarks.memory import peak_memory
from benchmarks.ours import ours
from benchmarks.pace import rates, ratio, take_turns
from benchmarks.pairing import variance_reduction
from contingent.engine.model import make_model
from contingent.scenario.load import load_scenario

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    Attributes
    ----------
    cold_runs : int
        Commands started afresh, after the first.
    rounds : int
        Turns of each contender.
    seconds : float
        Length of a turn, about.
    worlds : int
        Drawn worlds for the Mesa model.
    share_rounds : int
        Turns of each mechanism by itself; 0 leaves the shares out.
    memory_draws : int
        Draws of the ensemble whose memory is measured.
    """

    cold_runs: int
    rounds: int
    seconds: float
    worlds: int
    share_rounds: int
    memory_draws: int


FULL = Effort(cold_runs=3, rounds=5, seconds=20.0, worlds=64, share_rounds=5, memory_draws=100_000)
QUICK = Effort(cold_runs=1, rounds=2, seconds=2.0, worlds=4, share_rounds=0, memory_draws=2000)


def measure(effort: Effort, tell: Tell) -> dict[str, Any]:
    """Measure everything; return the figures of ``bench.json``."""
    with TemporaryDirectory() as folder:
        cache = Path(folder)
        figures = cold_runs(cache, effort.cold_runs, tell)
        # the code that the first run compiled serves this process too, which has not started jax
        os.environ.clear()
        os.environ.update(environment(cache))
        figures |= _side_by_side(effort, tell)
        figures |= variance_reduction(tell)
        figures |= peak_memory(cache, effort.memory_draws, tell)
    return figures


def _side_by_side(effort: Effort, tell: Tell) -> dict[str, Any]:
    """Measure what needs jax in this process."""
    on = machine()
    model = make_model(load_scenario(SCENARIO))
    tell("mesa: writing drawn worlds as plain numbers")
    mesa, endings = baseline(model, drawn_worlds(model, effort.worlds))
    contenders = [ours(model), limit(model), mesa]
    samples = take_turns(contenders, effort.rounds, effort.seconds, tell)
    rate = {name: rates(turns) for name, turns in samples.items()}
    faster = ratio(samples, "contingent", "mesa")
    figures: dict[str, Any] = {
        "run_weeks_per_s": rate["contingent"]["run_weeks_per_s"],
        "run_weeks_per_core_s": rate["contingent"]["run_weeks_per_core_s"],
        "mesa_run_weeks_per_s": rate["mesa"]["run_weeks_per_s"],
        "ratio_to_mesa": faster,
        "ratio_to_mesa_on_every_core": faster / on["cores"],
        "limit_run_weeks_per_s": rate["limit"]["run_weeks_per_s"],
        "ratio_to_limit": ratio(samples, "contingent", "limit"),
        "limit_of": {
            "random_numbers": numbers_of_step(model),
            "functions": dict(functions_of_step(model)),
        },
        "pace": rate,
        "machine": on,
    }
    tell("agreement of the Mesa model with the engine")
    figures["agreement"] = agreement(model, endings)
    if effort.share_rounds:
        figures |= mechanism_share(model, effort.share_rounds, 1.0, tell)
    return figures
