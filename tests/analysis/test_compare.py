"""Arms against the baseline: known differences of small tables of outcomes, pair by pair."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.analysis.compare import contrasts
from contingent.analysis.outturn import COST, Outturn

DRAWS = 100
ASKED = [("first", "Does it happen?"), ("second", "Does it, under a condition?")]
ENDINGS = ("peace", "war")


def outturn(hits, given=None, ending=None, deaths=0.0, failed=()):
    hits = np.asarray(hits, bool)[:, None]
    valid = np.ones_like(hits)
    valid[list(failed)] = False
    met = np.ones_like(hits) if given is None else np.asarray(given, bool)[:, None]
    code = np.zeros(hits.shape, np.int8) if ending is None else np.asarray(ending)[:, None]
    cost = {name: np.broadcast_to(np.float32(deaths), hits.shape[:1])[:, None] for name in COST}
    both = np.stack([hits, hits], -1)
    return Outturn(both, np.stack([np.ones_like(hits), met], -1), code, valid, cost)


def found(base, arm):
    return {c.id: c for c in contrasts(base, arm, ASKED, ENDINGS)}


DRAW = np.arange(DRAWS)


def test_an_arm_that_changes_nothing_differs_by_exactly_nothing():
    same = outturn(DRAW % 3 == 0, deaths=np.arange(DRAWS, dtype=np.float32))
    for contrast in found(same, same).values():
        assert contrast.paired.difference == 0.0
        assert contrast.paired.identical
        assert contrast.paired.turned_on == contrast.paired.turned_off == 0.0
        assert contrast.paired.se > 0.0


def test_worlds_turned_on_and_off_make_up_the_difference():
    base = DRAW < 40
    arm = (DRAW >= 10) & (DRAW < 70)
    change = found(outturn(base), outturn(arm))["first"]
    assert change.baseline == pytest.approx(0.4)
    assert change.arm == pytest.approx(0.6)
    assert change.paired.turned_on == pytest.approx(0.3)
    assert change.paired.turned_off == pytest.approx(0.1)
    assert change.paired.difference == pytest.approx(0.2)
    assert change.paired.low < 0.2 < change.paired.high


def test_a_condition_must_be_met_in_both_arms():
    before, after = DRAW < 50, DRAW >= 25
    hits = DRAW % 5 == 0
    change = found(outturn(hits, before), outturn(~hits, after))["second"]
    assert change.paired.n == 25
    assert change.paired.turned_on == pytest.approx(0.8)
    assert change.baseline == pytest.approx(0.2)
    assert change.arm == pytest.approx(0.8)
    assert change.said == f"{change.text} [change: of the 25 runs that met its condition in both]"
    always = found(outturn(hits), outturn(~hits))["second"]
    assert always.said == always.text


def test_a_condition_never_met_in_both_is_not_known():
    change = found(outturn(DRAW > 0, DRAW < 50), outturn(DRAW > 0, DRAW >= 50))["second"]
    assert change.paired.n == 0
    assert change.unpaired_runs is None
    assert set(change.as_dict()) & {"difference", "se", "low", "high"} == set()
    never = found(outturn(DRAW > 0), outturn(DRAW > 0, DRAW < 0))["second"]
    assert "baseline" in never.as_dict()
    assert "arm" not in never.as_dict()


def test_a_run_that_fails_in_one_arm_is_left_out_of_both():
    hits = DRAW < 50
    change = found(outturn(hits), outturn(~hits, failed=range(90, 100)))["first"]
    assert change.paired.n == 90
    assert change.paired.turned_on == pytest.approx(40 / 90)


def test_endings_and_lives():
    base = outturn(DRAW < 0, ending=(DRAW >= 30).astype(np.int8), deaths=100.0)
    noise = np.where(DRAW % 2 == 0, 20, 40).astype(np.float32)
    arm = outturn(DRAW < 0, ending=(DRAW >= 80).astype(np.int8), deaths=100.0 + noise)
    seen = found(base, arm)
    assert seen["peace"].paired.difference == pytest.approx(0.5)
    assert seen["war"].paired.difference == pytest.approx(-0.5)
    deaths = seen["battle_deaths"]
    assert (deaths.baseline, deaths.arm) == (pytest.approx(100), pytest.approx(130))
    assert deaths.paired.difference == pytest.approx(30)
    assert 0.5 < deaths.paired.se < 4  # ten over the root of a hundred, and a little for caution


def test_pairs_save_runs_where_luck_is_shared_and_not_where_it_is_not():
    rng = np.random.default_rng(1)
    base = rng.random(DRAWS) < 0.5
    nearly = base ^ (DRAW < 4)
    shared = found(outturn(base), outturn(nearly))["first"]
    other = found(outturn(base), outturn(rng.random(DRAWS) < 0.5))["first"]
    assert shared.unpaired_runs > 5 * DRAWS
    assert other.unpaired_runs < 2 * DRAWS
