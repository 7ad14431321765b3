"""The user's cache: what took long to make and can always be made again."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


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
