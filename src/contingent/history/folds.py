"""Folds by country: no country is both learned from and predicted.

The fold of a country follows from the seed and the country alone, so it is the same in whatever
order rows stand and whatever part of a table is looked at. The price is that folds differ in size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt

FOLDS = 5
SEED = 1


def fold_of(country: str, seed: int = SEED, folds: int = FOLDS) -> int:
    """Return the fold of a country."""
    digest = sha256(f"{seed}:{country}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % folds


def fold_of_each(
    countries: Sequence[str], seed: int = SEED, folds: int = FOLDS
) -> npt.NDArray[np.int64]:
    """Return the fold of each row, ``[row]``, from the key of its country."""
    known = {country: fold_of(country, seed, folds) for country in set(countries)}
    return np.array([known[country] for country in countries], np.int64)


def splits(
    countries: Sequence[str], seed: int = SEED, folds: int = FOLDS
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield positions of the rows to learn from and of those to predict, fold by fold."""
    fold = fold_of_each(countries, seed, folds)
    for k in np.unique(fold):
        yield np.flatnonzero(fold != k), np.flatnonzero(fold == k)
