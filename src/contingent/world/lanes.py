"""Lanes: many runs side by side in one array.

Mechanisms are written as for one run, in arrays whose last axis counts lanes: runs that the
processor works on at once. Axes before it are named in signatures; what differs from run to run has
the lane axis, what all runs share has a last axis of one. Broadcasting then does the rest, with
axes counted from the front. With lanes last, one instruction serves eight or sixteen runs; mapping
over a first axis of runs instead ran at a sixth of the speed.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float


def mix(matrix: Float[Array, "row column"], x: Any) -> Any:
    """Multiply a shared matrix with the first axis of an array of lanes: ``sum_j M[i,j] x[j]``."""
    return jnp.tensordot(matrix, x, axes=1)


def fixed(tree: Any) -> Any:
    """Have the compiler work something out once and keep it.

    Left alone it would copy the recipe (random numbers, say) into every place that uses the
    result, and cook it there anew.
    """
    return jax.lax.optimization_barrier(tree)
