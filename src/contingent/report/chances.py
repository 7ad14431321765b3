"""Who is likely to hold each place at the dates of the map's slider."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from contingent.questions.tables import NOBODY

MOST = 4000
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


def chances(table: Any, dates: Sequence[Any], factions: Sequence[str]) -> Any:
    """Return one row a date and place, with the probability of each holder beside each other.

    Parameters
    ----------
    table : DataFrame
        ``places_by_date`` of one arm.
    dates : sequence of datetime64
        Dates wanted.
    factions : sequence of str
        Ids, in the order of their colours.

    Returns
    -------
    DataFrame
        ``i`` (number of the date), ``date``, ``place``, ``p0`` … for each faction and the last for
        nobody, ``lead`` (number of the likeliest holder) and ``depth`` (0 where the lead is as
        likely as any other, 1 where it is certain).
    """
    import pandas as pd

    order = [*factions, NOBODY]
    some = table[table["date"].isin(pd.to_datetime(list(dates)))]
    wide = some.pivot_table(
        index=["date", "place"], columns="holder", values="probability", sort=False
    )[order]
    values = wide.to_numpy()
    out = pd.DataFrame(
        values.round(3), columns=[f"p{k}" for k in range(len(order))], index=wide.index
    ).reset_index()
    number = {pd.Timestamp(date): i for i, date in enumerate(dates)}
    out.insert(0, "i", out["date"].map(number))
    even = 1 / len(order)
    depth = (values.max(axis=1) - even) / (1 - even)
    return out.assign(
        date=out["date"].dt.strftime("%Y-%m-%d"),
        lead=np.argmax(values, axis=1),
        depth=np.clip(depth, 0, 1).round(3),
    )
