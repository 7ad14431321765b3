"""The luck with which the world of a past war is drawn: by seed and name of the war alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from contingent.world.draw import uniforms
from contingent.world.hashing import hash32, hash64

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lots:
    """Luck of one episode along its paths.

    Attributes
    ----------
    name : str
        Id of the episode.
    paths : int
        How often it is played.
    seed : int
        Of all chance.
    """

    name: str
    paths: int
    seed: int

    @property
    def own_seed(self) -> int:
        """Return the seed of all that is drawn of this episode."""
        return hash64(str(self.seed), self.name)

    @property
    def run_numbers(self) -> npt.NDArray[np.int64]:
        """Return what the engine's luck of each path is keyed by, `[path]`."""
        return (hash32(self.name) + np.arange(self.paths)) % 2**32

    def uniform(self, what: str) -> Floats:
        """Return uniform numbers, ``[path]``."""
        return uniforms(self.own_seed, f"stage: {what}", 0, self.paths)

    def normal(self, what: str) -> Floats:
        """Return standard normal numbers, ``[path]``."""
        found: Floats = ndtri(np.clip(self.uniform(what), 1e-12, 1 - 1e-12))
        return found

    def happens(self, what: str, chance: float) -> npt.NDArray[np.bool_]:
        """Return whether something is so that has a chance, ``[path]``."""
        return self.uniform(what) < chance

    def member(self, members: int) -> npt.NDArray[np.intp]:
        """Return which member of an ensemble each path is played with: all in turn."""
        return np.arange(self.paths) % members
