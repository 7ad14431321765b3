"""Programs ready to play, one for each shape of scenario, kept for the life of the process."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

import jax

from contingent.engine.compiled import keep_compiled
from contingent.engine.inputs import run_axes
from contingent.engine.news import LOADING, LOGGER, READY
from contingent.engine.program import compile_program

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
    news = logging.getLogger(LOGGER)
    news.info(LOADING)
    program = compile_program(*run_axes(*arguments[:2]), detailed=detailed)
    ready = keep_compiled(program, leaves, structure, detailed)
    news.info(READY)
    return ready
