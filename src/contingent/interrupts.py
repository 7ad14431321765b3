"""Ctrl-C at a moment that does no harm."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TOO_EARLY = "interrupted before the first draws were finished"
"""What is said where there is nothing to show."""


class Stopped(KeyboardInterrupt):
    """A second Ctrl-C: nothing that is under way is finished.

    Attributes
    ----------
    draws : int
        Draws that are kept.
    """

    draws = 0


@contextmanager
def held_back() -> Iterator[None]:
    """Let a block finish before Ctrl-C is heard, so that no file is left half written.

    Whoever listens otherwise hears it then, as often as it came: a second one may mean more.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    heard: list[int] = []

    def note(number: int, _frame: Any) -> None:
        heard.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    said: KeyboardInterrupt | None = None
    for number in heard:
        try:
            if callable(before):
                before(number, None)
            said = said or KeyboardInterrupt()
        except KeyboardInterrupt as answer:
            said = answer
    if said is not None:
        raise said
