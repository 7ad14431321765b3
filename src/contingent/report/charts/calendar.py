"""One patron behind one side, month by month: the share of worlds at each rung or above."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.axes import month_axis
from contingent.report.charts.probe import SHARE, probe
from contingent.report.grammar import Plot, field, fixed, layer, plot
from contingent.report.theme import Ink, themed
from contingent.report.words import percent
from contingent.scenario.vocabulary import RUNGS

CELL = 15  # pixels, from one rung to the next
WIDTH = 165

TOPS = {rung: CELL * i for i, rung in reversed(list(enumerate(RUNGS[:0:-1])))}
"""Where the row of each rung begins, from the lowest, which stands at the bottom."""


def chart(dates: Any, reached: Any, colour: str, ink: Ink, runs: int | None = None) -> Plot:
    """Return the chart.

    Parameters
    ----------
    dates : datetime64 [date]
        One a month.
    reached : float [date, rung]
        Share of worlds that stand at each rung or above.
    colour : str
        Colour of the side; a cell is the deeper, the larger the share.
    ink : Ink
        Colours of everything else.
    runs : int, optional
        How many worlds the shares are shares of.
    """
    months = dates.astype("datetime64[M]")
    height = CELL * len(TOPS)
    scale = {"domain": [height, 0], "nice": False}
    x = month_axis(months.astype("datetime64[D]"), 3)
    cells = (
        plot(_cells(months, reached))
        .mark("rect", color=colour, stroke=ink.paper, strokeWidth=0.4)
        .encode(
            x=x,
            x2=field("ends"),
            y=field("top:Q", scale=scale, axis=None),
            y2=field("bottom"),
            opacity=field("shade:Q", scale=None),
        )
    )
    words = plot(_words(reached[-1], runs)).encode(y=field("middle:Q", scale=scale, axis=None))
    left = words.mark("text", align="right", fontSize=10.5, color=ink.soft)
    right = words.mark("text", align="left", fontSize=10.5)
    layers = [
        cells,
        probe(*_told(dates, reached), x, ink, width=WIDTH),
        left.encode(x=fixed(-6), text=field("word:N")),
        right.encode(x=fixed(WIDTH + 6), text=field("said:N")),
    ]
    chart = layer(*layers).properties(width=WIDTH, height=height)
    # Room for words that a reader's own font sets wider than ours.
    note = "Share of worlds at each rung or above; at the right, at the end."
    return themed(chart, ink, left=12, right=14, note=note)


def _cells(months: Any, reached: Any) -> list[dict[str, Any]]:
    """Return a cell for each rung and month."""
    days = months.astype("datetime64[D]").astype(str).tolist()
    ends = (months + 1).astype("datetime64[D]").astype(str).tolist()
    return [
        {
            "date": day,
            "ends": end,
            "rung": rung,
            "top": top,
            "bottom": top + CELL,
            "shade": min(max(float(shares[r]), 0.0), 1.0),
        }
        for day, end, shares in zip(days, ends, reached, strict=True)
        for r, (rung, top) in enumerate(TOPS.items(), 1)
    ]


def _words(last: Any, runs: int | None) -> list[dict[str, Any]]:
    """Return the name of each rung, and the share that stands there at the end."""
    return [
        {
            "word": rung.replace("_", " "),
            "said": percent(float(last[r]), runs),
            "middle": top + CELL / 2,
        }
        for r, (rung, top) in enumerate(TOPS.items(), 1)
    ]


def _told(dates: Any, reached: Any) -> tuple[Any, list[tuple[str, str, str]]]:
    """Return one row a month, and what is said of it, from the highest rung down."""
    rungs = RUNGS[:0:-1]
    days = dates.astype(str).tolist()
    shares = reached[:, :0:-1].tolist()
    rows = [
        {"date": day} | dict(zip(rungs, some, strict=True))
        for day, some in zip(days, shares, strict=True)
    ]
    return rows, [(rung, _at_least(rung), SHARE) for rung in rungs]


def _at_least(rung: str) -> str:
    words = rung.replace("_", " ")
    return words if rung == RUNGS[-1] else f"{words} or more"
