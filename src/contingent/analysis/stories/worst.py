"""The deadliest twentieth of all worlds: what it costs, and what its worlds have in common.

The mean of the worst twentieth is the expected shortfall of finance (Acerbi & Tasche 2002, *On the
coherence of expected shortfall*, Journal of Banking and Finance 26(7), 1487-1503): it says how bad
the bad worlds are, where a quantile only says where they begin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.drivers.inputs import CLAIMS
from contingent.analysis.drivers.stored import stored_inputs
from contingent.analysis.stories.drawn import stored_ends
from contingent.questions.quantiles import quantiles
from contingent.questions.result import Result

TAIL = 0.05
FEWEST = 20
"""Worlds in the tail without which nothing is said of what they share."""

CLEAR = 4.0
"""Standard errors beyond which a mark is told: of hundreds of inputs, chance seldom gets there."""

SERIES = ("battle_deaths", "civilian_deaths", "displaced")

Bools = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Mark:
    """Something that is more, or less, common in the tail.

    Attributes
    ----------
    kind, text : str
        ``ending``, ``question``, ``claim`` or ``number``; which one, or in words.
    there, everywhere : float
        Share of the worlds of the tail, and of all, in which it is so: a class of ending stands at
        the end, the answer is yes, the claim is true, the number is above its median.
    z : float
        Difference in standard errors of so small a sample of all worlds.
    """

    kind: str
    text: str
    there: float
    everywhere: float
    z: float


@dataclass(frozen=True)
class Worst:
    """The deadliest twentieth by battle deaths.

    Attributes
    ----------
    runs : int
        Worlds in it.
    means : dict of str to float
        Mean of each series of `SERIES` at the end.
    marks : tuple of Mark
        What is beyond chance, the clearest first.
    """

    runs: int
    means: dict[str, float]
    marks: tuple[Mark, ...]


def worst_of(result: Result, arm: str = "baseline") -> Worst | None:
    """Return the deadliest twentieth of an arm's runs; None if every run failed."""
    at = result.arms.index(arm)
    sound = result.sound(arm)
    if not sound.any():
        return None
    ends = {name: stored_ends(result, name, None, at)[sound] for name in SERIES}
    runs = math.ceil(TAIL * len(ends["battle_deaths"]))
    order = np.argsort(-ends["battle_deaths"], kind="stable")
    tail = np.zeros(sound.shape, bool)
    inside = np.zeros(len(order), bool)
    inside[order[:runs]] = True
    tail[sound] = inside
    marks: list[Mark] = []
    draws = int(tail.any(axis=1).sum())
    if draws >= FEWEST and ends["battle_deaths"].any():
        every = [*_endings(result, arm, sound, tail), *_answers(result, arm, sound, tail)]
        every += _inputs(result, arm, sound, tail)
        marks = sorted((_mark(*each, draws) for each in every), key=lambda m: -abs(m.z))
    means = {name: float(values[inside].mean()) for name, values in ends.items()}
    return Worst(runs, means, tuple(m for m in marks if abs(m.z) > CLEAR))


def _mark(kind: str, text: str, there: float, everywhere: float, draws: int) -> Mark:
    spread = math.sqrt(everywhere * (1 - everywhere) / draws)
    return Mark(kind, text, there, everywhere, (there - everywhere) / spread if spread else 0.0)


def _endings(
    result: Result, arm: str, sound: Bools, tail: Bools
) -> Iterator[tuple[str, str, float, float]]:
    tree: Any = result.tree
    last = tree["outcomes/ending"].sel(arm=arm).isel(time=-1).values
    for code, name in enumerate(result.ending_classes):
        stands = last == code
        yield "ending", name, float(stands[tail].mean()), float(stands[sound].mean())


def _answers(
    result: Result, arm: str, sound: Bools, tail: Bools
) -> Iterator[tuple[str, str, float, float]]:
    """Yield the answers to questions without a condition that are not about the toll itself."""
    tree: Any = result.tree
    hits = tree["outcomes/hit"].sel(arm=arm)
    for i, asked in enumerate(result.questions):
        if asked.get("given") is not None or _restates(asked.get("event")):
            continue
        hit = hits.isel(question=i).values.astype(bool)
        yield "question", asked["id"], float(hit[tail].mean()), float(hit[sound].mean())


def _restates(event: Any) -> bool:
    """Tell whether an event is about the toll itself, or about endings, which are told apart."""
    return any(f"'is': '{atom}'" in str(event) for atom in ("Total", "Ended"))


def _inputs(
    result: Result, arm: str, sound: Bools, tail: Bools
) -> Iterator[tuple[str, str, float, float]]:
    x, inputs = stored_inputs(result, arm)
    high = x > quantiles(x, (0.5,))[0]  # for claims, whose median says nothing, see below
    there, everywhere = (_weighted(high, which) for which in (tail, sound))
    truths = [_weighted(x > 0, which) for which in (tail, sound)]
    for i, each in enumerate(inputs):
        if each.kind == CLAIMS:
            yield "claim", each.label, float(truths[0][i]), float(truths[1][i])
        else:
            yield "number", each.label, float(there[i]), float(everywhere[i])


def _weighted(so: Bools, which: Bools) -> Shares:
    """Return the share of the chosen runs in which each input is so, ``[input]``."""
    weights = which.sum(axis=1)
    shares: Shares = weights @ so / weights.sum()
    return shares
