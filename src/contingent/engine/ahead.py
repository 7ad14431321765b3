"""What can be fetched while a scenario is still being read."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from threading import main_thread
from time import monotonic

from contingent.engine.background import in_background

LONGEST = 20.0
"""Seconds to wait for a program at most: what fails says so elsewhere."""

PATIENCE = 0.5
"""Seconds after which somebody who waits looks whether all is over."""


@cache
def fetch_program() -> None:
    """Begin to fetch the program that was used last, which is most often the one wanted next."""
    in_background("fetching", lambda: import_module("jax"), _fetch_last)


def await_program() -> None:
    """Wait until Python no longer has to follow our functions, which nothing should delay."""
    from contingent.engine.compiled import TRACED

    until = monotonic() + LONGEST
    while main_thread().is_alive() and not TRACED.wait(PATIENCE) and monotonic() < until:
        pass


def _fetch_last() -> None:
    from contingent.engine.compiled import fetch_last

    fetch_last()
