"""What can be fetched while a scenario is still being read."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from contingent.engine.background import in_background


@cache
def fetch_program() -> None:
    """Begin to fetch the program that was used last, which is most often the one wanted next."""
    in_background("fetching", lambda: import_module("jax"), _fetch_last)


def _fetch_last() -> None:
    from contingent.engine.compiled import fetch_last

    fetch_last()
