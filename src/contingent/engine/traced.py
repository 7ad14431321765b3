"""Traced programs, kept between processes.

Before jax can compile a program, or find it compiled already, it has to follow our functions once
from start to end, which takes longer than a thousand runs. What comes of it is the same as long as
the code, the versions and the shapes of the arguments are, so it is written to the user's cache.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jax
import numpy as np
from jax import export
from jax.sharding import Mesh, NamedSharding
from jax.sharding import PartitionSpec as Spec

from contingent.engine.devices import cache_folder


def keep_traced(
    program: Callable[..., Any],
    leaves: list[jax.ShapeDtypeStruct],
    structure: Any,
    variant: object,
) -> Callable[..., Any]:
    """Return a program for arguments like these, traced now or by an earlier process.

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
    exported = _read(path)
    if exported is None:
        exported = export.export(jax.jit(of_leaves))(*leaves)
        _write(path, exported)
    everywhere = NamedSharding(Mesh(np.array(jax.devices()), ("device",)), Spec())
    ready = jax.jit(exported.call, in_shardings=[everywhere] * len(leaves))
    return lambda *others: ready(*jax.tree.leaves(others))


def is_kept(leaves: list[jax.ShapeDtypeStruct], structure: Any, variant: object) -> bool:
    """Whether an earlier process has left a program for arguments like these."""
    path = _path(leaves, structure, variant)
    return path is not None and path.is_file()


def _path(leaves: list[jax.ShapeDtypeStruct], structure: Any, variant: object) -> Path | None:
    folder = cache_folder("traced")
    if folder is None:
        return None
    shapes = [(leaf.shape, str(leaf.dtype)) for leaf in leaves]
    about = (
        _code(),
        jax.__version__,
        jax.default_backend(),
        len(jax.devices()),
        jax.config.values["jax_enable_x64"],
        structure,
        shapes,
        variant,
    )
    return folder / hashlib.sha256(repr(about).encode()).hexdigest()


@cache
def _code() -> str:
    """Return a hash of the code of the whole package."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path | None) -> export.Exported | None:
    if path is None or not path.is_file():
        return None
    try:
        return export.deserialize(bytearray(path.read_bytes()))
    except Exception:  # whatever is wrong with a kept copy, it can be made again
        return None


def _write(path: Path | None, exported: export.Exported) -> None:
    if path is None:
        return
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        part.write_bytes(exported.serialize())
        part.replace(path)
    except OSError:
        return  # without a copy the next process traces anew, which is slower and nothing else
