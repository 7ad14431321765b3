"""Axes that several charts share."""

from __future__ import annotations

from typing import Any

import numpy as np

from contingent.report.grammar import field

STEPS = (1, 2, 3, 6, 12, 24, 60)  # months between two labels


def month_axis(dates: Any, most: int = 5, **more: Any) -> Any:
    """Return a time axis of the column ``date``: months, and the year where one begins.

    Parameters
    ----------
    dates : datetime64 [time]
        The dates that the axis spans.
    most : int
        Most labels that have room.
    **more
        Further properties of the axis.
    """
    days = np.asarray(dates, "datetime64[D]")
    ticks = _ticks(days.min(), days.max(), most)
    years = " || ".join(f"month(datum.value) == 0 || +datum.value == {t}" for t in _stamps(ticks))
    return field(
        "date:T",
        scale={"nice": False},
        axis=dict(
            title=None,
            grid=False,
            values=[{"year": year, "month": month, "date": 1} for year, month in ticks],
            labelExpr=f"[timeFormat(datum.value, '%b'), {years or 'true'}"
            " ? timeFormat(datum.value, '%Y') : '']",
            **more,
        ),
    )


def number_format(top: float) -> str:
    """Return a label expression for numbers up to `top`."""
    return "format(datum.value, ',')" if top < 10_000 else "format(datum.value, '~s')"


def _ticks(first: Any, last: Any, most: int) -> list[tuple[int, int]]:
    """Return year and month of first days of months, as close as `most` labels allow."""
    months = np.arange(first.astype("datetime64[M]"), last.astype("datetime64[M]") + 1)
    inside = months[months.astype("datetime64[D]") >= first].astype(int)
    found: list[tuple[int, int]] = []
    for step in STEPS:
        found = [(1970 + m // 12, m % 12 + 1) for m in inside.tolist() if m % step == 0]
        if len(found) <= most:
            break
    return found


def _stamps(ticks: list[tuple[int, int]]) -> list[str]:
    """Return the first tick as Vega writes it, so that it carries its year."""
    return [f"+datetime({year}, {month - 1}, 1)" for year, month in ticks[:1]]
