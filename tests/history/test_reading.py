"""Tables of episodes: gaps are gaps, mistakes are named by line, outcomes cannot be seen."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from contingent.history.columns import (
    CLASSES,
    COVARIATE_COLUMNS,
    KNOWN,
    OUTCOME_COLUMNS,
    PRECISIONS,
    UCDP_CLASSES,
    WORDS,
)
from contingent.history.episodes import Covariates
from contingent.history.reading import read_covariates, read_episodes
from contingent.scenario.problems import ScenarioError
from tests.history.made import real_table, rows, without_outcomes, written


def complaints(path: Path, text: str) -> list[str]:
    path.write_text(text)
    with pytest.raises(ScenarioError) as caught:
        read_episodes(path)
    return str(caught.value).replace(f"{path.parent}/", "").splitlines()


def same(one: Covariates, other: Covariates) -> bool:
    """Compare everything that a predictor could look at."""
    texts = all(getattr(one, n) == getattr(other, n) for n in ("epid", "country", "conflict"))
    columns = all(
        np.array_equal(one[name].values, other[name].values)
        and np.array_equal(one[name].known, other[name].known)
        for name in {**one.columns, **other.columns}
    )
    dates = np.array_equal(one.start, other.start, equal_nan=True)
    return texts and columns and dates and one.names == other.names


def test_every_column_belongs_to_one_half() -> None:
    assert set(COVARIATE_COLUMNS).isdisjoint(OUTCOME_COLUMNS)
    assert set(COVARIATE_COLUMNS) | set(OUTCOME_COLUMNS) == set(KNOWN)
    assert set(UCDP_CLASSES.values()) == set(CLASSES)


def test_a_row_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "epid,conflict_id,country,gwno_loc,start_year,start_date,nsa_rebstrength,population_start,"
        "outcome,duration_days,end_date,date_source\n"
        "7,200.0,Bolivia,145.0,1946,1946-06-30,Parity,3020725.0,rebel-victory,21.0,1946-07-21,"
        "v2-2015 day dates\n"
        "8,,,,,,,,,,,year only\n"
    )
    found = read_episodes(path)
    before, after = found.covariates, found.outcomes
    assert before.epid == ("7", "8")
    assert before.country == ("145", "episode 8")
    assert before.conflict == ("200", "episode 8")
    strength = before["nsa_rebstrength"]
    assert strength.known.tolist() == [True, False]
    assert strength.words[strength.values[0]] == "parity"
    assert strength.floats()[0] == 2.0
    assert np.isnan(strength.floats()[1])
    assert before["population_start"].values.tolist() == [3020725.0, 0.0]
    assert before.start[0] == np.datetime64("1946-06-30")
    assert np.isnat(before.start[1])
    assert after.outcome4.tolist() == [CLASSES.index("reb"), -1]
    assert after.duration.values.tolist() == [21.0, 0.0]
    assert after.duration.known.tolist() == [True, False]
    assert [PRECISIONS[p] for p in after.precision] == ["day", "year"]
    assert not found.warnings


@pytest.mark.parametrize("column", [name for name in KNOWN if name != "epid"])
def test_any_column_may_be_missing(tmp_path: Path, column: str) -> None:
    made = rows(4)
    whole = read_episodes(written(tmp_path / "whole.csv", made))
    less = [{k: v for k, v in row.items() if k != column} for row in made]
    found = read_episodes(written(tmp_path / "less.csv", less))
    assert found.covariates.epid == whole.covariates.epid
    if column in WORDS:
        assert not found.covariates[column].known.any()


def test_an_id_alone_is_a_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("epid\n1\n2\n")
    found = read_episodes(tmp_path / "t.csv")
    assert found.covariates.country == ("episode 1", "episode 2")
    assert not found.outcomes.duration.known.any()
    assert set(found.outcomes.outcome4) == {-1}


def test_shuffled_outcomes_leave_covariates_unchanged(tmp_path: Path) -> None:
    made = rows(40)
    turned = np.random.default_rng(3).permutation(len(made))
    shuffled = [
        row | {name: made[i][name] for name in OUTCOME_COLUMNS}
        for row, i in zip(made, turned, strict=True)
    ]
    garbled = [row | dict.fromkeys(OUTCOME_COLUMNS, "who knows?") for row in made]
    first, _ = read_covariates(written(tmp_path / "a.csv", made))
    for name, other in (("b", shuffled), ("c", garbled), ("d", without_outcomes(made))):
        assert same(first, read_covariates(written(tmp_path / f"{name}.csv", other))[0]), name
    changed = [{**made[0], "nsa_mobcap": "" if made[0]["nsa_mobcap"] else "low"}, *made[1:]]
    assert not same(first, read_covariates(written(tmp_path / "e.csv", changed))[0])


def test_covariates_hold_nothing_of_the_outcome() -> None:
    names = {f.name for f in fields(Covariates)}
    assert names == {"epid", "country", "conflict", "names", "columns", "start"}
    assert not set(OUTCOME_COLUMNS) & set(COVARIATE_COLUMNS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("epid,outcome4\n1,gov\n1,reb\n", 't.csv:3: epid: "1" stands on line 2 too; ids are'),
        ("epid,outcome4\n,gov\n", "t.csv:2: epid: is empty"),
        ("epid,outcome4\n1,gouv\n", 't.csv:2: outcome4: unknown outcome "gouv" (did you mean'),
        (
            "epid,outcome,outcome4\n1,ceasefire,gov\n",
            't.csv:2: outcome4: "gov" contradicts the outcome "ceasefire", which is "settlement"',
        ),
        ("epid,duration_days\n1,-3\n", "t.csv:2: duration_days: -3 is below 0"),
        ("epid,duration_days\n1,long\n", 't.csv:2: duration_days: "long" is not a number'),
        ("epid,population_start\n1,1e99\n", "t.csv:2: population_start: 1e+99 is above"),
        ("epid,start_date\n1,last May\n", 't.csv:2: start_date: "last May" is no date; write'),
        ("epid,start_date\n1,2001-02-30\n", 't.csv:2: start_date: "2001-02-30" is no date'),
        ("epid,regime_start\n1\n", "t.csv:2: the row has 1 cells, but the header has 2"),
        ("episode\n1\n", 't.csv:1: column "epid" is missing'),
        ("epid,outcome4\n", "t.csv:1: holds no rows"),
        ("", "t.csv:1: is empty"),
    ],
)
def test_mistakes_are_named_by_line(tmp_path: Path, text: str, said: str) -> None:
    assert complaints(tmp_path / "t.csv", text)[0].startswith(said)


def test_thousands_of_episodes_are_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("epid\n" + "\n".join(map(str, range(5000))))
    assert len(read_episodes(tmp_path / "t.csv")) == 5000


def test_there_is_no_such_table(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such table of episodes"):
        read_episodes(tmp_path / "none.csv")


def test_words_that_no_column_has_are_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("epid,nsa_rebstrength,nsa_mobcap,outcme\n1,wekaer,unclear,x\n2,weaker,,y\n")
    found = read_episodes(path)
    assert found.covariates["nsa_rebstrength"].known.tolist() == [False, True]
    first, second = (line.replace(f"{tmp_path}/", "") for line in found.warnings)
    assert first == ('t.csv:1: warning: column "outcme" is not looked at (did you mean "outcome"?)')
    assert second.startswith(
        't.csv:2: warning: nsa_rebstrength: "wekaer" is no code of this column (did you mean "weak'
    )


def test_a_flood_of_warnings_is_counted(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("epid,nsa_mobcap\n" + "".join(f"{i},?\n" for i in range(100)))
    found = read_episodes(tmp_path / "t.csv").warnings
    assert len(found) == 26
    assert found[-1] == "… and 75 more"


@pytest.mark.parametrize(
    ("text", "start_year", "day"),
    [
        ("7/20/2013", "2013", "2013-07-20"),
        ("11/30/70", "1970", "1970-11-30"),
        ("8/24/07", "1907", "1907-08-24"),
        ("8/24/07", "", "2007-08-24"),
        ("8/24/84", "", "1984-08-24"),
    ],
)
def test_dates_as_spreadsheets_leave_them(
    tmp_path: Path, text: str, start_year: str, day: str
) -> None:
    (tmp_path / "t.csv").write_text(f"epid,start_year,start_date\n1,{start_year},{text}\n")
    assert read_episodes(tmp_path / "t.csv").covariates.start[0] == np.datetime64(day)


def test_a_country_is_known_by_number_or_name(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "epid,country,gwno_loc,side_a\n1,Mali,432.0,\n2,Mali,,\n3,,432,\n4,Chad,,\n"
        "5,,,Government of Chad\n"
    )
    found = read_episodes(path).covariates
    assert found.country == ("432", "432", "432", "Chad", "Government of Chad")


def test_rows_are_taken_from_both_halves(tmp_path: Path) -> None:
    whole = read_episodes(written(tmp_path / "t.csv", rows(10)))
    mask = np.arange(10) % 3 == 0
    some = whole.take(mask)
    assert some.covariates.epid == tuple(np.array(whole.covariates.epid)[mask])
    assert np.array_equal(some.outcomes.outcome4, whole.outcomes.outcome4[mask])
    year = some.covariates["start_year"].values
    assert np.array_equal(year, whole.covariates["start_year"].values[mask])


def test_the_real_table() -> None:
    found = read_episodes(real_table())
    assert len(found) == 504
    assert not found.warnings
    assert found.covariates["nsa_rebstrength"].known.sum() == 388
    assert (found.outcomes.outcome4 >= 0).all()
    assert found.outcomes.duration.known.sum() == 487
    exact = found.outcomes.precision == PRECISIONS.index("day")
    assert found.outcomes.duration.known[exact].mean() > 0.99
