"""Fitting: it learns what was planted, only from what it may, and loses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from contingent.history import workshop
from contingent.history.fit_table import fit_history
from contingent.history.fitting import QUICK, Effort, fit, weights_of
from contingent.history.forecast import forecast, quantiles_of, with_flares
from contingent.history.parameters import MEAN, NAMES, SD
from contingent.history.predict_table import predict_history
from contingent.history.predictions import HORIZON_DAYS, read_predictions
from contingent.history.vectors import read_vectors
from contingent.history.workshop import SCENARIOS_FROM, learn
from contingent.scenario.load import load_scenario
from contingent.scenario.problems import UserError
from contingent.world.learnt import Earlier, Learnt, as_yaml, read_learnt
from tests.history.made import episodes, rows, without_outcomes, written

SMALL = Effort(paths=8, iterations=6, members=1)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return episodes(tmp_path_factory.mktemp("made"))


def planted(table, outcome):
    same = np.full(len(table), outcome, np.int8)
    return replace(table, outcomes=replace(table.outcomes, outcome4=same))


def test_it_learns_who_wins(table):
    everyone = np.ones(len(table))
    fits = [fit(planted(table, o), everyone, 1, SMALL).vector for o in (0, 1)]
    means = [forecast([v], table.covariates, draws=32).chances.mean(0) for v in fits]
    assert means[0][0] > means[1][0] + 0.1
    assert means[1][1] > means[0][1] + 0.1


def test_a_fit_gets_better_and_repeats(table):
    weights = weights_of(table, np.ones(len(table), bool), 3)
    found = fit(table, weights, 3, SMALL)
    begun = fit(table, weights, 3, replace(SMALL, iterations=1))
    assert found.objective < begun.objective
    assert np.array_equal(found.vector, fit(table, weights, 3, SMALL).vector)


def test_what_is_not_learnt_from_does_not_matter(table):
    learns = np.arange(len(table)) % 3 > 0
    weights = weights_of(table, learns, 4)
    assert (weights[~learns] == 0).all()
    assert (weights[learns] > 0).all()
    other = table.outcomes.outcome4.copy()
    other[~learns] = (other[~learns] + 1) % 4
    changed = replace(table, outcomes=replace(table.outcomes, outcome4=other))
    assert np.array_equal(
        fit(table, weights, 4, SMALL).vector, fit(changed, weights, 4, SMALL).vector
    )


def test_episodes_of_a_conflict_weigh_alike(table):
    weights = weights_of(table, np.ones(len(table), bool), 5)
    by_conflict = {}
    for name, weight in zip(table.covariates.conflict, weights, strict=True):
        assert by_conflict.setdefault(name, weight) == weight
    assert len(set(by_conflict.values())) == len(by_conflict)


def test_finished_fits_are_kept(table, tmp_path, monkeypatch):
    path = written(tmp_path / "made.csv", rows())
    effort = Effort(paths=4, iterations=1, members=2)
    first = learn(path, folder=tmp_path / "fits", effort=effort)

    def never(*_):
        pytest.fail("made again")

    monkeypatch.setattr("contingent.history.crossval.fit", never)
    counted = []
    again = learn(path, folder=tmp_path / "fits", effort=effort, tell=lambda *n: counted.append(n))
    assert set(first.learnt.parameters) == set(NAMES)
    for name, values in first.learnt.parameters.items():
        assert np.array_equal(values, again.learnt.parameters[name])
    assert counted == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(pytest.fail.Exception):
        learn(path, folder=tmp_path / "fits", effort=effort, seed=2)


def test_predictions_are_the_same_alone_and_among_others(table):
    vectors = [MEAN, MEAN + 0.3 * SD]
    all_of_them = forecast(vectors, table.covariates, draws=16)
    some = np.array([5, 2, 40])
    alone = forecast(vectors, table.covariates.take(some), draws=16)
    assert alone.chances == pytest.approx(all_of_them.chances[some], abs=1e-6)
    assert alone.quantiles == pytest.approx(all_of_them.quantiles[some], rel=1e-4)


def test_outcomes_are_not_looked_at(tmp_path):
    made = rows()
    shuffled = [dict(row) for row in made]
    order = np.random.default_rng(1).permutation(len(made))
    for name in ("outcome", "outcome4", "end_year", "end_date", "duration_days", "date_source"):
        for row, i in zip(shuffled, order, strict=True):
            row[name] = made[i][name]
    tables = {"as": made, "shuffled": shuffled, "without": without_outcomes(made)}
    files = []
    for name, some in tables.items():
        out = tmp_path / f"{name}-predicted.csv"
        predict_history(written(tmp_path / f"{name}.csv", some), out, draws=8)
        files.append(out.read_bytes())
    assert files[0] == files[1] == files[2]


def test_an_epid_is_enough(tmp_path):
    (tmp_path / "bare.csv").write_text("epid\n7\n", "utf-8")
    out = tmp_path / "predicted.csv"
    predict_history(tmp_path / "bare.csv", out, draws=8)
    found = read_predictions(out)
    assert found.chances.sum() == pytest.approx(1.0)
    assert (found.chances > 0).all()
    assert found.open is not None


def test_a_file_that_is_there_is_not_replaced(tmp_path):
    path = written(tmp_path / "made.csv", rows(5))
    with pytest.raises(UserError, match="exists"):
        predict_history(path, path, draws=8)
    with pytest.raises(UserError, match="no folder"):
        predict_history(path, tmp_path / "none" / "p.csv", draws=8)


def test_quantiles_of_a_known_course():
    from contingent.history.clock import edges

    at = edges()
    even = np.diff(at)[None] / at[-1]  # uniform from 0 to the horizon
    assert quantiles_of(even)[0] == pytest.approx(
        HORIZON_DAYS * np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    )
    assert (quantiles_of(even * 0.5)[0][2:] == HORIZON_DAYS).all()
    flared = with_flares(even, np.array([0.5]))
    assert flared.sum() == pytest.approx(1.0)
    assert quantiles_of(flared)[0, 1] < 2.0


def test_what_was_learnt_survives_its_file(tmp_path):
    fits = np.random.default_rng(1).normal(size=(3, len(NAMES)))
    named = dict(zip(NAMES, fits.T, strict=True))
    about = {"sha256": "0", "episodes": 3}
    early = Earlier("2011-02-17", 2, {n: 2.0 * v for n, v in named.items()}, {"reb": (1, 3.5)})
    learnt = Learnt("2020-01-01", about, {"seed": 1}, named, early, {"a": [1.0]})
    path = tmp_path / "parameters.yaml"
    path.write_text(as_yaml(learnt), "utf-8")
    again = read_learnt(path)
    assert np.array(read_vectors(path)) == pytest.approx(fits, abs=1e-5)
    assert again.scores == {"a": [1.0]}
    assert again.earlier.recurrence == {"reb": (1, 3.5)}
    assert (again.earlier.ended_before, again.earlier.episodes) == ("2011-02-17", 2)
    assert again.earlier.parameters["turmoil"] == pytest.approx(2.0 * named["turmoil"], abs=1e-5)
    path.write_text(as_yaml(learnt).replace("earlier:", "later:"), "utf-8")
    with pytest.raises(UserError, match="no entry 'earlier'"):
        read_learnt(path)
    path.write_text(as_yaml(learnt).replace("turmoil:", "turnip:"), "utf-8")
    with pytest.raises(UserError, match="no parameter 'turmoil'"):
        read_vectors(path)
    with pytest.raises(UserError, match="cannot be read"):
        read_learnt(tmp_path / "none.yaml")


def shipped_starts():
    named = ("libya-2011", "libya-2019")
    return [load_scenario(name).start.isoformat() for name in named]


def test_only_wars_that_had_ended_teach_scenarios(tmp_path):
    made = rows(60)
    late = [dict(row, end_year="2015", end_date="2015-01-01") for row in made[:20]]
    effort = Effort(paths=4, iterations=1, members=1)

    def earlier(table, name):
        path = written(tmp_path / name, table)
        return learn(path, folder=tmp_path / "fits", effort=effort).learnt.earlier

    ends = [date.fromisoformat(row["end_date"]) for row in made[20:]]
    found = earlier([*late, *made[20:]], "late.csv")
    assert found.episodes == sum(end < SCENARIOS_FROM for end in ends)
    other = [dict(row, outcome4="reb", outcome="rebel-victory") for row in late]
    again = earlier([*other, *made[20:]], "other.csv")
    assert found.recurrence == again.recurrence
    for name, values in found.parameters.items():
        assert np.array_equal(values, again.parameters[name])


def test_the_packaged_fits_are_there_and_say_how_good_they_are():
    learnt = read_learnt()
    assert len(read_vectors()) >= 2
    assert learnt.earlier.ended_before == min(shipped_starts())
    assert set(learnt.earlier.parameters) == set(learnt.parameters)
    assert len(learnt.table["sha256"]) == 64
    coded = learnt.scores["rows with rebel strength coded"]["scores"]
    value, low, high = coded["contingent"]["log_loss"]
    assert low < value < high
    assert {"base rates", "logit, 5 features"} <= set(coded)


def test_fit_and_score_go_together(tmp_path):
    path = written(tmp_path / "made.csv", rows(60))
    found = fit_history(
        path, tmp_path / "out", effort=Effort(paths=4, iterations=1, members=1), cross_validate=True
    )
    predicted = read_predictions(tmp_path / "out" / "contingent.csv")
    assert predicted.epid == tuple(row["epid"] for row in rows(60))
    panel = found.learnt.scores["all rows"]
    assert set(panel["scores"]["contingent"]) >= {"log_loss", "brier", "crps"}
    assert sum(each["rows"] for each in panel["reliability"]["bins"]) == 4 * 60
    assert read_learnt(tmp_path / "out" / "parameters.yaml").scores == found.learnt.scores


def test_too_little_to_learn_from_is_said(tmp_path):
    path = written(tmp_path / "few.csv", rows(8, countries=2))
    with pytest.raises(UserError, match="countries are too few"):
        learn(path, folder=tmp_path / "fits", effort=QUICK)
    unknown = [row | {"outcome4": "", "outcome": ""} for row in rows(30)]
    with pytest.raises(UserError, match="have no outcome"):
        workshop.learn(written(tmp_path / "unknown.csv", unknown), folder=tmp_path, effort=QUICK)
