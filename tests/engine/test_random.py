from dataclasses import fields

import jax.numpy as jnp
import numpy as np
import pytest

from contingent.engine.random import STREAMS, normal, threefry, uniform
from contingent.world.luck import Luck


def words(*values: int) -> tuple:
    return tuple(jnp.uint32(v) for v in values)


@pytest.mark.parametrize(
    ("key", "counter", "expected"),
    [  # known answers of the authors of threefry-2x32 (20 rounds)
        ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
        ((0xFFFFFFFF,) * 2, (0xFFFFFFFF,) * 2, (0x1CB996FC, 0xBB002BE7)),
        ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3), (0xC4923A9C, 0x483DF7A0)),
    ],
)
def test_threefry_gives_the_published_blocks(key, counter, expected) -> None:
    assert tuple(int(x) for x in threefry(words(*key), words(*counter))) == expected


def test_uniform_numbers_are_inside_0_and_1_and_even() -> None:
    word, _ = threefry(words(1, 2), (jnp.arange(100_000, dtype=jnp.uint32), jnp.uint32(7)))
    u = np.asarray(uniform(word, np.float32))
    assert 0.0 < u.min() < u.max() < 1.0
    counts, _ = np.histogram(u, 20, (0, 1))
    assert ((counts - 5000) ** 2 / 5000).sum() < 45.0  # chi-squared, 19 degrees, p = 0.0007


def test_extreme_words_give_numbers_that_are_finite() -> None:
    ends = jnp.array([0, 0xFFFFFFFF], jnp.uint32)
    assert np.isfinite(np.asarray(normal(uniform(ends, np.float32)))).all()


def test_normal_numbers_have_the_moments_of_a_normal() -> None:
    word, _ = threefry(words(1, 2), (jnp.arange(100_000, dtype=jnp.uint32), jnp.uint32(8)))
    z = np.asarray(normal(uniform(word, np.float32)))
    assert z.mean() == pytest.approx(0.0, abs=0.015)
    assert z.std() == pytest.approx(1.0, abs=0.015)


def test_no_two_numbers_of_a_step_are_the_same_one() -> None:
    taken = [(f.metadata["stream"], f.metadata["word"]) for f in fields(Luck)]
    assert len(set(taken)) == len(taken)
    assert all(0 <= stream < STREAMS and word in (0, 1) for stream, word in taken)


def test_a_stream_belongs_to_one_kind_of_entity() -> None:
    owners: dict[int, set[str]] = {}
    for f in fields(Luck):
        rows = f.metadata["rows"]
        owners.setdefault(f.metadata["stream"], set()).add(f"{f.metadata['of']} {rows}")
    assert all(len(owner) == 1 for owner in owners.values())
