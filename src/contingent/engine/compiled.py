"""Compiled programs, kept between processes.

To follow our functions from start to end and have them compiled takes longer than ten thousand
runs. What comes of it is the same as long as the code, the versions, the processor and the shapes
of the arguments are, so it is written to the user's cache, ready to run. The one that was used
last is fetched ahead, while a scenario is still being read.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import jax
import numpy as np
from jax.experimental.serialize_executable import deserialize_and_load, serialize
from jax.sharding import Mesh, NamedSharding
from jax.sharding import PartitionSpec as Spec

from contingent.engine.background import in_background
from contingent.engine.devices import cache_folder, start_jax

MOST = 24
"""Programs that are kept, of four megabytes each; those not used for longest go first."""

_FETCHING = Lock()


def keep_compiled(
    program: Callable[..., Any],
    leaves: list[jax.ShapeDtypeStruct],
    structure: Any,
    variant: object,
) -> Callable[..., Any]:
    """Return a compiled program for arguments like these, made now or by an earlier process.

    Parameters
    ----------
    program : callable
        Takes the arguments; returns dictionaries of arrays.
    leaves : list of ShapeDtypeStruct
        Shape and type of every array in the arguments.
    structure : PyTreeDef
        How the arrays make up the arguments.
    variant : object
        What tells the program from others with such arguments.
    """

    def of_leaves(*given: Any) -> Any:
        return program(*jax.tree.unflatten(structure, given))

    path = _path(leaves, structure, variant)
    ready = _fetched(path)
    if ready is None:
        everywhere = NamedSharding(Mesh(np.array(jax.devices()), ("device",)), Spec())
        made = jax.jit(of_leaves, in_shardings=[everywhere] * len(leaves)).lower(*leaves).compile()
        if path is not None:
            in_background("keeping", lambda: _keep(path, made))
        ready = made
    elif path is not None:
        _use(path)
    return lambda *others: ready(*jax.tree.leaves(others))


def fetch_last() -> None:
    """Make ready the program that was used last, as far as there is one for this code."""
    start_jax()
    folder = cache_folder("programs")
    if folder is None:
        return
    with suppress(OSError, ValueError):  # there may be none
        _fetched(max(folder.glob(f"{_here()}-*"), key=_last_used))


def _fetched(path: Path | None) -> Callable[..., Any] | None:
    """Return a program that was kept; whoever wants it meanwhile waits for it."""
    if path is None or not path.is_file():
        return None
    with _FETCHING:
        return _fetched_once(path)


@lru_cache(maxsize=16)
def _fetched_once(path: Path) -> Callable[..., Any] | None:
    try:
        ready: Callable[..., Any] = deserialize_and_load(*pickle.loads(path.read_bytes()))
    except Exception:  # whatever is wrong with a kept copy, it can be made again
        return None
    return ready


def _keep(path: Path, made: Any) -> None:
    """Write a program down, and forget those that were not used for longest.

    If that cannot be, the next process compiles anew, which is slower and nothing else.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        part.write_bytes(pickle.dumps(serialize(made)))
        part.replace(path)
        for old in sorted(path.parent.iterdir(), key=_last_used)[:-MOST]:
            old.unlink(missing_ok=True)


def _use(path: Path) -> None:
    with suppress(OSError):
        path.touch()


def _last_used(path: Path) -> float:
    return path.stat().st_mtime


def is_kept(leaves: list[jax.ShapeDtypeStruct], structure: Any, variant: object) -> bool:
    """Whether an earlier process has left a program for arguments like these."""
    path = _path(leaves, structure, variant)
    return path is not None and path.is_file()


def _path(leaves: list[jax.ShapeDtypeStruct], structure: Any, variant: object) -> Path | None:
    folder = cache_folder("programs")
    if folder is None:
        return None
    shapes = [(leaf.shape, str(leaf.dtype)) for leaf in leaves]
    return folder / f"{_here()}-{_hash(structure, shapes, variant)}"


def _here() -> str:
    """Return what a program depends on beside its arguments, as a hash."""
    return _hash(
        _code(),
        jax.__version__,
        jax.default_backend(),
        len(jax.devices()),
        jax.config.values["jax_enable_x64"],
        os.environ.get("XLA_FLAGS"),
        _processor(),
    )


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


@cache
def _processor() -> str:
    """Return what the processor can do, all of which compiled code may make use of."""
    with suppress(OSError, StopIteration):
        told = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next(line for line in told if line.startswith(("flags", "Features")))
    return platform.processor()


@cache
def _code() -> str:
    """Return a hash of the code of the whole package."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
