"""Ctrl-C while results are stored: what is finished is kept, and a second one ends the run."""

from __future__ import annotations

import signal

import numpy as np
import pytest

from contingent.engine import ensemble
from contingent.engine.store import RunStore
from contingent.interrupts import Stopped
from contingent.playing import Plan, play_into
from contingent.scenario.arms import THE_BASELINE
from tests.analysis.planted import engine
from tests.mechanisms.harness import duel

PLAN = Plan(120, 1, 1, 0)


def even(design, claims):
    return np.full(len(design["war.tempo"]), 0.4)


def unseen(observed, happens, luck) -> None:
    """Leave the record as it is."""


@pytest.fixture
def pressed(monkeypatch):
    """Press Ctrl-C while the store is closed; what is raised is what the handler raises."""

    def press(raised: type[BaseException]) -> None:
        def hear(_number, _frame):
            raise raised

        close = RunStore.close

        def closing(store):
            signal.raise_signal(signal.SIGINT)
            return close(store)

        monkeypatch.setattr(ensemble, "simulate", engine(even, unseen))
        monkeypatch.setattr(RunStore, "close", closing)
        signal.signal(signal.SIGINT, hear)

    before = signal.getsignal(signal.SIGINT)
    yield press
    signal.signal(signal.SIGINT, before)


def test_a_second_one_is_passed_on_with_what_is_kept(pressed, tmp_path) -> None:
    pressed(Stopped)
    with pytest.raises(Stopped) as stopped:
        play_into(tmp_path, duel(), [THE_BASELINE], PLAN, None)
    assert stopped.value.draws == PLAN.draws


def test_a_first_one_finds_everything_finished(pressed, tmp_path) -> None:
    pressed(KeyboardInterrupt)
    finished, _ = play_into(tmp_path, duel(), [THE_BASELINE], PLAN, None)
    assert finished == PLAN.draws
