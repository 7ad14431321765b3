"""Lanes: many runs side by side in one array.

Mechanisms are written as for one run, in arrays whose last axis counts lanes: runs that the
processor works on at once. Axes before it are named in signatures; what differs from run to run has
the lane axis, what all runs share has a last axis of one. Broadcasting then does the rest, with
axes counted from the front. With lanes last, one instruction serves eight or sixteen runs;
with runs first, it would serve the two or three factions of one.

The compiler merges loops, and repeats in a merged loop what several others need too; a sum that
is merged with what uses it is worked out again for each place. What stands in a function of its own
(`apart`) is merged with nothing outside.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce, wraps
from typing import Any

import jax
import jax.numpy as jnp
from jax.experimental.xla_metadata import set_xla_metadata
from jaxtyping import Array, Float, Int, Shaped

from contingent.world.numbered import NONE

MATRIX = 2
FEW = 128
"""Elements of a matrix that is multiplied term by term."""


def apart(function: Callable[..., Any]) -> Callable[..., Any]:
    """Have the compiler leave a function standing, and merge none of it with what is around.

    Numbers pass its boundary without being copied. It must call nothing else that jax compiles as
    a function, for that would be left standing inside it.
    """
    compiled = jax.jit(function)

    @wraps(function)
    def called(*arguments: Any) -> Any:
        with set_xla_metadata(inlineable="false"):
            return compiled(*arguments)

    return called


@apart
def fixed(tree: Any) -> Any:
    """Have something worked out once rather than anew in every place that uses it."""
    return tree


def mix(matrix: Float[Array, "row column"], x: Shaped[Array, "column *axes lane"]) -> Any:
    """Multiply a shared matrix with the first axis of an array of lanes: ``sum_j M[i,j] x[j]``.

    One product of matrices for each index of the axes between: merged into one product, those axes
    would be merged in the loop that works out `x` too, which the compiler then leaves scalar.
    A small matrix is no work for a library of products.
    """
    if matrix.size <= FEW:
        return _mix_term_by_term(matrix, x)
    if x.ndim == MATRIX:
        return matrix @ x
    return jnp.stack([mix(matrix, x[:, i]) for i in range(x.shape[1])], 1)


@apart
def _mix_term_by_term(
    matrix: Float[Array, "row column"], x: Shaped[Array, "column *axes lane"]
) -> Any:
    column = (-1, *[1] * (x.ndim - 1))
    parts = [matrix[:, k].reshape(column) * row for k, row in enumerate(x)]
    return reduce(jnp.add, parts, jnp.zeros((len(matrix), *x.shape[1:]), x.dtype))


def blend(
    weights: Float[Array, "row column lane"], x: Float[Array, "column faction lane"]
) -> Float[Array, "row faction lane"]:
    """Multiply as `mix` does with a matrix that differs from lane to lane."""
    parts = [weights[:, k, None] * x[k] for k in range(x.shape[0])]
    return reduce(jnp.add, parts, jnp.zeros((weights.shape[0], *x.shape[1:]), x.dtype))


@apart
def total_of(x: Float[Array, "row *axes lane"]) -> Any:
    """Sum over the first axis, row by row: rows of zeros change no bit.

    Such a sum runs over lanes, eight at a time. One that is called a sum becomes a loop over the
    rows of one lane.
    """
    return reduce(jnp.add, x, jnp.zeros(x.shape[1:], x.dtype))


@apart
def sum_at(rows: Int[Array, "row part"], x: Float[Array, "column *axes lane"]) -> Any:
    """Sum certain rows of an array of lanes: `mix` by a matrix of zeros and ones with few ones.

    Parameters
    ----------
    rows : int
        For each row of the result, the rows of `x` that are summed; `NONE` past the last.
    """
    nothing = jnp.zeros((len(rows), *x.shape[1:]), x.dtype)
    if not len(x):
        return nothing
    there = (rows != NONE).astype(x.dtype).reshape(*rows.shape, *[1] * (x.ndim - 1))
    parts = [x.at[rows[:, k]].get(mode="clip") * there[:, k] for k in range(rows.shape[1])]
    return reduce(jnp.add, parts, nothing)
