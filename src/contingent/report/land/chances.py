"""Who is likely to hold each place at the dates of the map's slider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contingent.report.land.holders import by_holder

MOST = 4500
"""Most pairs of place and date."""


def slider_dates(times: Any, places: int) -> list[int]:
    """Return which steps the slider stops at: the start, the first of each month, and the end.

    Parameters
    ----------
    times : datetime64[D] [time]
        Start date and the end of every step.
    places : int
        Number of places; with very many, months are left out.
    """
    last = len(times) - 1
    months = times.astype("datetime64[M]").astype(int)
    stops = [i for i in range(1, last) if months[i] != months[i - 1]]
    if last <= 40:  # short wars go step by step
        stops = list(range(1, last))
    room = max(MOST // max(places, 1) - 2, 1)
    every = -(-len(stops) // room) or 1
    return sorted({0, *stops[every - 1 :: every], last})


@dataclass(frozen=True)
class Chances:
    """The probability of each holder of each place, at some dates.

    Attributes
    ----------
    dates : tuple of str
        The dates, as ``2019-04-04``.
    held : dict
        For each place and side, nobody last, the probability at each date.
    """

    dates: tuple[str, ...]
    held: dict[str, list[list[float]]]


def chances(table: Any, dates: Sequence[Any], factions: Sequence[str]) -> Chances:
    """Return who is likely to hold each place at some dates.

    Parameters
    ----------
    table : DataFrame
        ``places_by_date`` of one arm.
    dates : sequence of datetime64
        Dates wanted.
    factions : sequence of str
        Ids, in the order of their colours.
    """
    wide = by_holder(table, dates, factions).round(3)
    held = {
        str(place): rows.sort_index().to_numpy().T.tolist()
        for place, rows in wide.groupby(level="place", sort=False)
    }
    return Chances(tuple(str(date)[:10] for date in dates), held)
