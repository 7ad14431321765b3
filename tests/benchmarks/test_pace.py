"""Contenders take turns, and ratios compare neighbours."""

import pytest

from benchmarks.pace import Contender, Sample, rates, ratio, take_turns


def test_contenders_take_turns_after_one_that_does_not_count() -> None:
    order = []

    def player(name):
        def play(seconds):
            order.append((name, seconds))
            return 10.0

        return Contender(name, play)

    said = []
    samples = take_turns([player("a"), player("b")], rounds=2, seconds=3.0, tell=said.append)
    turns = [("a", 3.0), ("b", 3.0)]
    assert order == [("a", 0.0), ("b", 0.0), *turns, *turns]
    assert [len(turns) for turns in samples.values()] == [2, 2]
    assert all(sample.run_weeks == 10.0 for sample in samples["a"])


def test_a_busy_spell_that_slows_both_leaves_their_ratio() -> None:
    samples = {
        "fast": [Sample(100.0, 1.0, 2.0), Sample(100.0, 5.0, 2.0), Sample(100.0, 2.0, 2.0)],
        "slow": [Sample(10.0, 1.0, 1.0), Sample(10.0, 5.0, 1.0), Sample(10.0, 2.0, 1.0)],
    }
    assert ratio(samples, "fast", "slow") == pytest.approx(10.0)
    assert rates(samples["fast"])["run_weeks_per_s"] == pytest.approx(50.0)
    assert rates(samples["fast"])["run_weeks_per_core_s"] == pytest.approx(50.0)
