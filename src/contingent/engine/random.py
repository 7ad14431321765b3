"""Random numbers by counter: every number of a run is a function of what it decides.

One key per run, folded from (seed, draw, replicate); one threefry-2x32 block per (step, stream,
entity), whose counter is (step and stream, hash of the entity's name). So neither the order of
work nor the presence of another entity changes anyone's luck (Salmon et al. 2011, "Parallel random
numbers: as easy as 1, 2, 3").
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, UInt

from contingent.world.arrays import World
from contingent.world.luck import COUNTRY, Luck

STREAMS = 64
_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
_PARITY = 0x1BD11BDA
Words = tuple[UInt[Array, "..."], UInt[Array, "..."]]
"""A key or a counter: two words, which may be arrays that broadcast."""
Key = tuple[UInt[Array, " lane"], UInt[Array, " lane"]]
"""The keys of a row of runs."""


def threefry(key: Words, counter: Words) -> Words:
    """Return the threefry-2x32 block of 20 rounds of a counter under a key."""
    k0, k1 = key
    keys = (k0, k1, k0 ^ k1 ^ jnp.uint32(_PARITY))
    x0, x1 = counter[0] + keys[0], counter[1] + keys[1]
    for group in range(5):
        for r in _ROTATIONS[group % 2]:
            x0 = x0 + x1
            x1 = ((x1 << r) | (x1 >> (32 - r))) ^ x0
        x0 = x0 + keys[(group + 1) % 3]
        x1 = x1 + keys[(group + 2) % 3] + jnp.uint32(group + 1)
    return x0, x1


def run_key(seed: Words, draw: UInt[Array, " lane"], replicate: UInt[Array, " lane"]) -> Key:
    """Fold a seed, a draw and a replicate into the key of each run."""
    return threefry(seed, (draw, replicate))


def uniform(word: UInt[Array, "*axes"], dtype: Any) -> Float[Array, "*axes"]:
    """Return uniform numbers strictly between 0 and 1: 23 bits, the same in any float type."""
    return ((word >> 9).astype(dtype) + 0.5) * dtype(2.0**-23)


def normal(word: UInt[Array, "*axes"], dtype: Any) -> Float[Array, "*axes"]:
    """Return standard normal numbers by inversion."""
    return dtype(2.0**0.5) * jax.lax.erf_inv(2.0 * uniform(word, dtype) - 1.0)


def luck_of_step(world: World, key: Key, step: UInt[Array, ""]) -> Luck:
    """Return every random number of one step of a row of runs, as `Luck` declares them."""
    dtype = world.factions.fighters.dtype.type
    blocks: dict[tuple[int, str], Words] = {}
    numbers: dict[str, Any] = {}
    for f in fields(Luck):
        rolled = f.metadata
        group, name = rolled["of"].split(".")
        entity = getattr(getattr(world, group), name)[rolled["rows"]]
        counter = step * jnp.uint32(STREAMS) + jnp.uint32(rolled["stream"])
        stream = (rolled["stream"], rolled["of"])
        if stream not in blocks:  # its two words are two numbers: it is worked out once
            blocks[stream] = threefry(key, (counter, entity))
        word = blocks[stream][rolled["word"]]
        number = normal(word, dtype) if f.name.endswith("_z") else uniform(word, dtype)
        numbers[f.name] = number[0] if rolled["rows"] == COUNTRY else number
    return Luck(**numbers)
