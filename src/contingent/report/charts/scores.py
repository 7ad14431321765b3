"""Scores with their intervals, a row for each who predicts: lower is better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contingent.history.scorecard import Marks
from contingent.report.charts.rows import place
from contingent.report.grammar import field, fixed, plot
from contingent.report.theme import Ink


def chart(marks: Sequence[Marks], measure: str, ink: Ink, narrow: bool = False) -> Any:
    """Return the chart of one measure.

    Parameters
    ----------
    marks : sequence of Marks
        In the order in which they are to stand; those without the measure are left out.
    measure : str
        A name of ``MEASURES``.
    ink : Ink
        Colours.
    narrow : bool
        For a phone: names stand above the marks, not beside them.
    """
    shown = [each for each in marks if measure in each.scores]
    rows = place([each.name for each in shown], narrow)
    values = []
    for each, spot in zip(shown, rows.placed, strict=True):
        score = each.scores[measure]
        values.append(
            {
                "value": score.value,
                "low": score.low,
                "high": score.high,
                "label": f"{score.value:.3f}",
                "fill": ink.paper if each.baseline else ink.mark,
                **spot,
            }
        )
    base = plot(values).encode(y=rows.y())
    least, most = min(v["low"] for v in values), max(v["high"] for v in values)
    scale = {"domain": [least, most], "nice": True, "zero": False}
    axis = {"title": None, "grid": True, "tickCount": 5, "format": ".2~f"}

    def at(name: str) -> Any:
        return field(name, scale=scale, axis=axis)

    bar = base.mark("rule", strokeWidth=5, color=ink.line, strokeCap="round")
    dot = base.mark("point", size=80, stroke=ink.mark, strokeWidth=1.8, opacity=1)
    label = base.mark("text", align="right" if narrow else "left", fontSize=12, color=ink.text)
    layers = [
        bar.encode(x=at("low:Q"), x2=field("high")),
        dot.encode(x=at("value:Q"), fill=field("fill:N", scale=None)),
        rows.texts(base),
        label.encode(
            x=fixed(rows.width if narrow else rows.width + 14),
            y=rows.y("top:Q" if narrow else "y:Q"),
            text=field("label:N"),
        ),
    ]
    return rows.finished(layers, ink)
