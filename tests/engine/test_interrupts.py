"""Ctrl-C while the devices play: what was launched is finished first, unless it comes again."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from contingent.engine import ensemble
from contingent.interrupts import held_back


class Device:
    """Keeps whoever waits for it until it is let go, and presses Ctrl-C meanwhile."""

    def __init__(self, presses: int) -> None:
        self.presses, self.released = presses, threading.Event()

    def block_until_ready(self) -> Device:
        for _ in range(self.presses):
            heard = HEARD.copy()
            os.kill(os.getpid(), signal.SIGINT)
            while heard == HEARD:  # a signal that comes before the last was heard is lost
                self.released.wait(0.01)
        if self.presses > 1:
            self.released.wait(60)
        return self


HEARD: list[int] = []


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    def hear(number: int, frame: Any) -> None:
        HEARD.append(number)
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, hear)
    HEARD.clear()
    yield
    signal.signal(signal.SIGINT, before)


def launched(number: int, device: Device) -> Any:
    """Return a run on its way that `device` plays."""
    here = np.array([number])
    record = {"observed": {}, "sound": np.ones(1, bool), "device": device}
    return ensemble._Played(number, here, here * 0, {}, np.zeros((1, 0), bool), record, 0)


def play(monkeypatch: pytest.MonkeyPatch, devices: list[Device]) -> list[int]:
    """Return the runs that came out before Ctrl-C was raised."""
    monkeypatch.setattr(ensemble, "Observation", lambda **_: None)
    finished: list[int] = []
    played = ensemble._unpacked(iter(map(launched, range(9), devices)), 0)
    with pytest.raises(KeyboardInterrupt):
        finished.extend(chunk.first for chunk in played)
    return finished


def test_what_is_being_played_is_finished_first(monkeypatch: pytest.MonkeyPatch) -> None:
    devices = [Device(0), Device(1), *(Device(0) for _ in range(7))]
    # the third had been sent before anything was heard, and is left; the second counts
    assert play(monkeypatch, devices) == [0, 1]


def test_a_second_one_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = Device(2)
    try:
        assert play(monkeypatch, [Device(0), stuck, Device(0)]) == [0]
        assert not stuck.released.is_set()
    finally:
        stuck.released.set()


def test_what_was_held_back_is_heard_by_whoever_listens() -> None:
    heard_inside = []

    def write() -> None:
        with held_back():
            signal.raise_signal(signal.SIGINT)
            heard_inside.extend(HEARD)

    with pytest.raises(KeyboardInterrupt):
        write()
    assert not heard_inside
    assert HEARD == [signal.SIGINT]
