"""Compiled programs, kept between processes.

To follow our functions from start to end takes longer than a thousand runs, and to have them
compiled longer than ten thousand. So programs are written to the user's cache, ready to run, under
two names. One stands for the code of the whole package and the shapes of the arguments: what it
names is fetched at once, the one that was used last even while a scenario is still being read. The
other stands for what the compiler was given: it is found again when a change of the code has not
changed that.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import platform
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from threading import Event, Lock
from typing import Any

import jax
import numpy as np
from jax.experimental.compilation_cache import compilation_cache
from jax.experimental.serialize_executable import deserialize_and_load, serialize
from jax.sharding import Mesh, NamedSharding
from jax.sharding import PartitionSpec as Spec

from contingent.cache import keep
from contingent.engine.background import in_background
from contingent.engine.devices import code_folder, start_jax
from contingent.engine.news import COMPILING, LOGGER

MOST = 50
"""Programs that are kept, of four megabytes each; those not used for longest go first."""

TRACED = Event()
"""Set once a program has been fetched, or is in the compiler's hands: Python has time again."""

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
        lowered = jax.jit(of_leaves, in_shardings=[everywhere] * len(leaves)).lower(*leaves)
        ready = _made(lowered) if path is None else _found_or_made(lowered, path)
    return lambda *others: ready(*jax.tree.leaves(others))


def fetch_last() -> None:
    """Make ready the program that was used last, as far as there is one for this code."""
    start_jax()
    folder = code_folder("programs")
    if folder is None:
        return
    with suppress(OSError, ValueError):  # there may be none
        _fetched(max(folder.glob(f"{_here()}-*"), key=_last_used))


def _fetched(path: Path | None) -> Callable[..., Any] | None:
    """Return a program that was kept; whoever wants it meanwhile waits for it."""
    if path is None or not path.is_file():
        return None
    with suppress(OSError):
        path.touch()  # it counts as used
    with _FETCHING:
        return _fetched_once(path)


@lru_cache(maxsize=16)
def _fetched_once(path: Path) -> Callable[..., Any] | None:
    try:
        ready: Callable[..., Any] = deserialize_and_load(*pickle.loads(path.read_bytes()))
    except Exception:  # whatever is wrong with a kept copy, it can be made again
        return None
    TRACED.set()
    return ready


def _found_or_made(lowered: Any, path: Path) -> Callable[..., Any]:
    """Return the program that was made of the same before, now under this name too, or make it."""
    same = path.with_name(f"{_hash(*_machine())}-{_hash(lowered.as_text())}")
    ready = _fetched(same)
    if ready is not None:
        _name(same, path)
        return ready
    made = _made(lowered)
    in_background("keeping", lambda: _keep(made, same, path))
    return made


def _made(lowered: Any) -> Callable[..., Any]:
    """Compile a program."""
    logging.getLogger(LOGGER).info(COMPILING)
    TRACED.set()
    # jax's own cache would hand out programs that cannot be written down any more
    wanted = jax.config.values["jax_enable_compilation_cache"]
    jax.config.update("jax_enable_compilation_cache", False)
    compilation_cache.reset_cache()
    try:
        made: Callable[..., Any] = lowered.compile()
    finally:
        jax.config.update("jax_enable_compilation_cache", wanted)
        compilation_cache.reset_cache()
    return made


def _keep(made: Any, same: Path, path: Path) -> None:
    """Write a program down under two names, and forget those that were not used for longest."""
    keep(same, pickle.dumps(serialize(made)))
    _name(same, path)
    with suppress(OSError):
        for old in sorted(same.parent.iterdir(), key=_last_used)[: -2 * MOST]:
            old.unlink(missing_ok=True)


def _name(same: Path, path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.hardlink_to(same)


def _last_used(path: Path) -> float:
    return path.stat().st_mtime


def _path(leaves: list[jax.ShapeDtypeStruct], structure: Any, variant: object) -> Path | None:
    folder = code_folder("programs")
    if folder is None:
        return None
    shapes = [(leaf.shape, str(leaf.dtype)) for leaf in leaves]
    return folder / f"{_here()}-{_hash(structure, shapes, variant)}"


def _here() -> str:
    """Return what a program depends on beside its arguments, as a hash."""
    return _hash(_code(), *_machine())


def _machine() -> tuple[Any, ...]:
    return (
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
