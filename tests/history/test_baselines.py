"""Baselines: they find what is there, and nothing where there is nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contingent.history.baselines import OF_DURATIONS, OF_OUTCOMES
from contingent.history.baselines.base_rates import base_rates, rates
from contingent.history.baselines.climatology import climatology
from contingent.history.baselines.era import era_base_rates
from contingent.history.baselines.features import Scale, every, fifteen, five
from contingent.history.baselines.logit import logit_of_five
from contingent.history.baselines.weibull import fit
from contingent.history.columns import CLASSES
from contingent.history.entrants import baselines, cross_validated
from contingent.history.predictions import HORIZON_DAYS, LEVELS
from contingent.history.scores import log_losses
from tests.history.made import FINE, episodes, rows, written

STRONG = ("parity", "stronger", "much stronger")


def by_strength(row: dict[str, str], luck: np.random.Generator) -> str:
    """Strong rebels win nine times in ten, others are beaten as often."""
    return (
        "rebel-victory"
        if (row["nsa_rebstrength"] in STRONG) == (luck.random() < 0.9)
        else ("government-victory")
    )


def by_era(row: dict[str, str], luck: np.random.Generator) -> str:
    """Wars were won until 1980 and settled later, nine times in ten."""
    late = int(row["start_year"]) >= 1980
    return FINE[2] if late == (luck.random() < 0.9) else FINE[0]


def fine_only(made: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{k: v for k, v in row.items() if k != "outcome4"} for row in made]


def read(tmp_path: Path, made: list[dict[str, str]]) -> Any:
    from contingent.history.reading import read_episodes

    return read_episodes(written(tmp_path / "made.csv", made))


def test_every_baseline_speaks_in_chances_and_quantiles(tmp_path: Path) -> None:
    table = episodes(tmp_path, 80, countries=12)
    for entrant in baselines(table):
        if entrant.chances is not None:
            assert entrant.chances.shape == (80, 4)
            assert entrant.chances.sum(1) == pytest.approx(1.0)
            assert entrant.chances.min() > 1e-3
        else:
            assert entrant.quantiles is not None
            assert entrant.quantiles.shape == (80, len(LEVELS))
            assert (np.diff(entrant.quantiles, axis=1) >= 0).all()
            assert entrant.quantiles.min() >= 0
            assert entrant.quantiles.max() <= HORIZON_DAYS
    assert {e.name for e in baselines(table)} == {*OF_OUTCOMES, *OF_DURATIONS}


def test_nothing_is_found_in_noise(tmp_path: Path) -> None:
    """Outcomes that hang on nothing: on average over tables, who looks does worse."""
    gains: dict[str, list[float]] = {}
    for seed in range(4):
        table = episodes(tmp_path, 160, seed, countries=30)
        found = {e.name: e.chances for e in baselines(table) if e.chances is not None}
        losses = {name: log_losses(p, table.outcomes.outcome4).mean() for name, p in found.items()}
        for name in found:
            gains.setdefault(name, []).append(losses["base rates"] - losses[name])
    for name, gain in gains.items():
        # the shares themselves are known to about 0.01 nats in tables of this size
        assert np.mean(gain) < 0.01, name


@pytest.mark.parametrize("name", ["logit, 5 features", "logit, 15 features", "gradient boosting"])
def test_strength_is_found_where_it_decides(tmp_path: Path, name: str) -> None:
    table = read(tmp_path, fine_only(rows(160, 5, outcome=by_strength)))
    happened = table.outcomes.outcome4
    plain = log_losses(cross_validated(table, base_rates), happened).mean()
    found = log_losses(cross_validated(table, OF_OUTCOMES[name]), happened).mean()
    assert plain > 0.65
    assert found < plain - 0.1


def test_the_era_is_found_where_it_decides(tmp_path: Path) -> None:
    table = read(tmp_path, fine_only(rows(200, 6, outcome=by_era)))
    happened = table.outcomes.outcome4
    plain = log_losses(cross_validated(table, base_rates), happened).mean()
    found = log_losses(cross_validated(table, era_base_rates), happened).mean()
    assert found < plain - 0.15


def test_base_rates_are_shares_with_half_an_episode_more(tmp_path: Path) -> None:
    assert rates(np.array([1.0, 0.0, 0.0, 0.0])) == pytest.approx([0.5, 1 / 6, 1 / 6, 1 / 6])
    table = episodes(tmp_path, 30)
    said = base_rates(table, table.covariates.take(slice(2)))
    counts = np.bincount(table.outcomes.outcome4, minlength=4)
    np.testing.assert_allclose(said, np.tile((counts + 0.5) / 32, (2, 1)))


def test_without_a_year_the_era_is_all_years(tmp_path: Path) -> None:
    table = read(tmp_path, [{k: v for k, v in r.items() if k != "start_year"} for r in rows(30)])
    np.testing.assert_allclose(
        era_base_rates(table, table.covariates), base_rates(table, table.covariates)
    )


def test_classes_that_never_came_about_keep_a_chance(tmp_path: Path) -> None:
    table = read(tmp_path, fine_only(rows(60, outcome=by_strength)))
    for baseline in OF_OUTCOMES.values():
        said = cross_validated(table, baseline)
        assert said[:, CLASSES.index("settlement")].min() > 1e-5
        assert said.sum(1) == pytest.approx(1.0)
    one = read(tmp_path, fine_only(rows(20, outcome=lambda *_: "ceasefire")))
    assert logit_of_five(one, one.covariates)[:, CLASSES.index("settlement")].min() > 0.9


def test_the_rows_to_predict_are_not_learnt_from(tmp_path: Path) -> None:
    """Turning the outcomes of a fold round changes nothing in what is said of it."""
    from contingent.history.folds import fold_of_each

    made = rows(90, 8)
    first = read(tmp_path, made)
    fold = fold_of_each(first.covariates.country)
    turned = [
        {**row, "outcome": FINE[0], "outcome4": "gov", "duration_days": "1"} if k == 2 else row
        for row, k in zip(made, fold, strict=True)
    ]
    second = read(tmp_path, turned)
    assert (fold == 2).any()
    for baseline in (*OF_OUTCOMES.values(), *OF_DURATIONS.values()):
        one, other = cross_validated(first, baseline), cross_validated(second, baseline)
        np.testing.assert_array_equal(one[fold == 2], other[fold == 2])
        assert not np.array_equal(one, other)


def test_climatology_is_the_quantiles_of_what_was_seen(tmp_path: Path) -> None:
    table = episodes(tmp_path, 50)
    days = np.minimum(table.outcomes.duration.values, HORIZON_DAYS)
    said = climatology(table, table.covariates.take(slice(1)))
    assert said[0] == pytest.approx(np.quantile(days, LEVELS))


def test_a_weibull_regression_finds_its_own_parameters_under_censoring() -> None:
    luck = np.random.default_rng(1)
    x = luck.normal(size=(6000, 2))
    time = np.exp(2.0 + x @ [0.8, -0.5] + 1.4 * np.log(luck.exponential(size=6000)))
    watched = 12.0
    found = fit(x, np.minimum(time, watched), time <= watched)
    assert 0.2 < (time > watched).mean() < 0.4
    # four standard errors of such a sample
    assert found.start == pytest.approx(2.0, abs=0.1)
    assert found.slopes == pytest.approx([0.8, -0.5], abs=0.1)
    assert found.spread == pytest.approx(1.4, abs=0.08)
    naive = fit(x, np.minimum(time, watched), np.ones(6000, bool))
    assert abs(naive.slopes[0] - 0.8) > 0.2


def test_quantiles_of_a_weibull_regression() -> None:
    from contingent.history.baselines.weibull import Fit

    half = Fit(np.log(100.0), np.array([0.0]), 1.0).quantiles(np.array([[3.0]]), (0.5,))
    assert half[0, 0] == pytest.approx(100 * np.log(2))


def test_features_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "epid,start_year,nsa_rebstrength,nsa_conflicttype,nsa_fightcap,nsa_terrcont\n"
        "1,1990,parity,coup d'etat,high,yes\n2,1989,much weaker,civil war,,no\n3,,,,,\n"
    )
    from contingent.history.reading import read_covariates

    before, _ = read_covariates(path)
    nan = np.nan
    np.testing.assert_array_equal(
        five(before), [[2, 1, 2, 1, 1], [0, 0, nan, 0, 0], [nan, nan, nan, nan, nan]]
    )
    assert fifteen(before).shape == (3, 15)
    assert every(before).shape[0] == 3


def test_scales_are_learnt_and_gaps_flagged() -> None:
    learnt = Scale.learn(np.array([[1.0, 5.0, 2.0], [3.0, 5.0, np.nan]]))
    # the second never varies, the third neither, but the third is missing at times
    found = learnt.apply(np.array([[2.0, 9.0, np.nan], [4.0, 5.0, 2.0], [np.nan, 5.0, 2.0]]))
    np.testing.assert_allclose(found, [[0.0, 1.0], [2.0, 0.0], [0.0, 0.0]])
