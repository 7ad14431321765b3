"""The Mesa model as a contender: whole runs, one after the other, on one core."""

from __future__ import annotations

import time
from dataclasses import dataclass

from benchmarks.drawn import Drawn
from benchmarks.mesa_libya import War
from benchmarks.ours import weeks_of
from benchmarks.pace import Contender
from contingent.engine.model import Model


@dataclass(frozen=True)
class Ending:
    """How one run of the Mesa model ended."""

    draw: int
    battle_deaths: float
    holder: list[int]


def baseline(model: Model, worlds: list[Drawn]) -> tuple[Contender, list[Ending]]:
    """Return the Mesa model as a contender, and the list that its runs are noted in.

    World after world is played; when all have been, it begins again with other luck.
    """
    endings: list[Ending] = []

    def play(seconds: float) -> float:
        began, runs = time.perf_counter(), 0
        while not runs or time.perf_counter() - began < seconds:
            number = len(endings)
            war = War(worlds[number % len(worlds)], seed=number)
            war.run_model()
            state = war.state
            endings.append(Ending(number % len(worlds), state.battle_deaths, state.holder))
            runs += 1
        return runs * weeks_of(model)

    return Contender("mesa", play), endings
