"""How the war stands at the end: one stacked bar."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.axes import fixed
from contingent.report.theme import Ink, themed
from contingent.report.words import percent, wrapped

LEAST = {False: 0.075, True: 0.13}
"""Smallest share that is labelled in the bar, on a wide and on a narrow page."""


def chart(table: Any, ink: Ink, narrow: bool = False) -> Any:
    """Return the chart.

    Parameters
    ----------
    table : DataFrame
        Columns ``ending``, ``word``, ``probability``, in the order of the bar.
    ink : Ink
        Colours.
    narrow : bool
        For a phone.
    """
    import altair as alt
    import pandas as pd

    width, start, rows = (330 if narrow else 900), 0.0, []
    for row in table.to_dict("records"):
        p = row["probability"]
        room = int(p * width / 6.8)
        shown = p >= LEAST[narrow]
        rows.append(
            {
                "from": start,
                "to": start + p,
                "ending": row["ending"],
                "word": wrapped(row["word"], room, 3) if shown and room >= 7 else "",
                "label": percent(p) if shown else "",
                "full": row["word"],
                "p": p,
            }
        )
        start += p
    names = [r["ending"] for r in rows]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X("from:Q", scale={"domain": [0, max(start, 1e-9)], "nice": False}, axis=None)
    )
    bar = base.mark_bar(height=38, stroke=ink.paper, strokeWidth=2, cornerRadius=3).encode(
        x2=alt.X2("to"),
        y=fixed("Y", 46),
        color=alt.Color(
            "ending:N",
            scale={"domain": names, "range": [ink.endings[n] for n in names]},
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("full:N", title="title"),
            alt.Tooltip("p:Q", title="share of worlds", format=".1%"),
        ],
    )
    label = base.mark_text(align="left", baseline="bottom", dx=3, fontSize=15, fontWeight=600)
    word = base.mark_text(
        align="left", baseline="top", dx=3, fontSize=11.5, lineBreak="\n", lineHeight=14
    )
    layers = [
        bar,
        label.encode(y=fixed("Y", 21), text=alt.Text("label:N")),
        word.encode(y=fixed("Y", 72), text=alt.Text("word:N"), color=fixed("Color", ink.soft)),
    ]
    return themed(alt.layer(*layers).properties(width=width, height=92), ink)
