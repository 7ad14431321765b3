"""Names turned into numbers, the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt


def hash64(*words: str) -> int:
    """Return 64 bits that depend on the words and their order alone."""
    digest = hashlib.blake2b("\x1f".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def hash32(*words: str) -> int:
    """Return 32 bits that depend on the words and their order alone."""
    return hash64(*words) & 0xFFFFFFFF


def hashes(names: Iterable[str]) -> npt.NDArray[np.uint32]:
    """Return one hash a name."""
    return np.array([hash32(name) for name in names], np.uint32)


def pair_hashes(first: Sequence[str], second: Sequence[str]) -> npt.NDArray[np.uint32]:
    """Return one hash a pair of names, rows by the first."""
    table = [[hash32(a, b) for b in second] for a in first]
    return np.array(table, np.uint32).reshape(len(first), len(second))


def unordered_hashes(names: Sequence[str]) -> npt.NDArray[np.uint32]:
    """Return one hash a pair of names whatever their order."""
    table = [[hash32(*sorted((a, b))) for b in names] for a in names]
    return np.array(table, np.uint32).reshape(len(names), len(names))
