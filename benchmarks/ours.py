"""Steady speed of `simulate`: compiled already, chunk after chunk, drawing of worlds included."""

from __future__ import annotations

import time

from benchmarks.pace import Contender
from contingent.engine.devices import start_jax
from contingent.engine.ensemble import FEW_CHUNKS, simulate
from contingent.engine.model import Model
from contingent.engine.program import LANES


def weeks_of(model: Model) -> float:
    """Return the length of one run in weeks."""
    return float(model.template.calendar.days.sum()) / 7.0


def ours(model: Model) -> Contender:
    """Return the engine as a contender.

    It plays whole chunks, and so many at least that the program of large ensembles plays them.
    """
    lanes = start_jax() * LANES
    pace = [1.0]  # seconds a chunk, as last seen

    def play(seconds: float) -> float:
        chunks = max(FEW_CHUNKS + 1, round(seconds / pace[0]))
        began = time.perf_counter()
        runs = sum(chunk.runs for chunk in simulate(model, chunks * lanes))
        if seconds:  # the first turn compiles, and says nothing about the pace
            pace[0] = (time.perf_counter() - began) / chunks
        return runs * weeks_of(model)

    return Contender("contingent", play)
