"""Every question as a dot with its error on a probability scale with the ICD 203 bands."""

from __future__ import annotations

from typing import Any

from contingent.questions.terms import BOUNDS, TERMS
from contingent.report.charts.probe import target
from contingent.report.grammar import field, fixed, layer, plot
from contingent.report.theme import Ink, themed
from contingent.report.words import THIN, percent, points, wrapped

Z = 1.96  # the bars span the central 95 %


def chart(table: Any, ink: Ink, narrow: bool = False) -> Any:
    """Return the chart.

    Parameters
    ----------
    table : DataFrame
        Columns ``ask``, ``probability``, ``se``, ``term``.
    ink : Ink
        Colours.
    narrow : bool
        For a phone: the question stands above its scale, not beside it.
    """
    rows, height = _rows(table, narrow)
    width = 318 if narrow else 470
    base = plot(rows).encode(y=_y("y:Q", height))
    layers = [
        *_bands(height, narrow, ink),
        *([] if narrow else [_line(base, width, ink)]),
        base.mark("rule", strokeWidth=5, opacity=0.35, color=ink.mark, strokeCap="round").encode(
            x=_x("low:Q"), x2=field("high")
        ),
        base.mark("point", filled=True, size=90, color=ink.mark, opacity=1).encode(x=_x("p:Q")),
        target(base, width),
        *(_above(base, height, width) if narrow else _beside(base, height, ink, width)),
    ]
    chart = layer(*layers).properties(width=width, height=height)
    # Room for words that a reader's own font sets wider than ours.
    return themed(chart, ink, right=4 if narrow else 28)


def _x(name: str) -> Any:
    axis = {"format": ".0%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1], "title": None, "grid": False}
    return field(name, scale={"domain": [0, 1], "nice": False}, axis=axis)


def _y(name: str, height: float) -> Any:
    return field(name, scale={"domain": [height, 0], "nice": False}, axis=None)


def _line(base: Any, width: int, ink: Ink) -> Any:

    return base.mark("rule", stroke=ink.line, strokeWidth=1, opacity=0.35).encode(
        x=fixed(0), x2=fixed(width)
    )


def _rows(table: Any, narrow: bool) -> tuple[list[dict[str, Any]], float]:
    rows, top = [], 8.0
    for row in table.to_dict("records"):
        ask = wrapped(row["ask"], 46, 4)
        lines = ask.count("\n") + 1
        tall = (lines * 14 + 30) if narrow else max(lines, 2) * 15 + 13
        p, se = row["probability"], row["se"]
        shown = percent(p, row["runs"])
        rows.append(
            {
                "ask": ask,
                "p": p,
                "low": max(p - Z * se, 0.0),
                "high": min(p + Z * se, 1.0),
                "y": top + (tall - 14 if narrow else tall / 2),
                "top": top + 4 if narrow else top + tall / 2 - 7.5 * (lines - 1),
                "label": f"{shown} ±{THIN}{points(se)}",
                "term": row["term"],
                "tip": f"{row['ask']}\n{shown} ± {points(se)} points: {row['term']}",
            }
        )
        top += tall
    return rows, top + 6


def _bands(height: float, narrow: bool, ink: Ink) -> list[Any]:
    """Return the seven bands, tinted in turn, with their words on top."""
    edges = (0.0, *BOUNDS, 1.0)
    values: list[dict[str, Any]] = [
        {
            "from": low,
            "to": high,
            "mid": (low + high) / 2,
            "word": "" if narrow and high - low < 0.08 else word.replace(" ", "\n"),
        }
        for word, low, high in zip(TERMS, edges, edges[1:], strict=False)
    ]
    out = []
    for tint in (0, 1):
        some = plot(values[tint::2])
        out.append(
            some.mark("rect", color=ink.bands[tint]).encode(
                x=_x("from:Q"), x2=field("to"), y=fixed(0), y2=fixed(height)
            )
        )
    words = plot(values).mark(
        "text",
        baseline="bottom",
        lineBreak="\n",
        fontSize=9 if narrow else 9.5,
        color=ink.soft,
        lineHeight=11,
    )
    # Words end at the top edge whatever their number of lines.
    for lines in (1, 2, 3):
        keep = [v for v in values if v["word"].count("\n") + 1 == lines and v["word"]]
        if keep:
            part = words.properties(data={"values": keep})
            out.append(
                part.encode(x=_x("mid:Q"), y=fixed(-6 - 11 * (lines - 1)), text=field("word:N"))
            )
    return out


def _beside(base: Any, height: float, ink: Ink, width: int) -> list[Any]:
    ask = base.mark(
        "text", align="left", baseline="middle", lineBreak="\n", lineHeight=15, fontSize=12.5
    ).encode(x=fixed(-352), y=_y("top:Q", height), text=field("ask:N"))
    label = base.mark("text", align="left", fontSize=13, fontWeight=600, dy=-7)
    term = base.mark("text", align="left", fontSize=11, color=ink.soft, dy=8)
    return [
        ask,
        label.encode(x=fixed(width + 14), text=field("label:N")),
        term.encode(x=fixed(width + 14), text=field("term:N")),
    ]


def _above(base: Any, height: float, width: int) -> list[Any]:
    top = _y("top:Q", height)
    ask = base.mark(
        "text", align="left", baseline="top", lineBreak="\n", lineHeight=14, fontSize=12
    )
    label = base.mark("text", baseline="middle", fontSize=12, fontWeight=600)
    low, high = "datum.p < 0.62", "datum.p >= 0.62"
    right = label.filter(low).mark("text", align="right", fontSize=12, fontWeight=600)
    left = label.filter(high).mark("text", align="left", fontSize=12, fontWeight=600)
    return [
        ask.encode(x=fixed(2), y=top, text=field("ask:N")),
        right.encode(x=fixed(width - 3), text=field("label:N")),
        left.encode(x=fixed(3), text=field("label:N")),
    ]
