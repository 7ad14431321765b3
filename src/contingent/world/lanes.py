"""Lanes: many runs side by side in one array.

Mechanisms are written as for one run, in arrays whose last axis counts lanes: runs that the
processor works on at once. Axes before it are named in signatures; what differs from run to run has
the lane axis, what all runs share has a last axis of one. Broadcasting then does the rest, with
axes counted from the front. With lanes last, one instruction serves eight or sixteen runs;
with runs first, it would serve the two or three factions of one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Shaped

MATRIX = 2


def mix(matrix: Float[Array, "row column"], x: Shaped[Array, "column *axes lane"]) -> Any:
    """Multiply a shared matrix with the first axis of an array of lanes: ``sum_j M[i,j] x[j]``.

    One product of matrices for each index of the axes between: merged into one product, those axes
    would be merged in the loop that works out `x` too, which the compiler then leaves scalar.
    """
    if x.ndim == MATRIX:
        return matrix @ x
    return jnp.stack([mix(matrix, x[:, i]) for i in range(x.shape[1])], 1)


def blend(
    weights: Float[Array, "row column lane"], x: Float[Array, "column faction lane"]
) -> Float[Array, "row faction lane"]:
    """Multiply as `mix` does with a matrix that differs from lane to lane."""
    parts = [weights[:, k, None] * x[k] for k in range(x.shape[0])]
    return reduce(jnp.add, parts, jnp.zeros((weights.shape[0], *x.shape[1:]), x.dtype))


def total_of(x: Float[Array, "row *axes lane"]) -> Any:
    """Sum over the first axis: as a product with ones, which runs over lanes, eight at a time.

    A plain sum becomes a loop over the rows of one lane.
    """
    return mix(jnp.ones((1, x.shape[0]), x.dtype), x)[0]


def fixed(tree: Any) -> Any:
    """Have the compiler work something out once rather than anew in every place that uses it.

    It merges loops across everything but a branch, and a merged loop repeats what several others
    need too. So the numbers go through a branch that is always taken, which only the processor
    finds out.
    """
    leaves, structure = jax.tree.flatten(tree)
    filled = [leaf for leaf in leaves if leaf.size]
    if not filled:
        return tree
    word = filled[0].reshape(-1)[:1].astype(jnp.float32).view(jnp.uint32)[0]
    kept = jax.lax.cond(word != ~word, lambda x: x, partial(jax.tree.map, jnp.zeros_like), leaves)
    return jax.tree.unflatten(structure, kept)


def made_once(certain: Bool[Array, ""], make: Callable[[], Any]) -> Any:
    """Return what a function makes, worked out once, as `fixed` does, and without a copy.

    `certain` is always true, which the compiler cannot know.
    """

    def nothing() -> Any:
        return jax.tree.map(lambda x: jnp.zeros(x.shape, x.dtype), jax.eval_shape(make))

    return jax.lax.cond(certain, make, nothing)
