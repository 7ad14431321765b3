"""Result, summary and tables: the same numbers, whichever way they are asked for."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

import contingent as ct
from contingent.analysis.drivers.stored import drivers_of, stored_inputs
from contingent.questions import tables
from contingent.questions.quantiles import quantiles
from contingent.questions.summary import summarise
from contingent.scenario.problems import UserError
from tests.results.fake import stored


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return stored(tmp_path_factory.mktemp("run"), draws=120, replicates=2, keep=3)


def test_probability_leaves_failed_runs_out(result):
    outcomes = result.tree["outcomes"]
    sound = ~result.tree["run_stats/failed"].values[0]
    assert result.failed_runs == (~sound).sum() > 0
    hit = outcomes["hit"].values[0, :, :, 1]
    p, se = result.probability("q1")
    assert p == pytest.approx(hit[sound].mean())
    assert 0 < se < 0.1


def test_a_condition_restricts_the_runs(result):
    outcomes = result.tree["outcomes"]
    sound = ~result.tree["run_stats/failed"].values[0]
    counts = sound & outcomes["given"].values[0, :, :, 3]
    p, _ = result.probability("q3")
    assert p == pytest.approx(outcomes["hit"].values[0, :, :, 3][counts].mean())


def test_unknown_question_and_series_are_named(result):
    with pytest.raises(KeyError, match="no question 'q9' \\(one of: q0"):
        result.probability("q9")
    with pytest.raises(KeyError, match="no series"):
        result.quantiles("gold")


def test_endings_add_up(result):
    assert sum(result.endings().values()) == pytest.approx(1.0)
    assert set(result.endings()) >= {"peace-agreement", "victory:lna", "ongoing"}


def test_quantiles_are_those_of_numpy(result):
    sound = ~result.tree["run_stats/failed"].values[0]
    raw = result.tree["trajectories/fighters"].values[0][sound]
    both = result.quantiles("fighters", q=(0.1, 0.5))
    assert both.dims == ("quantile", "time", "faction")
    np.testing.assert_allclose(both.values, np.quantile(raw, (0.1, 0.5), axis=0))
    one = result.quantiles("fighters", q=(0.5,), faction="gna")
    assert one.dims == ("quantile", "time")
    np.testing.assert_allclose(one.values[0], np.quantile(raw[..., 1], 0.5, axis=0))
    assert result.quantiles("battle_deaths").sizes["quantile"] == 3


def test_repr_says_what_matters(result):
    text = repr(result)
    assert "Fake Land" in text
    assert "120 draws x 2" in text
    assert "Will the National Army hold Tripoli" in text


def test_summary_agrees_with_the_result(result):
    summary = summarise(result)
    (arm,) = summary["arms"]
    for question in arm["questions"]:
        p, se = result.probability(question["id"])
        assert question["probability"] == pytest.approx(p, abs=1e-6)
        assert question["se"] == pytest.approx(se, abs=1e-6)
        assert question["term"] == ct.term(p)
    assert summary["draws"] == 120
    assert summary["replicates"] == 2
    assert summary["failed_runs"] == result.failed_runs
    assert list(summary) == [
        "scenario", "seed", "draws", "replicates", "failed_runs", "arms", "versions",
    ]  # fmt: skip


def test_tables_add_up_and_survive_parquet(result, tmp_path):
    built = dict(tables.AsWanted(result))
    places = built["places_by_date"].groupby(["date", "place"])["probability"].sum()
    np.testing.assert_allclose(places, 1.0)
    rungs = built["patrons_by_date"].groupby(["date", "patron", "faction"])["probability"].sum()
    np.testing.assert_allclose(rungs, 1.0)
    fans = built["factions"]
    assert (fans["q05"] <= fans["q50"]).all()
    assert (fans["q50"] <= fans["q95"]).all()
    tables.write(built, tmp_path / "tables")
    again = tables.read(tmp_path / "tables")
    assert set(again) == set(built)
    assert again["questions"]["probability"].tolist() == built["questions"]["probability"].tolist()


def test_what_is_no_run_folder_is_a_user_error(tmp_path):
    with pytest.raises(UserError, match="is not a run folder"):
        ct.open_run(tmp_path)
    (tmp_path / "manifest.json").write_text("{broken")
    with pytest.raises(UserError, match="cannot be read"):
        ct.open_run(tmp_path)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(UserError, match="holds no results"):
        ct.open_run(tmp_path)


def test_small_arrays_are_read_once_and_large_ones_are_not_held(tmp_path, monkeypatch):
    def asked_again(small: int) -> float:
        monkeypatch.setattr("contingent.questions.result.SMALL", small)
        where = tmp_path / str(small)
        found = stored(where, draws=20, keep=1)
        first = found.probability("q1")
        shutil.rmtree(where / "results.zarr" / "outcomes")
        np.testing.assert_equal(found.probability("q1"), first)
        return first[0]

    assert 0 < asked_again(2**20) < 1
    with pytest.raises(AssertionError):  # what is gone reads as if nothing had happened
        asked_again(0)


def test_drivers_look_at_the_first_draws_if_so_told(result):
    some, inputs = stored_inputs(result, draws=100)
    every, same = stored_inputs(result)
    assert inputs == same
    np.testing.assert_array_equal(some, every[:100])
    assert drivers_of(result, "q1", draws=100).draws == 100
    assert drivers_of(result, "q1").draws == 120


@pytest.mark.parametrize("runs", [1, 2, 7, 400])
def test_quantiles_along_the_first_axis_are_those_of_numpy(runs):
    values = np.random.default_rng(3).lognormal(size=(runs, 6, 2)).astype(np.float32)
    values[0, 1, 0] = np.nan
    q = (0.0, 0.05, 0.25, 0.5, 0.9, 1.0)
    exact = np.quantile(values.astype(np.float64), q, axis=0)
    np.testing.assert_allclose(quantiles(values, q), exact, rtol=1e-14)
