"""Programs ready to play, one for each shape of scenario, kept for the life of the process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import jax

from contingent.engine.inputs import run_axes
from contingent.engine.news import COMPILING, LOADING, LOGGER, READY
from contingent.engine.program import compile_program
from contingent.engine.traced import is_kept, keep_traced

Shapes = tuple[tuple[tuple[int, ...], str], ...]


def program_for(arguments: tuple[Any, ...], *, detailed: bool) -> Any:
    """Return the program for arguments of this signature, world and parameters first."""
    return _ready(*signature(arguments), detailed)


def signature(arguments: tuple[Any, ...]) -> tuple[Any, Shapes]:
    """Return all that a program depends on: the structure of its arguments and their shapes."""
    leaves, structure = jax.tree.flatten(arguments)
    return structure, tuple((leaf.shape, str(leaf.dtype)) for leaf in leaves)


@lru_cache(maxsize=16)
def _ready(structure: Any, shapes: Shapes, detailed: bool) -> Any:
    leaves = [jax.ShapeDtypeStruct(shape, dtype) for shape, dtype in shapes]
    arguments = jax.tree.unflatten(structure, leaves)
    kept = is_kept(leaves, structure, detailed)
    logging.getLogger(LOGGER).info(LOADING if kept else COMPILING)
    program = compile_program(*run_axes(*arguments[:2]), detailed=detailed)
    return _Announced(keep_traced(program, leaves, structure, detailed))


class _Announced:
    """A program that logs when it is ready, which is after its first call: that compiles it."""

    def __init__(self, program: Callable[..., Any]) -> None:
        self._program = program
        self._ready = False

    def __call__(self, *arguments: Any) -> Any:
        record = self._program(*arguments)
        if not self._ready:
            self._ready = True
            logging.getLogger(LOGGER).info(READY)
        return record
