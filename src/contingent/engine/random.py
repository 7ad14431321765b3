"""Random numbers by counter: every number of a run is a function of what it decides.

One key per run, folded from (seed, draw, replicate); one threefry-2x32 block per (step, stream,
entity), whose counter is (step and stream, hash of the entity's name). So neither the order of
work nor the presence of another entity changes anyone's luck (Salmon et al. 2011, "Parallel random
numbers: as easy as 1, 2, 3").
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, UInt

from contingent.world.arrays import World
from contingent.world.luck import Luck

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
    """Return every random number of one step of a row of runs."""
    dtype = world.factions.fighters.dtype.type

    def block(stream: int, entity: UInt[Array, "*axes 1"]) -> Words:
        return threefry(key, (step * jnp.uint32(STREAMS) + jnp.uint32(stream), entity))

    def uniforms(stream: int, entity: UInt[Array, "*axes 1"]) -> tuple[Any, Any]:
        return tuple(uniform(word, dtype) for word in block(stream, entity))  # type: ignore[return-value]

    def normals(stream: int, entity: UInt[Array, "*axes 1"]) -> tuple[Any, Any]:
        return tuple(normal(word, dtype) for word in block(stream, entity))  # type: ignore[return-value]

    faction, place = world.factions, world.places
    drift_z, loss_z = normals(0, place.pair_hash)
    posture_place, turning = uniforms(1, place.pair_hash)
    death_z, flight_z = normals(2, place.name_hash)
    patron_when, patron_move = uniforms(3, world.patrons.pair_hash)
    aircraft_deal, air_defence_deal = uniforms(4, world.patrons.pair_hash)
    posture_when, blockade = uniforms(5, faction.name_hash)
    leader, split = uniforms(6, faction.name_hash)
    recognition, relapse = uniforms(7, faction.name_hash)
    perception_z, _ = normals(8, faction.self_hash)
    talks_when, talks_what = uniforms(9, faction.pair_hash)
    outage, _ = uniforms(10, world.oil.name_hash)
    clause, clause_done = uniforms(11, world.country.entity_hash[1:])
    price_z = normal(block(12, world.country.entity_hash[0])[0], dtype)
    return Luck(
        perception_z=perception_z,
        outage=outage,
        price_z=price_z,
        patron_when=patron_when,
        patron_move=patron_move,
        aircraft_deal=aircraft_deal,
        air_defence_deal=air_defence_deal,
        posture_when=posture_when,
        posture_place=posture_place,
        blockade=blockade,
        drift_z=drift_z,
        loss_z=loss_z,
        turning=turning,
        death_z=death_z,
        flight_z=flight_z,
        talks_when=talks_when,
        talks_what=talks_what,
        clause=clause,
        clause_done=clause_done,
        recognition=recognition,
        leader=leader,
        split=split,
        relapse=relapse,
    )
