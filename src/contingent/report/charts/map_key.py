"""The key of the map: what colours, their depth, marks and signs mean."""

from __future__ import annotations

from typing import Any

from contingent.report.charts.map_layers import FAINT, FULL, Sheet, marks, pixel
from contingent.report.charts.map_names import SIGNS, sign_layer
from contingent.report.grammar import field, fixed, layer

STEPS = (0.5, 0.625, 0.75, 0.875, 1.0)
"""Probabilities whose depth of colour is shown; every other one is named."""
WORDS = {"air": "air field", "oil": "oil fields", "port": "oil terminal"}
LINE, BOX, LABEL = 19, 38, 112


def key(on: Sheet, width: int, signs: list[str]) -> Any:
    """Return the key as a chart of its own.

    Parameters
    ----------
    on : Sheet
        The sheet of the map.
    width : int
        Pixels.
    signs : list of str
        Signs that the map shows.
    """
    sides, ink = on.sides, on.ink
    even = 1 / len(sides.labels)
    box = min(BOX, (width - LABEL - 4) / len(STEPS))
    ramp = [
        {
            "x": LABEL + j * box,
            "x2": LABEL + (j + 1) * box,
            "y": 20 + LINE * i,
            "y2": 20 + LINE * i + 12,
            "lead": i,
            "depth": FAINT + (FULL - FAINT) * max(0.0, (p - even) / (1 - even)),
        }
        for i in range(len(sides.labels))
        for j, p in enumerate(STEPS)
    ]
    boxes = (
        on.rows(ramp)
        .calculate(land=sides.pick("land", ink))
        .mark("rect", stroke=ink.paper, strokeWidth=1)
        .encode(
            x=pixel("x"),
            x2=field("x2"),
            y=pixel("y"),
            y2=field("y2"),
            fill=field("land:N", scale=None, legend=None),
            fillOpacity=field("depth:Q", scale=None, legend=None),
        )
    )
    words = [{"x": 16, "y": 26 + LINE * i, "text": t} for i, t in enumerate(sides.labels)]
    words += [
        {"x": LABEL + (j + 0.5) * box - 10, "y": 8, "text": f"{100 * p:.0f} %"}
        for j, p in enumerate(STEPS)
        if not j % 2
    ]
    words += [{"x": 0, "y": 8, "text": "Likeliest holder"}]
    foot = 30 + LINE * len(sides.labels)
    rows = [{"sign": SIGNS[s], "x": 6 + 98 * i, "y": foot} for i, s in enumerate(signs)]
    words += [{"x": 6 + 98 * i + 12, "y": foot, "text": WORDS[s]} for i, s in enumerate(signs)]
    own = [{"lead": i, "size": 60, "y": 26 + LINE * i} for i in range(len(sides.labels))]
    held = marks(on.rows(own), fixed(6), pixel("y"), sides, ink)
    layers = [boxes, _texts(on, words), held]
    if rows:
        layers.append(sign_layer(on, rows))
    return layer(*layers).properties(width=width, height=foot + 8)


def _texts(on: Sheet, words: list[dict[str, Any]]) -> Any:
    return (
        on.rows(words)
        .mark("text", align="left", baseline="middle", fontSize=11, color=on.ink.soft)
        .encode(
            x=pixel("x"),
            y=pixel("y"),
            text=field("text:N"),
        )
    )
