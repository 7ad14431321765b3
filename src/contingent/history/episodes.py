"""Past wars as a table has them: what may be looked at beforehand, and how they ended.

The two live in separate objects, so that a predictor that is given `Covariates` cannot see an
outcome; `read_covariates` does not even parse those cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Column:
    """One column of numbers or codes, without a NaN.

    Attributes
    ----------
    values : float64 or int8 [row]
        Numbers, or positions in `words`; 0 where not known.
    known : bool [row]
        Whether the cell says something.
    words : tuple of str
        What the codes stand for; empty for numbers.
    """

    values: npt.NDArray[Any]
    known: Bools
    words: tuple[str, ...] = ()

    def take(self, rows: Any) -> Column:
        """Return some rows."""
        return replace(self, values=self.values[rows], known=self.known[rows])

    def floats(self) -> Floats:
        """Return the values with NaN where not known, ``[row]``."""
        return np.where(self.known, self.values.astype(np.float64), np.nan)

    def at_least(self, word: str) -> Bools:
        """Return where the code is a word or one that stands after it, ``[row]``."""
        return self.known & (self.values >= self.words.index(word))

    def equals(self, word: str) -> Bools:
        """Return where the code is a word, ``[row]``."""
        return self.known & (self.values == self.words.index(word))


@dataclass(frozen=True)
class Covariates:
    """What may be looked at for predicting.

    Attributes
    ----------
    epid : tuple of str
        Id of each episode, as written.
    country : tuple of str
        Key of the country that each is fought in: folds are made of countries.
    conflict : tuple of str
        Key of the conflict that each belongs to: errors are counted over conflicts.
    names : mapping of str to tuple of str
        The columns of ``NAMES``, as written.
    columns : mapping of str to Column
        Every column of ``WORDS`` and ``NUMBERS``; one that the table lacks is nowhere known.
    start : datetime64[D] [row]
        First day; NaT where not known.
    """

    epid: tuple[str, ...]
    country: tuple[str, ...]
    conflict: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, Column]
    start: npt.NDArray[np.datetime64]

    def __len__(self) -> int:
        return len(self.epid)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def take(self, rows: Any) -> Covariates:
        """Return some rows, given by a mask or by positions."""
        at = np.arange(len(self))[rows]

        def some(texts: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(texts[i] for i in at)

        return Covariates(
            some(self.epid),
            some(self.country),
            some(self.conflict),
            {name: some(texts) for name, texts in self.names.items()},
            {name: column.take(at) for name, column in self.columns.items()},
            self.start[at],
        )


@dataclass(frozen=True)
class Outcomes:
    """How episodes ended.

    Attributes
    ----------
    outcome4 : int8 [row]
        Position in ``CLASSES``; -1 where not known.
    outcome : int8 [row]
        Position in ``UCDP_CLASSES``; -1 where not known.
    duration : Column
        Days from the first to the last.
    end_year : Column
        Year in which it ended.
    end : datetime64[D] [row]
        Last day; NaT where not known.
    precision : int8 [row]
        How exact the dates are: position in ``PRECISIONS``; -1 where nothing is said.
    """

    outcome4: Codes
    outcome: Codes
    duration: Column
    end_year: Column
    end: npt.NDArray[np.datetime64]
    precision: Codes

    def __len__(self) -> int:
        return len(self.outcome4)

    def take(self, rows: Any) -> Outcomes:
        """Return some rows, given by a mask or by positions."""
        return Outcomes(
            self.outcome4[rows],
            self.outcome[rows],
            self.duration.take(rows),
            self.end_year.take(rows),
            self.end[rows],
            self.precision[rows],
        )


@dataclass(frozen=True)
class Episodes:
    """A table of past wars, both halves row by row.

    Attributes
    ----------
    covariates : Covariates
    outcomes : Outcomes
    sha256 : str
        Hash of the file.
    warnings : tuple of str
        What was passed over in reading.
    """

    covariates: Covariates
    outcomes: Outcomes
    sha256: str = ""
    warnings: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.covariates)

    def take(self, rows: Any) -> Episodes:
        """Return some rows, given by a mask or by positions."""
        return replace(
            self, covariates=self.covariates.take(rows), outcomes=self.outcomes.take(rows)
        )
