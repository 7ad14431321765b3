"""Worlds drawn for several chunks at once: most of the work is per quantity, not per world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.engine.model import Model
from contingent.world.draw import Draws

LEAST = 2048
"""Worlds that are drawn at once, or as many as one chunk needs if that is more."""


@dataclass(frozen=True)
class Stock:
    """Drawn worlds of consecutive draws.

    Attributes
    ----------
    draws : range
        Which draws.
    drawn : tuple of Draws
        The worlds as each of the models has them.
    claims : bool [draw, claim]
        Truth of each claim.
    """

    draws: range
    drawn: tuple[Draws, ...]
    claims: npt.NDArray[np.bool_]

    def design(self, rows: npt.NDArray[np.intp]) -> dict[str, npt.NDArray[np.float32]]:
        """Return the drawn value of each uncertain quantity in some of the worlds."""
        shared = self.drawn[0].design
        return {path: values[rows].astype(np.float32) for path, values in shared.items()}


def stock(models: Sequence[Model], seed: int, first: int, last: int, end: int) -> Stock:
    """Draw worlds `first` to `last` and some of those that come after them, if below `end`.

    A draw's world does not depend on which others are drawn with it.
    """
    draws = range(first, max(last + 1, min(first + LEAST, end)))
    drawn, claims = models[0].before_changes(seed, first, len(draws))
    return Stock(draws, tuple(model.changed(drawn) for model in models), claims)
