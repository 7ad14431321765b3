"""Contenders play in turn, again and again, so that a busy machine slows them all alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Contender:
    """Something that plays run-weeks.

    Attributes
    ----------
    name : str
        What the figures are called.
    play : callable
        Plays for about so many seconds and returns the run-weeks that it played.
    """

    name: str
    play: Callable[[float], float]


@dataclass(frozen=True)
class Sample:
    """What one turn gave: run-weeks, seconds by the clock, seconds of processor time (all cores).

    Processor time leaves out what other programs took of the machine.
    """

    run_weeks: float
    seconds: float
    core_seconds: float


def take_turns(
    contenders: list[Contender], rounds: int, seconds: float, tell: Callable[[str], None]
) -> dict[str, list[Sample]]:
    """Let every contender play `rounds` turns of about so many seconds: A, B, A, B and so on.

    Each has one short turn before, which compiles and warms up and is not counted.
    """
    for contender in contenders:
        tell(f"{contender.name}: warming up")
        contender.play(0.0)
    samples: dict[str, list[Sample]] = {contender.name: [] for contender in contenders}
    for number in range(1, rounds + 1):
        for contender in contenders:
            clock, core = time.perf_counter(), time.process_time()
            played = contender.play(seconds)
            sample = Sample(played, time.perf_counter() - clock, time.process_time() - core)
            samples[contender.name].append(sample)
            rate = sample.run_weeks / sample.seconds
            tell(f"{contender.name}: round {number} of {rounds}, {rate:,.0f} run-weeks/s")
    return samples


def rates(samples: list[Sample]) -> dict[str, Any]:
    """Return the median rate by the clock and by processor time, and the spread of the former."""
    by_clock = [s.run_weeks / s.seconds for s in samples]
    return {
        "run_weeks_per_s": median(by_clock),
        "run_weeks_per_core_s": median(s.run_weeks / s.core_seconds for s in samples),
        "least": min(by_clock),
        "most": max(by_clock),
        "seconds": sum(s.seconds for s in samples),
    }


def ratio(samples: Mapping[str, list[Sample]], one: str, other: str) -> float:
    """Return how many times as fast one is as another: the median over rounds.

    The two of one round stand side by side, so the load of the machine cancels in part.
    """
    pairs = zip(samples[one], samples[other], strict=True)
    return median((a.run_weeks / a.seconds) / (b.run_weeks / b.seconds) for a, b in pairs)
