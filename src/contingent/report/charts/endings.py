"""How the war stands at the end: one stacked bar."""

from __future__ import annotations

from typing import Any

from contingent.report.grammar import field, fixed, layer, plot
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
    base = plot(rows).encode(
        x=field("from:Q", scale={"domain": [0, max(start, 1e-9)], "nice": False}, axis=None)
    )
    bar = base.mark("bar", height=38, stroke=ink.paper, strokeWidth=2, cornerRadius=3).encode(
        x2=field("to"),
        y=fixed(46),
        color=field(
            "ending:N",
            scale={"domain": names, "range": [ink.endings[n] for n in names]},
            legend=None,
        ),
        tooltip=[
            field("full:N", title="title"),
            field("p:Q", title="share of worlds", format=".1%"),
        ],
    )
    label = base.mark("text", align="left", baseline="bottom", dx=3, fontSize=15, fontWeight=600)
    word = base.mark(
        "text", align="left", baseline="top", dx=3, fontSize=11.5, lineBreak="\n", lineHeight=14
    )
    layers = [
        bar,
        label.encode(y=fixed(21), text=field("label:N")),
        word.encode(y=fixed(72), text=field("word:N"), color=fixed(ink.soft)),
    ]
    return themed(layer(*layers).properties(width=width, height=92), ink)
