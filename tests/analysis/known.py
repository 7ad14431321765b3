"""Functions whose indices are known, as models that the design can play."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from contingent.world.draw import uniforms


def ishigami(u: np.ndarray) -> np.ndarray:
    """Ishigami & Homma (1990) with a = 7, b = 0.1, inputs uniform on 0 to 1."""
    x = (2 * u - 1) * np.pi
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


ISHIGAMI_FIRST = np.array([0.3139, 0.4424, 0.0])
ISHIGAMI_TOTAL = np.array([0.5576, 0.4424, 0.2437])

G_WEIGHTS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def sobol_g(u: np.ndarray) -> np.ndarray:
    """Saltelli & Sobol' (1995)."""
    a = G_WEIGHTS[:, None]
    return np.prod((np.abs(4 * u - 2) + a) / (1 + a), axis=0)


def g_indices() -> tuple[np.ndarray, np.ndarray]:
    """First-order and total indices of the G function in closed form."""
    part = 1 / (3 * (1 + G_WEIGHTS) ** 2)
    whole = np.prod(1 + part) - 1
    return part / whole, part * np.prod(1 + part) / (1 + part) / whole


def inputs(count: int, draws: int, other: frozenset[str] = frozenset()) -> np.ndarray:
    """Streams of uniform numbers ``[input, draw]``; those named in `other` have another seed."""
    names = [str(i) for i in range(count)]
    return np.stack([uniforms(2 if n in other else 1, n, 0, draws) for n in names])


def player(function: Callable[[np.ndarray], np.ndarray], count: int, draws: int, noise: float = 0):
    """Return what plays a function in the design, with chance of a standard deviation."""

    def play(other: frozenset[str], rolls: int) -> np.ndarray:
        y = function(inputs(count, draws, other))[:, None]
        luck = np.stack([uniforms(7, f"luck {roll}", 0, draws) for roll in range(rolls)], 1)
        # chance that works with the inputs, not only beside them
        return y + noise * np.sqrt(12) * (luck - 0.5) * (1 + 0.3 * np.sign(y - y.mean()))

    return play
