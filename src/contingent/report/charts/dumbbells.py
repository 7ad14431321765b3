"""One probability with and without something: two ends of a bar, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contingent.report.charts.probe import target
from contingent.report.charts.rows import place
from contingent.report.grammar import field, fixed, plot
from contingent.report.theme import Ink
from contingent.report.words import percent

Z = 1.96  # the faint bars span the central 95 %
FAINT = 0.35


@dataclass(frozen=True)
class Dumbbell:
    """One row.

    Attributes
    ----------
    text : str
        What it is about.
    full, hollow : float
        Probabilities at the filled and at the open end.
    full_se, hollow_se : float
        Their standard errors.
    tick : float or None
        Probability to mark with a stroke: where one stands before anything is known.
    clear : bool
        Whether the two ends can be told apart; the row is faint if not.
    """

    text: str
    full: float
    hollow: float
    full_se: float
    hollow_se: float
    tick: float | None = None
    clear: bool = True


def chart(bells: Sequence[Dumbbell], ink: Ink, narrow: bool = False) -> Any:
    """Return the chart.

    Parameters
    ----------
    bells : sequence of Dumbbell
        In the order in which they are to stand.
    ink : Ink
        Colours.
    narrow : bool
        For a phone: the text stands above its marks, not beside them.
    """
    rows = place([bell.text for bell in bells], narrow)
    values = [_value(bell) | spot for bell, spot in zip(bells, rows.placed, strict=True)]
    top = max(value["top_end"] for value in values)
    axis = {"format": ".0%", "title": None, "grid": True, "tickCount": 5}
    scale = {"domain": [0, min(1.0, 1.05 * top)], "nice": True}
    base = plot(values).encode(y=rows.y(), opacity=field("shade:Q", scale=None))

    def at(name: str) -> Any:
        return field(name, scale=scale, axis=axis)

    def error(end: str) -> Any:
        mark = base.mark("rule", strokeWidth=6, color=ink.line, strokeCap="round", opacity=0.45)
        return mark.encode(x=at(f"{end}_low:Q"), x2=field(f"{end}_high"))

    point = base.mark("point", size=80, stroke=ink.mark, strokeWidth=1.8)
    ticks = [base.mark("tick", color=ink.mark, thickness=2, size=16).encode(x=at("tick:Q"))]
    layers = [
        error("full"),
        error("hollow"),
        base.mark("rule", strokeWidth=1.6, color=ink.mark).encode(
            x=at("full:Q"), x2=field("hollow")
        ),
        *(ticks if any(bell.tick is not None for bell in bells) else []),
        point.encode(x=at("hollow:Q"), fill=fixed(ink.paper)),
        point.encode(x=at("full:Q"), fill=fixed(ink.mark)),
        target(base, rows.width),
        rows.texts(base),
    ]
    return rows.finished(layers, ink, "filled: if so; open: if not; pale: 95 % of sampling error")


def _value(bell: Dumbbell) -> dict[str, Any]:
    value: dict[str, Any] = {"full": bell.full, "hollow": bell.hollow, "tick": bell.tick}
    for end, p, se in (
        ("full", bell.full, bell.full_se),
        ("hollow", bell.hollow, bell.hollow_se),
    ):
        value |= {f"{end}_low": max(0.0, p - Z * se), f"{end}_high": min(1.0, p + Z * se)}
    ends = f"filled {percent(bell.full)}, open {percent(bell.hollow)}"
    before = "" if bell.tick is None else f", before {percent(bell.tick)}"
    value["tip"] = f"{bell.text}\n{ends}{before}"
    top = max(value["full_high"], value["hollow_high"])
    return value | {"top_end": top, "shade": 1.0 if bell.clear else FAINT}
