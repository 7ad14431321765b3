"""Compiled programs, one for each shape of world, kept for the life of the process."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jax

from contingent.engine.inputs import run_axes
from contingent.engine.program import compile_program
from contingent.mechanisms import Parameters
from contingent.world.arrays import World


def program_for(world: World, parameters: Parameters, *, detailed: bool) -> Any:
    """Return the program for worlds of this structure.

    jax itself compiles once for each shape of the arguments; the structure alone decides here.
    """
    world_axes, parameter_axes = run_axes(world, parameters)
    leaves, structure = jax.tree.flatten(
        (world_axes, parameter_axes), is_leaf=lambda leaf: leaf is None
    )
    return _program(tuple(leaves), structure, detailed)


@lru_cache(maxsize=16)
def _program(leaves: tuple[int | None, ...], structure: Any, detailed: bool) -> Any:
    return compile_program(*jax.tree.unflatten(structure, leaves), detailed=detailed)
