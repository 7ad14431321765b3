"""The user's cache: what took long to make and can always be made again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

SEAL = 32
"""Bytes in front of what is kept, by which it is seen to be whole."""


def cache_folder(name: str) -> Path | None:
    """Return a folder of the cache, or None if there is none that can be written to."""
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("contingent")) / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def keep(path: Path, content: bytes) -> None:
    """Write a file of the cache, whole or not at all: without it all goes on, only slower."""
    with suppress(OSError):
        handle, part = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(part).replace(path)


def kept(folder: str, told: bytes, make: Callable[[], bytes]) -> bytes:
    """Return what was made before, if it is whole, or make and keep it.

    Parameters
    ----------
    folder : str
        Of the cache.
    told : bytes
        All that it depends on.
    make : callable
        Makes it.
    """
    place = cache_folder(folder)
    if place is None:
        return make()
    path = place / _digest(told).hex()
    with suppress(OSError):
        found = path.read_bytes()
        content = found[SEAL:]
        if found[:SEAL] == _digest(content):
            return content
    made = make()
    keep(path, _digest(made) + made)
    return made


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
