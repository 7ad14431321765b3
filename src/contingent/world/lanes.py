"""Lanes: many runs side by side in one array.

Mechanisms are written as for one run, in arrays whose last axis counts lanes: runs that the
processor works on at once. Axes before it are named in signatures; what differs from run to run has
the lane axis, what all runs share has a last axis of one. Broadcasting then does the rest, with
axes counted from the front. With lanes last, one instruction serves eight or sixteen runs;
with runs first, it would serve the two or three factions of one.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Shaped

MATRIX = 2


def mix(matrix: Float[Array, "row column"], x: Shaped[Array, "column *axes lane"]) -> Any:
    """Multiply a shared matrix with the first axis of an array of lanes: ``sum_j M[i,j] x[j]``.

    One product of matrices for each index of the axes between: merged into one product, those axes
    would be merged in the loop that works out `x` too, which the compiler then leaves scalar.
    """
    if x.ndim == MATRIX:
        return matrix @ x
    return jnp.stack([mix(matrix, x[:, i]) for i in range(x.shape[1])], 1)


def total_of(x: Float[Array, "row *axes lane"]) -> Any:
    """Sum over the first axis: as a product with ones, which runs over lanes, eight at a time.

    A plain sum becomes a loop over the rows of one lane.
    """
    return mix(jnp.ones((1, x.shape[0]), x.dtype), x)[0]


def fixed(tree: Any) -> Any:
    """Ask the compiler to work something out once rather than anew in every place that uses it.

    A hint: it keeps the compiler's early passes from copying the recipe about.
    """
    return jax.lax.optimization_barrier(tree)
