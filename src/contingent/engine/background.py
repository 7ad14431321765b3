"""What is done beside the work that somebody waits for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread, main_thread


def in_background(name: str, *tasks: Callable[[], object]) -> None:
    """Do some things one after the other in a thread, as long as the program goes on.

    Whatever goes wrong is told where the thing is wanted. The program waits for the one under way
    before it ends, since a thread that is cut off inside a library may take everything down.
    """

    def work() -> None:
        for task in tasks:
            if not main_thread().is_alive():
                return
            with suppress(Exception):
                task()

    Thread(target=work, name=name).start()
