"""What a chart says of the date or the row under the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contingent.report.grammar import field, fixed, plot
from contingent.report.theme import Ink

DAY = "%-d %B %Y"

SHARE = ".1%"

AMOUNT = ",.3~r"
"""Three digits, which is what a sample can tell."""


def probe(
    rows: Any,
    said: Sequence[tuple[str, str, str]],
    x: Any,
    ink: Ink,
    *,
    width: float,
    name: str = "",
) -> Any:
    """Return a layer of bands that cannot be seen until the pointer is over one.

    Parameters
    ----------
    rows : DataFrame or list of dict
        One row a date, with the column ``date`` and those that are said.
    said : sequence of (column, words, format)
        What is said of a date, from top to bottom; words must differ.
    x : dict
        The chart's encoding of the date.
    ink : Ink
        Colours.
    width : float
        Width of the chart, pixels.
    name : str
        Tells several of one chart apart.
    """
    bands = (
        plot(rows)
        .properties(name=f"probe{name}")
        .mark(
            "rule", opacity=0, stroke=ink.mark, strokeWidth=round(width / max(len(rows) - 1, 1), 1)
        )
    )
    when = field("date:T", title="title", format=DAY)
    what = [field(f"{column}:Q", title=words, format=f) for column, words, f in said]
    return bands.encode(x=x, tooltip=[when, *what])


def target(base: Any, width: float) -> Any:
    """Return a layer that says the column ``tip`` of the row under the pointer.

    Parameters
    ----------
    base : Plot
        Holds the data and where a row stands.
    width : float
        Width of the plot, pixels.
    """
    return (
        base.mark("bar", height=26)
        .encode(
            x=fixed(0),
            x2=fixed(width),
            opacity=fixed(0),
            tooltip=field("tip:N"),
        )
        .properties(name="probe")
    )


def spread(
    table: Any, column: str, words: dict[str, str]
) -> tuple[Any, list[tuple[str, str, str]]]:
    """Return shares of one date in one row, and what to say of them.

    Parameters
    ----------
    table : DataFrame
        Columns ``date``, ``probability`` and the one named by `column`.
    column : str
        What the shares are of.
    words : dict
        Words for each of its values, in order.
    """
    wide = table.pivot_table(index="date", columns=column, values="probability", sort=False)
    wide = wide.reindex(columns=list(words)).fillna(0.0).reset_index()
    wide.columns = ["date", *(f"v{i}" for i in range(len(words)))]
    rows = wide.assign(date=wide["date"].astype(str))
    return rows, [(f"v{i}", text, SHARE) for i, text in enumerate(words.values())]
