"""Random numbers by counter: every number of a run is a function of what it decides.

One key per run, folded from (seed, draw, replicate); one threefry-2x32 block per (step, stream,
entity), whose counter is (step and stream, hash of the entity's name). So neither the order of
work nor the presence of another entity changes anyone's luck (Salmon et al. 2011, "Parallel random
numbers: as easy as 1, 2, 3").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from itertools import accumulate
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Complex, Float, UInt

from contingent.world.arrays import World
from contingent.world.lanes import fixed
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


def normal(u: Float[Array, "*axes"]) -> Float[Array, "*axes"]:
    """Return standard normal numbers made of uniform ones, by inversion."""
    return u.dtype.type(2.0**0.5) * jax.lax.erf_inv(2.0 * u - 1.0)


def luck_of_step(world: World, key: Key, step: UInt[Array, ""]) -> Luck:
    """Return every random number of one step of a row of runs, as `Luck` declares them."""
    rolls = {f.name: f.metadata for f in fields(Luck)}
    # the numbers of a stream are the same whichever of its words is asked for
    names = {r["stream"]: _entities(world, r) for r in rolls.values()}
    blocks = fixed(_blocks(key, step, names, world.factions.fighters.dtype))
    ends = list(accumulate(hashed.size for hashed in names.values()))
    rows = {n: blocks[end - names[n].size : end] for n, end in zip(names, ends, strict=True)}

    def number(name: str) -> Any:
        stream, word = rolls[name]["stream"], rolls[name]["word"]
        row = rows[stream].imag if word else rows[stream].real
        row = row.reshape(*names[stream].shape[:-1], row.shape[-1])
        return row[0] if rolls[name]["rows"] == COUNTRY else row

    bells = fixed({name: normal(number(name)) for name in rolls if name.endswith("_z")})
    return Luck(**{name: bells[name] if name in bells else number(name) for name in rolls})


def _entities(world: World, rolled: Any) -> UInt[Array, "*axes 1"]:
    """Return the hashed names of what a random number decides about."""
    group, name = rolled["of"].split(".")
    hashed: UInt[Array, "*axes 1"] = getattr(getattr(world, group), name)[rolled["rows"]]
    return hashed


def _blocks(
    key: Key, step: UInt[Array, ""], names: Mapping[int, UInt[Array, "*axes 1"]], dtype: Any
) -> Complex[Array, "row lane"]:
    """Return a block for each entity of each stream, as two uniform numbers.

    They are the two parts of one complex number: of two arrays, the compiler would make each in a
    loop of its own, and work out every block twice.
    """
    entities = jnp.concatenate([hashed.reshape(-1, 1) for hashed in names.values()])
    streams = np.repeat(list(names), [hashed.size for hashed in names.values()])[:, None]
    counters = step * jnp.uint32(STREAMS) + jnp.asarray(streams, jnp.uint32)
    first, second = threefry(key, (counters, entities))
    return jax.lax.complex(uniform(first, dtype.type), uniform(second, dtype.type))
