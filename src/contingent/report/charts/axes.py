"""Axes that several charts share."""

from __future__ import annotations

from typing import Any

STEPS = (1, 2, 3, 6, 12, 24, 60)  # months between two labels


def month_axis(dates: Any, most: int = 5, **more: Any) -> Any:
    """Return a time axis of the column ``date``: months, and the year where one begins.

    Parameters
    ----------
    dates : Series of datetime64
        The dates that the axis spans.
    most : int
        Most labels that have room.
    **more
        Further properties of the axis.
    """
    import altair as alt

    ticks = _ticks(dates.min(), dates.max(), most)
    named = " || ".join(f"month(datum.value) == 0 || +datum.value == {t}" for t in _stamps(ticks))
    return alt.X(
        "date:T",
        scale={"nice": False},
        axis=dict(
            title=None,
            grid=False,
            values=[{"year": t.year, "month": t.month, "date": 1} for t in ticks],
            labelExpr=f"[timeFormat(datum.value, '%b'), {named or 'true'}"
            " ? timeFormat(datum.value, '%Y') : '']",
            **more,
        ),
    )


def fixed(channel: str, value: float | str) -> Any:
    """Return an encoding by a fixed value: pixels for X, Y, X2 and Y2, a colour for Color."""
    import altair as alt

    # The long way round to `alt.value`, which Altair checks against its whole schema.
    return getattr(alt, f"{channel}Value")(value)


def number_format(top: float) -> str:
    """Return a label expression for numbers up to `top`."""
    return "format(datum.value, ',')" if top < 10_000 else "format(datum.value, '~s')"


def _ticks(first: Any, last: Any, most: int) -> list[Any]:
    """Return first days of months, as close as `most` labels allow."""
    import pandas as pd

    months = pd.date_range(first, last, freq="MS")
    found: list[Any] = []
    for step in STEPS:
        found = [m for m in months if (m.year * 12 + m.month - 1) % step == 0]
        if len(found) <= most:
            break
    return found


def _stamps(ticks: list[Any]) -> list[str]:
    """Return the first tick as Vega writes it, so that it carries its year."""
    return [f"+datetime({t.year}, {t.month - 1}, 1)" for t in ticks[:1]]
