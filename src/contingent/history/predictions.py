"""A table of predictions: chances of the four classes, and quantiles of the duration.

``epid, p_gov, p_reb, p_settlement, p_fizzle, d05, d25, d50, d75, d95, p_open``: the chances sum to
one and none is 0 (nothing in war is impossible, and the logarithm of 0 forgives nothing); durations
are days, `p_open` is the chance that the war still goes on at the horizon. The columns of duration
may be left out together, and so may `p_open`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from contingent.history.columns import CLASSES
from contingent.history.reading import LONGEST_DAYS, open_table
from contingent.scenario.names import nearest
from contingent.scenario.problems import Problems, show
from contingent.scenario.tables import Row

Floats = npt.NDArray[np.float64]

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
CHANCES = tuple(f"p_{name}" for name in CLASSES)
QUANTILES = tuple(f"d{round(100 * level):02d}" for level in LEVELS)
OPEN = "p_open"
COLUMNS = ("epid", *CHANCES, *QUANTILES, OPEN)

HORIZON_YEARS = 25
HORIZON_DAYS = HORIZON_YEARS * 365.25
"""How far predictions look; whatever lasts longer counts as lasting so long."""

ROUNDING = 1e-3
"""How far from one the chances of a row may sum; they are then scaled to it."""


@dataclass(frozen=True)
class Predictions:
    """What is predicted of each episode.

    Attributes
    ----------
    epid : tuple of str
        Id of each episode.
    chances : float64 [row, class]
        Chance of each of ``CLASSES``.
    quantiles : float64 [row, level] or None
        Duration, days, at each of ``LEVELS``.
    open : float64 [row] or None
        Chance that it is not over at the horizon.
    """

    epid: tuple[str, ...]
    chances: Floats
    quantiles: Floats | None = None
    open: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that are no chances or no quantiles.

        Raises
        ------
        ValueError
            With the first row that is wrong.
        """
        for i, name in enumerate(self.epid):
            quantiles = None if self.quantiles is None else self.quantiles[i]
            wrong = fault_of(self.chances[i], quantiles)
            if wrong:
                raise ValueError(f"episode {name}: {wrong}")

    def of(self, epid: Sequence[str]) -> Predictions:
        """Return the predictions of some episodes, in their order.

        Raises
        ------
        KeyError
            If one is not predicted.
        """
        place = {name: i for i, name in enumerate(self.epid)}
        at = [place[name] for name in epid]
        return Predictions(
            tuple(epid),
            self.chances[at],
            None if self.quantiles is None else self.quantiles[at],
            None if self.open is None else self.open[at],
        )


def fault_of(chances: Floats, quantiles: Floats | None) -> str | None:
    """Return what is wrong with one row, or None."""
    if not np.all(np.isfinite(chances)) or np.any(chances <= 0.0):
        return "every chance must be above 0; smooth it towards the base rates"
    if abs(chances.sum() - 1.0) > ROUNDING:
        return f"the chances sum to {chances.sum():.6g}, not to 1"
    if quantiles is None:
        return None
    if not np.all(np.isfinite(quantiles)) or np.any(quantiles < 0.0):
        return "durations must be numbers of days, 0 or more"
    if np.any(np.diff(quantiles) < 0.0):
        return "quantiles of the duration must not fall from d05 to d95"
    return None


def read_predictions(path: str | Path) -> Predictions:
    """Read a table of predictions.

    Raises
    ------
    ScenarioError
        With one line ``PATH:LINE: message`` for each mistake, several together.
    """
    table = open_table(path, ("epid", *CHANCES), (*QUANTILES, OPEN), "table of predictions")
    rows, problems = table.rows, table.problems
    timed = _has_durations(rows, problems)
    has_open = any(row.cells[OPEN] for row in rows)
    chances = np.array([[row.number(c, 0.0, 1.0) for c in CHANCES] for row in rows])
    days = [[row.number(c, 0.0, LONGEST_DAYS) for c in QUANTILES] for row in rows if timed]
    still = [row.number(OPEN, 0.0, 1.0) for row in rows if has_open]
    for i, row in enumerate(rows):
        wrong = fault_of(chances[i], np.array(days[i]) if timed else None)
        if wrong:
            problems.add(row.path, row.line, wrong)
    problems.raise_if_any()
    return Predictions(
        tuple(row.cells["epid"] for row in rows),
        chances / chances.sum(1, keepdims=True),
        np.array(days) if timed else None,
        np.array(still) if has_open else None,
    )


def _has_durations(rows: Sequence[Row], problems: Problems) -> bool:
    """Say whether durations are predicted, and complain if only some of the columns are there."""
    there = [name for name in QUANTILES if any(row.cells[name] for row in rows)]
    if there and len(there) < len(QUANTILES):
        missing = ", ".join(name for name in QUANTILES if name not in there)
        problems.add(rows[0].path, 1, f"{', '.join(there)} without {missing}; write all or none")
        problems.raise_if_any()
    return bool(there)


def for_episodes(predictions: Predictions, epid: Sequence[str], path: str) -> Predictions:
    """Return the predictions of a table's episodes, in their order.

    Raises
    ------
    ScenarioError
        If some episode is not predicted.
    """
    problems = Problems()
    predicted = set(predictions.epid)
    missing = [name for name in epid if name not in predicted]
    if missing:
        hint = nearest(missing[0], predictions.epid) if len(missing) < len(epid) else ""
        problems.add(
            path,
            None,
            f"does not predict {len(missing)} of {len(epid)} episodes, the first {show(missing[0])}"
            f"{hint}; predict them, or score what all predict (--common)",
        )
    problems.raise_if_any()
    return predictions.of(epid)


def written(predictions: Predictions) -> str:
    """Return predictions as a CSV file; `p_open` is written only if it is there."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    parts, heads = [predictions.chances], list(CHANCES)
    if predictions.quantiles is not None:
        parts, heads = [*parts, predictions.quantiles], [*heads, *QUANTILES]
    if predictions.open is not None:
        parts, heads = [*parts, predictions.open[:, None]], [*heads, OPEN]
    writer.writerow(["epid", *heads])
    for name, row in zip(predictions.epid, np.concatenate(parts, axis=1), strict=True):
        writer.writerow([name, *(format(x, ".6g") for x in row)])
    return out.getvalue()
