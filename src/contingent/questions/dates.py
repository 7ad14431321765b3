"""From a date in a question to the state that answers for it (charter §4)."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt


def state_index(times: npt.NDArray[np.datetime64], end: date, day: date) -> int:
    """Return the index of the state on a day: after the last step ending on or before it.

    Parameters
    ----------
    times : datetime64[D] [time]
        Dates of the states, increasing; the first is the start of the scenario.
    end : date
        Last day of the scenario. The last step may end some days before it; the state then
        stands as it is until ``end``.
    day : date
        The day asked about.

    Raises
    ------
    ValueError
        If ``day`` lies outside the scenario.
    """
    start = times[0].astype("datetime64[D]").item()
    if not start <= day <= end:
        raise ValueError(f"{day} lies outside the scenario, {start} to {end}")
    return int(np.searchsorted(times, np.datetime64(day, "D"), side="right")) - 1
