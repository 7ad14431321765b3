"""How well each of several entrants predicted the same wars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.history.bootstrap import Bootstrap, Interval, conflicts_of
from contingent.history.columns import PRECISIONS
from contingent.history.entrants import Entrant
from contingent.history.episodes import Episodes
from contingent.history.reliability import Reliability, reliability
from contingent.history.scores import brier_scores, crps_of_quantiles, log_losses, scaled

Floats = npt.NDArray[np.float64]

MEASURES = {
    "log_loss": "log loss",
    "brier": "Brier score",
    "crps": "CRPS of the duration",
    "crps_day": "CRPS, dates to the day",
}
"""What is measured, in words; lower is better in all."""

OF_OUTCOMES, OF_DURATIONS = ("log_loss", "brier"), ("crps", "crps_day")


@dataclass(frozen=True)
class Marks:
    """The scores of one entrant.

    Attributes
    ----------
    name : str
    baseline : bool
    scores : mapping of str to Interval
        By the names of ``MEASURES``; those that he does not enter for are not there.
    reliability : Reliability or None
    """

    name: str
    baseline: bool
    scores: Mapping[str, Interval]
    reliability: Reliability | None

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        said: dict[str, Any] = {"name": self.name, "baseline": self.baseline}
        said |= {name: asdict(score) for name, score in self.scores.items()}
        if self.reliability is not None:
            said["reliability"] = asdict(self.reliability) | {"inside": self.reliability.inside}
        return said


@dataclass(frozen=True)
class Difference:
    """One entrant's score minus another's, pair by pair: below zero, the first is better."""

    measure: str
    name: str
    beside: str
    difference: Interval

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self) | {"clear": self.difference.clear}


@dataclass(frozen=True)
class Panel:
    """The same rows predicted by all.

    Attributes
    ----------
    rows_are : str
        Which rows they are.
    rows, conflicts, countries : int
    marks : tuple of Marks
        Predictions that were handed in, then baselines.
    differences : tuple of Difference
    """

    rows_are: str
    rows: int
    conflicts: int
    countries: int
    marks: tuple[Marks, ...]
    differences: tuple[Difference, ...]

    def marks_of(self, name: str) -> Marks:
        """Return the marks of an entrant."""
        return next(each for each in self.marks if each.name == name)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "rows_are": self.rows_are,
            "rows": self.rows,
            "conflicts": self.conflicts,
            "countries": self.countries,
            "entrants": [each.as_dict() for each in self.marks],
            "differences": [each.as_dict() for each in self.differences],
        }


def panel(episodes: Episodes, entrants: Sequence[Entrant], rows_are: str) -> Panel:
    """Score entrants on the same rows.

    Parameters
    ----------
    episodes : Episodes
        What happened.
    entrants : sequence of Entrant
        Each with something to say of every row.
    rows_are : str
        Which rows they are, in words.
    """
    boot = Bootstrap(episodes.covariates.conflict)
    where = _rows_of(episodes)
    losses = [_losses(each, episodes) for each in entrants]
    marks = tuple(
        Marks(
            each.name,
            each.baseline,
            {m: boot.interval(values, where[m]) for m, values in lost.items() if where[m].any()},
            _reliability(each, episodes),
        )
        for each, lost in zip(entrants, losses, strict=True)
    )
    differences = tuple(
        Difference(m, a.name, b.name, boot.interval(of_a[m] - of_b[m], where[m]))
        for (a, of_a), (b, of_b) in _pairs(entrants, losses)
        for m in MEASURES
        if m in of_a and m in of_b and where[m].any()
    )
    return Panel(
        rows_are,
        len(episodes),
        conflicts_of(episodes.covariates.conflict),
        len(set(episodes.covariates.country)),
        marks,
        differences,
    )


def _rows_of(episodes: Episodes) -> dict[str, npt.NDArray[np.bool_]]:
    """Return on which rows each measure can be taken, bool [row] by measure."""
    ended, outcomes = episodes.outcomes.outcome4 >= 0, episodes.outcomes
    to_the_day = outcomes.precision == PRECISIONS.index("day")
    timed = outcomes.duration.known
    return {
        **dict.fromkeys(OF_OUTCOMES, ended),
        "crps": timed,
        "crps_day": timed & to_the_day,
    }


def _losses(entrant: Entrant, episodes: Episodes) -> dict[str, Floats]:
    """Return the loss of each row by measure; what cannot be measured in a row is 0 there."""
    found: dict[str, Floats] = {}
    if entrant.chances is not None:
        known = episodes.outcomes.outcome4 >= 0
        happened = np.where(known, episodes.outcomes.outcome4, 0)
        found["log_loss"] = np.where(known, log_losses(entrant.chances, happened), 0.0)
        found["brier"] = np.where(known, brier_scores(entrant.chances, happened), 0.0)
    if entrant.quantiles is not None:
        x = scaled(episodes.outcomes.duration.values)
        crps = crps_of_quantiles(x, scaled(entrant.quantiles))
        found |= dict.fromkeys(OF_DURATIONS, crps)
    return found


def _reliability(entrant: Entrant, episodes: Episodes) -> Reliability | None:
    known = episodes.outcomes.outcome4 >= 0
    if entrant.chances is None or not known.any():
        return None
    return reliability(entrant.chances[known], episodes.outcomes.outcome4[known])


def _pairs(entrants: Sequence[Entrant], losses: Sequence[dict[str, Floats]]) -> Any:
    """Return who is set beside whom: what was handed in beside every baseline.

    Where nothing was handed in, every baseline beside the first of its kind.
    """
    both = list(zip(entrants, losses, strict=True))
    ours = [pair for pair in both if pair[0].baseline]
    theirs = [pair for pair in both if not pair[0].baseline]
    if theirs:
        return [(a, b) for a in theirs for b in ours]
    firsts = [next((p for p in ours if m in p[1]), None) for m in ("log_loss", "crps")]
    return [(a, b) for b in firsts if b for a in ours if a[0] is not b[0]]
