"""Ctrl-C while the devices play: what was launched is finished first, unless it comes again."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import numpy as np
import pytest

from contingent.engine import ensemble
from contingent.interrupts import Stopped, held_back


class Thread:
    """Somebody's future: waiting for it is interrupted so many times."""

    def __init__(self, presses: int) -> None:
        self.presses = presses

    def result(self) -> str:
        if self.presses:
            self.presses -= 1
            raise KeyboardInterrupt
        return "done"


def test_waiting_goes_on_after_the_first_and_ends_with_the_second() -> None:
    once: Any = Thread(1)
    assert ensemble._wait(once)
    assert not ensemble._wait(once)
    twice: Any = Thread(2)
    with pytest.raises(KeyboardInterrupt):
        ensemble._wait(twice)


def play(monkeypatch: pytest.MonkeyPatch, waits: list[bool | None]) -> tuple[list[int], list[int]]:
    """Return runs launched, and runs that came out, where Ctrl-C is heard in some of the waits.

    One waits for the devices, then for the next launch, and so on; None stands for a second
    Ctrl-C.
    """
    launched: list[int] = []
    finished: list[int] = []
    left = iter(waits)

    def wait(thread: Future[Any]) -> bool:
        thread.result()
        heard = next(left)
        if heard is None:
            raise KeyboardInterrupt
        return heard

    def launch() -> Iterator[Any]:
        for number in range(9):
            launched.append(number)
            here = np.array([number])
            record = {"observed": {}, "sound": np.ones(1, bool)}
            yield ensemble._Played(number, here, here * 0, {}, np.zeros((1, 0), bool), record, 0)

    monkeypatch.setattr(ensemble, "Observation", lambda **_: None)
    monkeypatch.setattr(ensemble, "_wait", wait)
    played = ensemble._unpacked(launch(), 0)
    with pytest.raises(KeyboardInterrupt):
        finished.extend(chunk.first for chunk in played)
    return launched, finished


def test_what_is_being_played_is_finished_first(monkeypatch: pytest.MonkeyPatch) -> None:
    # heard while the second is played: the third may have been sent, and is left
    _, finished = play(monkeypatch, [False, False, True])
    assert finished == [0, 1]
    # heard while the second is sent: no more is sent than what was to follow the first
    launched, finished = play(monkeypatch, [False, True, False])
    assert finished == [0, 1]
    assert len(launched) <= 1 + ensemble.LAUNCHED


def test_a_second_one_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _, finished = play(monkeypatch, [False, False, None])
    assert finished == [0]


@pytest.mark.parametrize("presses", [1, 2])
def test_what_was_held_back_is_heard_by_whoever_listens(presses: int) -> None:
    heard: list[int] = []
    inside: list[int] = []

    def hear(number: int, _frame: Any) -> None:
        heard.append(number)
        raise Stopped if len(heard) == 2 else KeyboardInterrupt

    def write() -> None:
        with held_back():
            for _ in range(presses):
                signal.raise_signal(signal.SIGINT)
            inside.extend(heard)

    before = signal.signal(signal.SIGINT, hear)
    try:
        with pytest.raises(KeyboardInterrupt) as raised:
            write()
    finally:
        signal.signal(signal.SIGINT, before)
    assert not inside
    assert heard == [signal.SIGINT] * presses
    assert isinstance(raised.value, Stopped) == (presses == 2)
