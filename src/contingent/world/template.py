"""A checked scenario as arrays: central values, and which of them are uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.scenario.quantity import Quantity

Leaf = tuple[str, str]
"""A group of the world and a field in it, such as ``("factions", "treasury")``."""


def bounds_of(unit: str) -> tuple[float, float]:
    """Return the least and greatest values of anything in a unit."""
    if unit in ("share", "weight"):
        return 0.0, 1.0
    if unit in ("points", "log_ratio", "log_odds"):
        return -np.inf, np.inf
    return 0.0, 6.0 if unit == "rung" else np.inf


@dataclass(frozen=True)
class Slot:
    """Where one quantity lives: its leaf, its position there, its unit and its distribution."""

    leaf: Leaf
    index: tuple[int, ...]
    quantity: Quantity

    @property
    def bounds(self) -> tuple[float, float]:
        """Least and greatest values that a change may set."""
        return bounds_of(self.quantity.unit)


@dataclass(frozen=True)
class Calendar:
    """The steps of a scenario.

    Attributes
    ----------
    days : float64 [step]
        Length of each step; the last one may be shorter, so that it ends on the end date.
    times : datetime64[D] [step + 1]
        Dates of the states, the start date first.
    """

    days: npt.NDArray[np.float64]
    times: npt.NDArray[np.datetime64]


def calendar(start: date, end: date, step_days: int) -> Calendar:
    """Cut the time from start to end into steps."""
    marks = [*range(0, (end - start).days, step_days), (end - start).days]
    days = np.diff(np.array(marks, np.float64))
    times = np.array([start + timedelta(days=m) for m in marks], "datetime64[D]")
    return Calendar(days, times)


@dataclass(frozen=True)
class Template:
    """Everything needed to draw worlds from a scenario.

    Attributes
    ----------
    given : dict of leaf to array
        Arrays that are the same in every draw.
    central : dict of leaf to float64 array
        Central values of drawn fields and parameters.
    slots : dict of path to Slot
        Every quantity that a path of the change language can name.
    events : tuple
        Structure of the events that conditions ask about, with their row.
    calendar : Calendar
        The steps.
    """

    given: dict[Leaf, npt.NDArray[Any]]
    central: dict[Leaf, npt.NDArray[np.float64]]
    slots: dict[str, Slot]
    events: tuple[tuple[int, Any], ...]
    calendar: Calendar

    @property
    def uncertain(self) -> dict[str, Slot]:
        """The quantities that differ between draws."""
        return {path: s for path, s in self.slots.items() if not s.quantity.fixed}
