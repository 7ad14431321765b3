"""One patron behind one side, month by month: the share of worlds at each rung or above."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.axes import month_axis
from contingent.report.charts.probe import SHARE, probe
from contingent.report.grammar import field, fixed, layer, plot
from contingent.report.theme import Ink, themed
from contingent.report.words import percent
from contingent.scenario.vocabulary import RUNGS

CELL = 15  # pixels, from one rung to the next
WIDTH = 165


def chart(table: Any, colour: str, ink: Ink) -> Any:
    """Return the chart.

    Parameters
    ----------
    table : DataFrame
        Columns ``date`` (one a month), ``rung`` and ``reached``, the share of worlds that stand at
        the rung or above.
    colour : str
        Colour of the side; a cell is the deeper, the larger the share.
    ink : Ink
        Colours of everything else.
    """
    rungs = list(RUNGS[1:])
    rows = table[table["rung"].isin(rungs)]
    begins = rows["date"].dt.to_period("M")
    rows = rows.assign(
        date=begins.dt.start_time.astype(str),
        ends=(begins + 1).dt.start_time.astype(str),
        top=rows["rung"].map(lambda rung: CELL * (len(rungs) - 1 - rungs.index(rung))),
        shade=rows["reached"].clip(0, 1),
    )
    rows = rows.assign(bottom=rows["top"] + CELL)
    height = CELL * len(rungs)
    scale = {"domain": [height, 0], "nice": False}
    x = month_axis(begins.dt.start_time, 3)
    cells = (
        plot(rows[["date", "ends", "rung", "reached", "top", "bottom", "shade"]])
        .mark("rect", color=colour, stroke=ink.paper, strokeWidth=0.4)
        .encode(
            x=x,
            x2=field("ends"),
            y=field("top:Q", scale=scale, axis=None),
            y2=field("bottom"),
            opacity=field("shade:Q", scale=None),
        )
    )
    last = rows[rows["date"] == rows["date"].max()]
    words = plot(
        last.assign(
            word=last["rung"].str.replace("_", " "),
            said=[percent(float(p)) for p in last["reached"]],
            middle=last["top"] + CELL / 2,
        )[["word", "said", "middle"]]
    ).encode(y=field("middle:Q", scale=scale, axis=None))
    left = words.mark("text", align="right", fontSize=10.5, color=ink.soft)
    right = words.mark("text", align="left", fontSize=10.5)
    layers = [
        cells,
        probe(*_told(table), x, ink, width=WIDTH),
        left.encode(x=fixed(-6), text=field("word:N")),
        right.encode(x=fixed(WIDTH + 6), text=field("said:N")),
    ]
    chart = layer(*layers).properties(width=WIDTH, height=height)
    # Room for words that a reader's own font sets wider than ours.
    note = "Share of worlds at each rung or above; at the right, at the end."
    return themed(chart, ink, left=12, right=14, note=note)


def _told(table: Any) -> tuple[Any, list[tuple[str, str, str]]]:
    """Return one row a month, and what is said of it, from the highest rung down."""
    wide = table.pivot_table(index="date", columns="rung", values="reached").reset_index()
    rungs = RUNGS[:0:-1]
    rows = wide.assign(date=wide["date"].astype(str))[["date", *rungs]]
    return rows, [(rung, _at_least(rung), SHARE) for rung in rungs]


def _at_least(rung: str) -> str:
    words = rung.replace("_", " ")
    return words if rung == RUNGS[-1] else f"{words} or more"
