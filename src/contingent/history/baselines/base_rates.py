"""How often each class came about, whatever the war."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contingent.history.columns import CLASSES
from contingent.history.episodes import Covariates, Episodes

Floats = npt.NDArray[np.float64]

HALF = 0.5
"""Jeffreys' prior: half an episode of each class, so that no chance is 0."""

MIXED_IN = 0.02
"""Part of the base rates in every other baseline, so that no chance is near 0."""


def rates(weights: Floats) -> Floats:
    """Return the share of each class from its (weighted) number of episodes, ``[..., class]``."""
    smoothed = weights + HALF
    shares: Floats = smoothed / smoothed.sum(-1, keepdims=True)
    return shares


def base_rates(learn: Episodes, ask: Covariates) -> Floats:
    """Return the shares of the classes among the rows learnt from, ``[row, class]``."""
    outcome = learn.outcomes.outcome4
    counts = np.bincount(outcome[outcome >= 0], minlength=len(CLASSES)).astype(np.float64)
    return np.tile(rates(counts), (len(ask), 1))


def mixed(chances: Floats, classes: npt.NDArray[np.integer], base: Floats) -> Floats:
    """Return what a classifier says with a little of the base rates mixed in.

    Parameters
    ----------
    chances : float64 [row, known class]
        What it says.
    classes : int [known class]
        Which of the classes it knows: not all need occur in the rows learnt from.
    base : float64 [row, class]
        Base rates.
    """
    full = np.zeros_like(base)
    full[:, classes] = chances
    return (1.0 - MIXED_IN) * full + MIXED_IN * base
