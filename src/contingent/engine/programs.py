"""Programs ready to play, one for each shape of scenario, kept for the life of the process."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jax

from contingent.engine.inputs import run_axes
from contingent.engine.program import compile_program
from contingent.engine.traced import keep_traced

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
    program = compile_program(*run_axes(*arguments[:2]), detailed=detailed)
    return keep_traced(program, leaves, structure, detailed)
