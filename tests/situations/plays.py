"""Playing a situation, reading it by name, and telling a difference from chance.

Runs of two situations with the same draw number share parameters and luck, so differences are
taken draw by draw. A difference counts when its mean exceeds four standard errors (chance alone
does so three times in 100,000), a probability when the whole of its exact 99.9 % interval (Clopper
& Pearson 1934) lies beyond the bound.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

from contingent.engine.ensemble import Chunk, simulate
from contingent.engine.model import make_model
from contingent.questions.endings import ending_classes, standing_endings
from contingent.scenario.load import load_scenario
from contingent.scenario.vocabulary import PHASES
from contingent.scenario.vocabulary import RUNGS as LADDER
from contingent.world.observe import Observation
from tests.situations.folder import write
from tests.situations.theatre import PATRONS, PLACES, SIDES, Theatre

RUNS = 512
ERRORS = 4.0
"""Standard errors by which a difference must differ from nothing."""


@dataclass(frozen=True)
class Play:
    """Finished runs of one situation; arrays have axes ``run, time``, time 0 the start date."""

    observed: Observation
    full: dict[str, Any]
    times: Any
    order: tuple[str, ...]

    def held(self, place: str, side: str) -> np.ndarray:
        """Return whether a side holds a place."""
        return np.asarray(self.observed.holder[..., PLACES.index(place)] == self.order.index(side))

    def series(self, name: str, side: str) -> np.ndarray:
        return np.asarray(self.observed.faction_series(name)[..., self.order.index(side)], float)

    def national(self, name: str) -> np.ndarray:
        return np.asarray(self.observed.national_series(name), float)

    def rung(self, patron: str, side: str) -> np.ndarray:
        return np.asarray(self.observed.rung[..., PATRONS.index(patron), self.order.index(side)])

    def stands(self, patron: str, side: str, rung: str) -> np.ndarray:
        """Return whether a patron stands at a rung or above."""
        return self.rung(patron, side) >= LADDER.index(rung)

    def phase(self, name: str) -> np.ndarray:
        """Return whether the two sides are in a phase of talks."""
        return np.asarray(self.observed.phase[..., 0, 1] == PHASES.index(name))

    @cached_property
    def standing(self) -> np.ndarray:
        """Name of the class of ending that stands at each time."""
        return np.array(ending_classes(self.order))[standing_endings(self.observed, self.times)]

    def weeks_until(self, event: np.ndarray) -> np.ndarray:
        """Return the weeks until an event is first seen in each run, or the whole time."""
        weeks = (self.times - self.times[0]).astype(float) / 7.0
        return np.where(event.any(1), weeks[event.argmax(1)], weeks[-1])


def play(country: Theatre, runs: int = RUNS, order: tuple[str, ...] = SIDES) -> Play:
    """Write a situation to a folder, load it and play it; the same one is played once."""
    return _play(json.dumps(country), runs, order)


@cache
def _play(written: str, runs: int, order: tuple[str, ...]) -> Play:
    with tempfile.TemporaryDirectory() as folder:
        scenario = load_scenario(write(json.loads(written), Path(folder) / "theatre", order))
    model = make_model(scenario)
    chunks = list(simulate(model, runs, keep=min(runs, RUNS)))
    assert not any(c.failed.any() for c in chunks)
    first = chunks[0]
    names = first.observed.__dataclass_fields__
    observed = replace(first.observed, **{n: _joined(chunks, n) for n in names})
    full = {
        k: np.concatenate([c.full[k] for c in chunks if c.full])
        for k in ("foreign", "engaged", "effort", "belief")
    }
    return Play(observed, full, model.template.calendar.times, order)


def _joined(chunks: list[Chunk], name: str) -> np.ndarray:
    return np.concatenate([getattr(c.observed, name) for c in chunks])


def excess(more: np.ndarray, less: np.ndarray) -> float:
    """Return by how many standard errors the first exceeds the second, paired by run."""
    difference = np.asarray(more, float) - np.asarray(less, float)
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    return float(difference.mean() / max(error, 1e-12))


def assert_more(more: np.ndarray, less: np.ndarray) -> None:
    """Assert that the first exceeds the second by more than chance could, paired by run."""
    found = excess(more, less)
    said = f"{np.mean(more):.4g} against {np.mean(less):.4g}: {found:.1f} standard errors"
    assert found > ERRORS, said


def interval(difference: np.ndarray) -> tuple[float, float]:
    """Return the mean of paired differences, four standard errors less and more."""
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    return difference.mean() - ERRORS * error, difference.mean() + ERRORS * error


def assert_within(difference: np.ndarray, bound: float) -> None:
    """Assert that a mean difference is surely smaller than a bound, whatever its sign."""
    low, high = interval(np.asarray(difference, float))
    assert -bound < low, f"{low:.4g} to {high:.4g} is not within {bound:.4g} of nothing"
    assert high < bound, f"{low:.4g} to {high:.4g} is not within {bound:.4g} of nothing"


def probability(hits: np.ndarray) -> tuple[float, float]:
    """Return the exact 99.9 % interval of a probability."""
    found = stats.binomtest(int(hits.sum()), len(hits)).proportion_ci(0.999, "exact")
    return float(found.low), float(found.high)


def assert_likely(hits: np.ndarray, at_least: float) -> None:
    """Assert that a probability surely exceeds a bound."""
    low, high = probability(hits)
    assert low > at_least, f"{low:.3f} to {high:.3f} is not above {at_least}"


def assert_unlikely(hits: np.ndarray, at_most: float) -> None:
    """Assert that a probability surely lies below a bound."""
    low, high = probability(hits)
    assert high < at_most, f"{low:.3f} to {high:.3f} is not below {at_most}"
