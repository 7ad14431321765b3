"""How a played war would stand on record: its class, its day, and whether it is on record at all.

UCDP takes a war for ended after a year without 25 deaths, and classes the ending by what happened
in its last active year or in the first quiet one (Kreutz 2010). So the first ending counts that is
not undone within its 52 weeks (`questions/endings.py`); it is dated where the quiet began, and has
the class that stands 52 weeks later: a ceasefire signed in a lull is a ceasefire. A war in whose
first 52 weeks fewer than 25 die would be on no record; like every past war that we know of, those
that count have passed that bar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.history.columns import CLASSES
from contingent.history.predictions import HORIZON_DAYS
from contingent.questions.endings import (
    DEATHS,
    WINDOW_DAYS,
    ending_classes,
    standing_endings,
)

OPEN = -1
"""Class of a war that goes on at the horizon."""


@dataclass(frozen=True)
class Verdicts:
    """How runs ended.

    Attributes
    ----------
    outcome : int8 [run]
        Position in ``CLASSES``, or `OPEN`.
    day : float64 [run]
        Days from the start to the end; the horizon where it goes on.
    recorded : bool [run]
        Whether the war would be on record.
    """

    outcome: npt.NDArray[np.int8]
    day: npt.NDArray[np.float64]
    recorded: npt.NDArray[np.bool_]


def class_codes(factions: tuple[str, ...], government: str, rebels: str) -> npt.NDArray[np.int8]:
    """Return the position in ``CLASSES`` of each class of ending, by its code; `OPEN` if none."""
    short = {
        "peace-agreement": "settlement",
        "ceasefire": "settlement",
        f"victory:{government}": "gov",
        f"victory:{rebels}": "reb",
        "low-activity": "fizzle",
        "actor-ceases": "fizzle",
    }
    names = ending_classes(factions)
    codes = [CLASSES.index(short[name]) if name in short else OPEN for name in names]
    return np.array(codes, np.int8)


def verdicts(observed: Any, times: npt.NDArray[np.datetime64], codes: Any) -> Verdicts:
    """Return how each run ended on record.

    Parameters
    ----------
    observed : Observation
        Records, leading axes ``[run, time]``; times must reach 52 weeks beyond the horizon.
    times : datetime64[D] [time]
    codes : int8 [class of ending]
        See `class_codes`.
    """
    standing = codes[standing_endings(observed, times)]
    days = (times - times[0]).astype(np.int64).astype(np.float64)
    year_on = np.searchsorted(days, days + WINDOW_DAYS, side="right") - 1
    lasts = (next_open(standing) > year_on) & (days <= HORIZON_DAYS)
    first = lasts.argmax(1)
    ended, rows = lasts.any(1), np.arange(len(standing))
    outcome = np.where(ended, standing[rows, year_on[first]], np.int8(OPEN))
    middle = (days + np.concatenate([[0.0], days[:-1]])) / 2
    deaths = np.asarray(observed.national_series("battle_deaths"))
    return Verdicts(
        outcome=outcome.astype(np.int8),
        day=np.where(ended, middle[first], HORIZON_DAYS),
        recorded=deaths[:, year_on[0]] >= DEATHS,
    )


def next_open(standing: npt.NDArray[np.int8]) -> npt.NDArray[np.int64]:
    """Return the position of the first time from each on at which no ending stands, or beyond all.

    Parameters
    ----------
    standing : int8 [run, time]
        `OPEN` where no ending stands.
    """
    times = standing.shape[1]
    at = np.where(standing == OPEN, np.arange(times), times)
    found: npt.NDArray[np.int64] = np.minimum.accumulate(at[:, ::-1], axis=1)[:, ::-1]
    return found
