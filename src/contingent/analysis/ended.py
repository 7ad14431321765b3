"""When wars end: the first date of the ending that stands at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from contingent.questions.result import Result

QUANTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Ended:
    """When one class of ending comes.

    Attributes
    ----------
    ending : str
        The class; empty for all together.
    share : float
        Share of the worlds in which it stands at the end.
    quarter, half, three_quarters : date
        Dates by which it had first come in so many of them. It may have been undone, and have come
        again, in between: a victory is while the last resistance is mopped up.
    """

    ending: str
    share: float
    quarter: date
    half: date
    three_quarters: date


def when_ended(result: Result, arm: str = "baseline") -> tuple[Ended, ...]:
    """Return when each class of ending first came, the commonest first, all together in front.

    Worlds that are still at war at the end are in none of them.
    """
    classes = result.ending_classes
    last, first = _first(result, arm)
    over = last != classes.index("ongoing")
    if not over.any():
        return ()
    found = [_row("", over, first, result.times)]
    each = [(name, last == code) for code, name in enumerate(classes) if name != "ongoing"]
    rows = [_row(name, stands, first, result.times) for name, stands in each if stands.any()]
    return (*found, *sorted(rows, key=lambda row: -row.share))


def _first(result: Result, arm: str) -> tuple[Any, Any]:
    """Return the class that stands at the end of each run, and the step at which it first did."""
    last, first = [np.zeros(0, int)], [np.zeros(0, int)]
    for block in result.blocks("outcomes/ending", arm):
        last.append(block[:, -1])
        first.append((block == block[:, -1:]).argmax(axis=1))
    return np.concatenate(last), np.concatenate(first)


def _row(name: str, stands: Any, first: Any, times: Any) -> Ended:
    steps = np.quantile(first[stands], QUANTILES, method="inverted_cdf").astype(int)
    quarter, half, three = (date.fromisoformat(str(times[s])) for s in steps)
    return Ended(name, float(stands.mean()), quarter, half, three)
