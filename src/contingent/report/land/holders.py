"""Who holds each place at a few dates: the rows of a heat table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from contingent.questions.tables import NOBODY

MOMENTS = (("start", 0), ("6 months", 182), ("12 months", 365), ("end", None))


def moments(times: Any) -> list[tuple[str, Any]]:
    """Return the dates shown, with a word for each: start, 6 and 12 months, end."""
    days = (times - times[0]).astype(int)
    found: dict[int, str] = {}
    for word, after in MOMENTS:
        if after is None:
            found[len(days) - 1] = word
        elif after < days[-1]:
            found.setdefault(int(np.searchsorted(days, after, side="right")) - 1, word)
    return [(found[i], times[i]) for i in sorted(found)]


def by_holder(table: Any, dates: Iterable[Any], factions: Sequence[str]) -> Any:
    """Return the probability of every holder, nobody last, by place and date.

    Parameters
    ----------
    table : DataFrame
        ``places_by_date`` of one arm.
    dates : iterable of date
        Dates wanted.
    factions : sequence of str
        Ids, in the order of their colours.
    """
    import pandas as pd

    some = table[table["date"].isin(pd.to_datetime(list(dates)))]
    wide = some.pivot_table(
        index=["place", "date"], columns="holder", values="probability", sort=False
    )
    return wide[[*factions, NOBODY]]


def rows(table: Any, when: list[Any], factions: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Return a cell for each place and date.

    Parameters
    ----------
    table : DataFrame
        ``places_by_date`` of one arm.
    when : list of date
        Dates shown.
    factions : list of str
        Ids, in the order of their colours.

    Returns
    -------
    dict
        For each place its cells: ``lead`` (id or ``none``), ``p`` of the lead, and ``parts``, the
        probability of every holder in order, nobody last.
    """
    wide = by_holder(table, when, factions)
    order = list(wide.columns)
    out: dict[str, list[dict[str, Any]]] = {}
    for key, values in wide.iterrows():
        place = key[0]
        parts = [float(v) for v in values]
        lead = int(np.argmax(parts))
        out.setdefault(place, []).append(
            {"lead": order[lead], "p": parts[lead], "parts": list(zip(order, parts, strict=True))}
        )
    return out
