"""Tables of predictions: chances that sum to one, quantiles in order, and clear refusals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contingent.history.predictions import (
    COLUMNS,
    Predictions,
    for_episodes,
    read_predictions,
    written,
)
from contingent.scenario.problems import ScenarioError

HEAD = "epid,p_gov,p_reb,p_settlement,p_fizzle"
TIMED = ",".join(COLUMNS)
CHANCE = st.floats(1e-9, 1.0)


@given(
    st.lists(st.lists(CHANCE, min_size=4, max_size=4), min_size=1, max_size=6),
    st.lists(st.floats(0, 20_000), min_size=5, max_size=5),
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, chances: list[list[float]], days: list[float]
) -> None:
    p = np.array(chances) / np.sum(chances, axis=1, keepdims=True)
    names = tuple(f"e{i}" for i in range(len(p)))
    made = Predictions(names, p, np.tile(np.sort(days), (len(p), 1)), np.linspace(0, 1, len(p)))
    path = tmp_path_factory.mktemp("p") / "p.csv"
    path.write_text(written(made))
    found = read_predictions(path)
    assert path.read_text().splitlines()[0] == TIMED
    assert found.epid == names
    assert found.chances.sum(1) == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(found.chances, p, rtol=2e-5)
    assert found.quantiles is not None
    np.testing.assert_allclose(found.quantiles, made.quantiles, rtol=1e-5)
    assert found.open is not None


def test_durations_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(f"{HEAD}\n1,0.25,0.25,0.25,0.25\n")
    found = read_predictions(tmp_path / "p.csv")
    assert found.quantiles is None
    assert found.open is None
    assert written(found).splitlines()[0] == HEAD


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}\n1,0.5,0.5,0,0\n", "p.csv:2: every chance must be above 0"),
        (f"{HEAD}\n1,0.5,0.4,0.2,0.1\n", "p.csv:2: the chances sum to 1.2, not to 1"),
        (f"{HEAD}\n1,0.5,0.3,0.1,x\n", 'p.csv:2: p_fizzle: "x" is not a number'),
        (f"{HEAD}\n1,1.5,0.3,0.1,0.1\n", "p.csv:2: p_gov: 1.5 is above 1"),
        (
            f"{TIMED}\n1,0.25,0.25,0.25,0.25,1,9,5,10,20,0\n",
            "p.csv:2: quantiles of the duration must not fall from d05 to d95",
        ),
        (f"{HEAD},d05,d50\n1,0.25,0.25,0.25,0.25,1,9\n", "p.csv:1: d05, d50 without d25, d75"),
        (f"{TIMED}\n1,0.25,0.25,0.25,0.25,1,2,5,10,20,2\n", "p.csv:2: p_open: 2 is above 1"),
        ("epid,p_gov\n1,1\n", 'p.csv:1: column "p_reb" is missing'),
        (f"{HEAD}\n1,0.25,0.25,0.25,0.25\n1,0.25,0.25,0.25,0.25\n", "p.csv:3: epid: "),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "p.csv").write_text(text)
    with pytest.raises(ScenarioError) as caught:
        read_predictions(tmp_path / "p.csv")
    assert any(said in line for line in str(caught.value).splitlines()), caught.value


def test_no_impossible_predictions_can_be_made() -> None:
    with pytest.raises(ValueError, match="episode a: every chance must be above 0"):
        Predictions(("a",), np.array([[1.0, 0.0, 0.0, 0.0]]))


def test_predictions_are_put_in_the_order_of_the_episodes() -> None:
    p = np.array([[0.7, 0.1, 0.1, 0.1], [0.1, 0.7, 0.1, 0.1], [0.1, 0.1, 0.7, 0.1]])
    found = for_episodes(Predictions(("a", "b", "c"), p), ("c", "a"), "p.csv")
    assert found.epid == ("c", "a")
    np.testing.assert_array_equal(found.chances, p[[2, 0]])
    with pytest.raises(ScenarioError, match=r'p.csv: does not predict 1 of 2 episodes.*"d"'):
        for_episodes(Predictions(("a", "b", "c"), p), ("c", "d"), "p.csv")
