"""What analyses found in a run, kept beside it: read where it still holds, made where it does not.

A finding is a function of the store, of what was asked of it, and of the code that made it. All
three are hashed into its key; under another key it is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

import contingent
from contingent.analysis.packing import packed, restored
from contingent.folder import write_json
from contingent.questions.result import ANALYSES, MANIFEST, STORE, TABLES, Result
from contingent.scenario.problems import UserError

T = TypeVar("T")

CODE = ("analysis", "evidence", "questions", "scenario", "world")
"""Folders of this package whose code can change a finding."""


def kept(name: str, make: Callable[..., T], result: Result, *about: Any, **options: Any) -> T:
    """Return what an analysis finds in a run.

    Parameters
    ----------
    name : str
        Under which it is kept.
    make : callable
        Makes it, of the result and the rest.
    result : Result
        As it was opened; of one without a folder nothing is kept.
    *about, **options
        Plain data.
    """
    if result.folder is None:
        return make(result, *about, **options)
    path = result.folder / ANALYSES / f"{name}.json"
    key = _key(result.folder, [about, options])
    found = _read(path, key)
    if found is None:
        found = packed(make(result, *about, **options))
        _write(path, key, found)
    made: T = restored(found)
    return made


def keep_tables(result: Result) -> None:
    """Take note of the tables that were written for a run just now."""
    if result.folder is None:
        return
    digests = {path.stem: _digest(path) for path in (result.folder / TABLES).glob("*.parquet")}
    path = result.folder / ANALYSES / "tables.json"
    _write(path, _key(result.folder, []), packed(digests))


def kept_tables(result: Result) -> dict[str, Path]:
    """Return the files of those tables that still are what would be made of the run."""
    if result.folder is None:
        return {}
    data = _read(result.folder / ANALYSES / "tables.json", _key(result.folder, []))
    files = {name: result.folder / TABLES / f"{name}.parquet" for name in restored(data) or ()}
    return {
        name: path
        for name, path in files.items()
        if path.is_file() and _digest(path) == restored(data)[name]
    }


def _read(path: Path, key: str) -> Any:
    """Return what is kept under a key; None if nothing is that can be made out."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["key"] != key:
            return None
        restored(data["found"])
        return data["found"]
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ImportError):
        return None


def _write(path: Path, key: str, found: Any) -> None:
    """Keep a finding; without it the next report takes longer, that is all."""
    with suppress(OSError, UserError):
        path.parent.mkdir(exist_ok=True)
        write_json(path, {"key": key, "found": found})


def _key(folder: Path, about: Any) -> str:
    key = hashlib.sha256(_code())
    for path in (folder / MANIFEST, folder / STORE / "zarr.json"):
        key.update(path.read_bytes())
    key.update(json.dumps(about, sort_keys=True).encode("utf-8"))
    return key.hexdigest()


@cache
def _code() -> bytes:
    """Return a digest of the code that findings are made by."""
    root = Path(contingent.__file__).parent
    digest = hashlib.sha256(np.__version__.encode("utf-8"))
    for part in CODE:
        for path in sorted((root / part).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.digest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
