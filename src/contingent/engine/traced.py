"""Traced programs, kept between processes.

Before jax can compile a program, or find it compiled already, it has to follow our functions once
from start to end, which takes longer than a thousand runs. What comes of it is the same as long as
the code, the versions and the shapes of the arguments are, so it is written to the user's cache.
The one that was used last is fetched ahead, while a scenario is still being read.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import jax
import numpy as np
from jax import export
from jax.sharding import Mesh, NamedSharding
from jax.sharding import PartitionSpec as Spec

from contingent.engine.devices import cache_folder, start_jax

_FETCHING = Lock()


def keep_traced(
    program: Callable[..., Any],
    leaves: list[jax.ShapeDtypeStruct],
    structure: Any,
    variant: object,
) -> Callable[..., Any]:
    """Return a compiled program for arguments like these, traced now or by an earlier process.

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
        exported = export.export(jax.jit(of_leaves))(*leaves)
        _write(path, exported.serialize())
        ready = _compiled(exported)
    if path is not None:
        _write(_last(path.parent), path.name.encode("ascii"))
    return lambda *others: ready(*jax.tree.leaves(others))


def fetch_last() -> None:
    """Make ready the program that was used last, as far as there is one for this code."""
    start_jax()
    folder = cache_folder("traced")
    if folder is None:
        return
    with suppress(OSError, UnicodeDecodeError):
        _fetched(folder / _last(folder).read_text("ascii"))


def _fetched(path: Path | None) -> Callable[..., Any] | None:
    """Return a program that was kept, compiled; whoever wants it meanwhile waits for it."""
    if path is None or not path.is_file():
        return None
    with _FETCHING:
        return _fetched_once(path)


@lru_cache(maxsize=16)
def _fetched_once(path: Path) -> Callable[..., Any] | None:
    exported = _read(path)
    return None if exported is None else _compiled(exported)


def _compiled(exported: export.Exported) -> Callable[..., Any]:
    leaves: Sequence[Any] = exported.in_avals
    everywhere = NamedSharding(Mesh(np.array(jax.devices()), ("device",)), Spec())
    program = jax.jit(exported.call, in_shardings=[everywhere] * len(leaves))
    arguments = [jax.ShapeDtypeStruct(leaf.shape, leaf.dtype) for leaf in leaves]
    compiled: Callable[..., Any] = program.lower(*arguments).compile()
    return compiled


def is_kept(leaves: list[jax.ShapeDtypeStruct], structure: Any, variant: object) -> bool:
    """Whether an earlier process has left a program for arguments like these."""
    path = _path(leaves, structure, variant)
    return path is not None and path.is_file()


def _path(leaves: list[jax.ShapeDtypeStruct], structure: Any, variant: object) -> Path | None:
    folder = cache_folder("traced")
    if folder is None:
        return None
    shapes = [(leaf.shape, str(leaf.dtype)) for leaf in leaves]
    about = (*_here(), structure, shapes, variant)
    return folder / hashlib.sha256(repr(about).encode()).hexdigest()


def _last(folder: Path) -> Path:
    """Return where the name of the program stands that was used last."""
    return folder / f"last-{hashlib.sha256(repr(_here()).encode()).hexdigest()[:16]}"


def _here() -> tuple[Any, ...]:
    """Return what a program depends on beside its arguments."""
    return (
        _code(),
        jax.__version__,
        jax.default_backend(),
        len(jax.devices()),
        jax.config.values["jax_enable_x64"],
    )


@cache
def _code() -> str:
    """Return a hash of the code of the whole package."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> export.Exported | None:
    try:
        return export.deserialize(bytearray(path.read_bytes()))
    except Exception:  # whatever is wrong with a kept copy, it can be made again
        return None


def _write(path: Path | None, kept: bytes | bytearray) -> None:
    if path is None:
        return
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        part.write_bytes(kept)
        part.replace(path)
    except OSError:
        return  # without a copy the next process traces anew, which is slower and nothing else
