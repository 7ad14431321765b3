"""The classifier against its plain-Python twin, on histories that no war would write."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.questions.endings import ending_classes, standing_endings
from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, PHASES
from contingent.world.observe import Observation
from tests.questions.endings_twin import Moment, classify
from tests.questions.made_observations import calendar, quiet


def moments(seen: Observation, run: int, days: int) -> list[Moment]:
    factions = seen.faction.shape[-1]
    merger = CLAUSES.index("merger")
    return [
        Moment(
            day=t * days,
            deaths=float(seen.national_series("battle_deaths")[run, t]),
            holders=seen.holder[run, t].tolist(),
            exists=[bool(a) for a in seen.faction_series("active")[run, t]],
            fighters=seen.faction_series("fighters")[run, t].tolist(),
            phases={
                (i, j): PHASES[seen.phase[run, t, i, j]] for j in range(factions) for i in range(j)
            },
            merged=CLAUSE_STATES[seen.clause[run, t, merger]] == "done",
        )
        for t in range(seen.national.shape[1])
    ]


def wild(seed: int, steps: int, factions: int, runs: int, restless: float) -> Observation:
    """Histories in which everything jumps now and then and stays for a while."""
    rng = np.random.default_rng(seed)
    seen = quiet(steps, runs, factions, places=3)
    times = steps + 1

    def jumps(values: list[int], rate: float, *shape: int) -> np.ndarray:
        drawn = rng.choice(values, (runs, times, *shape))
        keep = rng.random((runs, times, *shape)) > rate
        keep[:, 0] = False
        last = np.maximum.accumulate(
            np.where(keep, 0, np.arange(times).reshape(-1, *[1] * len(shape))), axis=1
        )
        return np.take_along_axis(drawn, last, axis=1)

    seen.holder[...] = jumps([-1, *range(factions)], 0.1 * restless, 3)
    phase = jumps([0, 0, 1, 2, 3], 0.1 * restless, factions, factions)
    seen.phase[...] = np.maximum(phase, np.swapaxes(phase, -1, -2))
    seen.clause[...] = jumps([0, 1, 2, 3], 0.05 * restless, 2)
    seen.faction_series("active")[...] = jumps([0, 1, 1, 1, 1], 0.02 * restless, factions)
    seen.faction_series("fighters")[...] = jumps([10, 40, 400, 1000], 0.05 * restless, factions)
    seen.faction_series("fighters")[:, 0] = 1000
    deaths = jumps([0, 0, 0, 1, 5, 12, 25, 60], 0.1 * restless)
    seen.national_series("battle_deaths")[...] = np.cumsum(deaths, axis=1)
    return seen


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    steps=st.integers(1, 150),
    factions=st.integers(1, 3),
    days=st.sampled_from([1, 5, 7, 10, 31]),
    restless=st.sampled_from([0.1, 0.5, 2.0]),
)
def test_the_classifier_and_its_twin_tell_the_same_story(
    seed: int, steps: int, factions: int, days: int, restless: float
) -> None:
    seen = wild(seed, steps, factions, runs=3, restless=restless)
    classes = ending_classes([str(f) for f in range(factions)])
    codes = standing_endings(seen, calendar(steps, days))
    for run in range(3):
        assert [classes[c] for c in codes[run]] == classify(moments(seen, run, days))


@pytest.mark.parametrize("days", [7, 10])
def test_the_wild_histories_visit_every_class(days: int) -> None:
    seen = wild(seed=1, steps=150, factions=2, runs=60, restless=0.5)
    codes = standing_endings(seen, calendar(150, days))
    assert set(np.unique(codes)) == set(range(7))
