"""The store: one valid, cleanly opening tree whatever the grouping and whenever it stops."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from contingent.engine.store import rectangles
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES
from tests.results.fake import scenario, simulate, stored


def test_opens_without_warnings_and_with_the_promised_groups(tmp_path):
    stored(tmp_path, draws=70, keep=10)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tree = xr.open_datatree(tmp_path / "results.zarr", engine="zarr")
    groups = {"design", "trajectories", "outcomes", "ledger", "run_stats", "full"}
    assert set(tree.children) == groups
    for name in (*FACTION_SERIES, *NATIONAL_SERIES):
        series = tree["trajectories"][name]
        assert series.dtype == np.float32
        assert series.attrs["units"]
        assert series.attrs["long_name"]
    assert tree["trajectories/holder"].dims == ("arm", "draw", "replicate", "time", "place")
    assert tree["trajectories/rung"].dtype == np.int8
    assert tree["full/hold"].sizes["draw"] == 10
    assert tree["ledger/change"].dims[-3:] == ("time", "entry", "faction")
    assert str(tree["time"].values[1])[:10] == "2019-04-11"


@pytest.mark.parametrize(("draws", "replicates"), [(70, 1), (30, 3), (2, 100), (3, 300)])
def test_what_was_written_is_read_back(tmp_path, draws, replicates):
    result = stored(tmp_path, draws, replicates, keep=2)
    chunks = list(simulate(scenario(), draws, replicates, keep=2))
    tree = result.tree
    shape = (draws, replicates)
    holder = np.concatenate([c.observed.holder for c in chunks])
    np.testing.assert_array_equal(
        tree["trajectories/holder"].values[0], holder.reshape(*shape, *holder.shape[1:])
    )
    deaths = np.concatenate([c.observed.national_series("battle_deaths") for c in chunks])
    np.testing.assert_array_equal(
        tree["trajectories/battle_deaths"].values[0], deaths.reshape(*shape, -1)
    )
    hold = np.concatenate([c.full["hold"] for c in chunks if c.full])
    np.testing.assert_array_equal(
        tree["full/hold"].values[0], hold.reshape(2, replicates, *hold.shape[1:])
    )
    for account, cause in (("fallen", "combat"), ("treasury", "revenue")):
        ledger = np.concatenate([c.ledger.of(account, cause) for c in chunks if c.ledger])
        change = tree["ledger/change"].sel(arm="baseline", entry=f"{cause}:{account}")
        np.testing.assert_array_equal(
            change.values, ledger.reshape(2, replicates, *ledger.shape[1:])
        )
    treasury = tree["design/value"].sel(arm="baseline", quantity="factions.lna.treasury")
    np.testing.assert_array_equal(treasury.values, np.arange(draws))


def test_an_interrupted_store_is_valid_for_its_finished_draws(tmp_path):
    whole = stored(tmp_path, draws=100, replicates=3, keep=90, stop=2)
    assert whole.interrupted
    assert whole.draws == 128 // 3
    assert whole.tree["full"].sizes["draw"] == 128 // 3
    assert np.isfinite(whole.tree["trajectories/fighters"].values).all()
    assert len(whole.tree["design/draw"]) == 128 // 3


def test_arms_lie_beside_each_other_and_are_cut_to_what_all_have_finished(tmp_path):
    from contingent.engine.store import RunStore
    from tests.results.fake import layout, outcomes

    sc = scenario()
    plan = layout(sc, 200, keep=100)
    store = RunStore(tmp_path / "r.zarr", replace(plan, coords={**plan.coords, "arm": ["a", "b"]}))
    chunks = {arm: list(simulate(sc, 200, keep=100, seed=arm)) for arm in (0, 1)}
    for arm, i in ((0, 0), (1, 0), (0, 1), (1, 1), (0, 2)):
        chunk = replace(chunks[arm][i], arm=arm)
        store.append(chunk, outcomes(sc, chunk))
    with pytest.raises(ValueError, match="starts at run 0, expected 128"):
        store.append(replace(chunks[1][0], arm=1))
    assert store.close() == 128
    tree = xr.open_datatree(tmp_path / "r.zarr", engine="zarr")
    for arm, name in enumerate(("a", "b")):
        holder = np.concatenate([c.observed.holder for c in chunks[arm][:2]])
        stored_holder = tree["trajectories/holder"].sel(arm=name).values[:, 0]
        np.testing.assert_array_equal(stored_holder, holder)
        hold = np.concatenate([c.full["hold"] for c in chunks[arm][:2]])[:100]
        np.testing.assert_array_equal(tree["full/hold"].sel(arm=name).values[:, 0], hold)


def test_chunks_out_of_order_are_refused(tmp_path):
    from contingent.engine.store import RunStore
    from tests.results.fake import layout

    sc = scenario()
    store = RunStore(tmp_path / "r.zarr", layout(sc, 100))
    later = list(simulate(sc, 100))[1]
    with pytest.raises(ValueError, match="expected 0"):
        store.append(later)


@pytest.mark.parametrize("replicates", [1, 2, 3, 7, 50])
def test_rectangles_cover_every_run_once(replicates):
    seen = np.zeros((40, replicates), int)
    for first in range(0, 40 * replicates, 16):
        total = 0
        for draws, inside, count in rectangles(first, min(16, 40 * replicates - first), replicates):
            seen[draws, inside] += 1
            total += count
            assert (draws.stop - draws.start) * (inside.stop - inside.start) == count
        assert total == min(16, 40 * replicates - first)
    assert (seen == 1).all()
