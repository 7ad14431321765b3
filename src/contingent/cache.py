"""The user's cache: what took long to make and can always be made again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


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


def kept_numbers(folder: str, told: bytes, count: int, make: Callable[[], Numbers]) -> Numbers:
    """Return numbers that were made before, or make and keep them.

    Parameters
    ----------
    folder : str
        Of the cache.
    told : bytes
        All that they depend on.
    count : int
        How many there are.
    make : callable
        Makes them.
    """
    place = cache_folder(folder)
    if place is None:
        return make()
    path = place / hashlib.sha256(told).hexdigest()
    with suppress(OSError, ValueError):
        kept = np.frombuffer(path.read_bytes())
        if len(kept) == count and np.isfinite(kept).all():
            return kept
    made = make()
    keep(path, made.tobytes())
    return made
