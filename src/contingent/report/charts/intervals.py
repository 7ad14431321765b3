"""Numbers with their errors along one axis: dots about a zero line, or bars from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from contingent.report.charts.probe import target
from contingent.report.charts.rows import Rows, place
from contingent.report.grammar import field, fixed, plot
from contingent.report.theme import Ink
from contingent.report.words import percent, signed

FAINT = 0.4
LETTERS = {False: 50, True: 34}
"""Letters in a line of text, on a wide and on a narrow page: there the label stands beside it."""


@dataclass(frozen=True)
class Interval:
    """One row.

    Attributes
    ----------
    text : str
        What it is about.
    value, low, high : float
        The number and its 95 % interval.
    label : str
        Said at the right.
    clear : bool
        Whether it can be told from zero; the row is faint if not.
    """

    text: str
    value: float
    low: float
    high: float
    label: str = ""
    clear: bool = True


def chart(
    intervals: Sequence[Interval],
    ink: Ink,
    narrow: bool = False,
    *,
    bars: bool = False,
    points: bool = False,
    domain: tuple[float, float] | None = None,
) -> Any:
    """Return the chart.

    Parameters
    ----------
    intervals : sequence of Interval
        In the order in which they are to stand.
    ink : Ink
        Colours.
    narrow : bool
        For a phone: the text stands above its marks, not beside them.
    bars : bool
        Draw a bar from zero to each number, not a dot.
    points : bool
        Numbers are changes of a probability, to be written in points with their sign.
    domain : (float, float), optional
        Ends of the axis, so that charts below each other can be compared.
    """
    rows = place([each.text for each in intervals], narrow, LETTERS[narrow])
    values = [
        {
            "zero": 0.0,
            "value": each.value,
            "low": each.low,
            "high": each.high,
            "label": each.label,
            "tip": _tip(each, points),
            "shade": 1.0 if each.clear else FAINT,
            **spot,
        }
        for each, spot in zip(intervals, rows.placed, strict=True)
    ]
    base = plot(values).encode(y=rows.y(), opacity=field("shade:Q", scale=None))
    at = _axis(domain or span(intervals), points)
    layers = [
        *_marks(base, at, ink, bars),
        target(base, rows.width),
        rows.texts(base),
        _labels(base, rows, ink),
    ]
    return rows.finished(layers, ink)


def span(intervals: Iterable[Interval]) -> tuple[float, float]:
    """Return the ends of an axis that holds all intervals and zero."""
    every = list(intervals)
    low, high = min(each.low for each in every), max(each.high for each in every)
    return min(low, 0.0), max(high, 0.0) or 0.01


def _tip(each: Interval, points: bool) -> str:
    """Return what is said of a row under the pointer: number, interval and label."""
    if points:
        ends = (signed(100 * end, 1) for end in (each.value, each.low, each.high))
        found, low, high = ends
        unit = " points"
    else:
        found, low, high = (percent(end) for end in (each.value, each.low, each.high))
        unit = ""
    interval = f"{found}{unit} (95 %: {low} to {high})"
    return f"{each.text}\n{interval}" if points else f"{each.text}\n{interval}\n{each.label}"


def _axis(domain: tuple[float, float], points: bool) -> Any:
    """Return what makes the horizontal encoding of a field."""
    low, high = domain
    digits = 0 if high - low > 0.05 else 1
    said = f"format(datum.value, '.{digits}%')"
    if points:
        said = f"datum.value ? format(100 * datum.value, '+.{digits}f') : '0'"
    axis = {"title": None, "grid": True, "tickCount": 5, "labelExpr": said}
    scale = {"domain": [low, high], "nice": True, "zero": True}
    return lambda name: field(name, scale=scale, axis=axis)


def _marks(base: Any, at: Any, ink: Ink, bars: bool) -> list[Any]:
    nought = plot([{"low": 0.0}]).encode(x=at("low:Q"))
    zero = nought.mark("rule", color=ink.soft, strokeWidth=1.2)
    error = base.mark("rule", strokeWidth=1.6, color=ink.mark).encode(
        x=at("low:Q"), x2=field("high")
    )
    if bars:
        bar = base.mark("bar", height=12, color=ink.line).encode(x=at("zero:Q"), x2=field("value"))
        return [bar, error, zero]
    wide = base.mark("rule", strokeWidth=5, color=ink.line, strokeCap="round")
    dot = base.mark("point", filled=True, size=80, color=ink.mark)
    return [zero, wide.encode(x=at("low:Q"), x2=field("high")), dot.encode(x=at("value:Q"))]


def _labels(base: Any, rows: Rows, ink: Ink) -> Any:
    if rows.narrow:
        mark = base.mark("text", align="right", fontSize=12, fontWeight=600, baseline="top")
        return mark.encode(x=fixed(rows.width), y=rows.y("top:Q"), text=field("label:N"))
    mark = base.mark("text", align="left", fontSize=12, color=ink.text)
    return mark.encode(x=fixed(rows.width + 14), text=field("label:N"))
