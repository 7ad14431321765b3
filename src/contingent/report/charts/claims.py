"""What each claim's truth tells about a question: its probability if true and if not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from contingent.report.charts.axes import fixed
from contingent.report.theme import Ink, themed
from contingent.report.words import wrapped

if TYPE_CHECKING:
    from contingent.analysis.claims import ClaimValue

Z = 1.96  # the bars span the central 95 %
FAINT = 0.35


def chart(claims: Sequence[ClaimValue], ink: Ink, narrow: bool = False) -> Any:
    """Return the chart.

    Parameters
    ----------
    claims : sequence of ClaimValue
        In the order in which they are to stand, each with draws enough on both sides.
    ink : Ink
        Colours.
    narrow : bool
        For a phone: the claim stands above its marks, not beside them.
    """
    import altair as alt
    import pandas as pd

    rows, height = _rows(claims, narrow)
    width, top = (318 if narrow else 470), max(row["high"] for row in rows)
    axis = alt.Axis(format=".0%", title=None, grid=True, tickCount=5)
    scale = alt.Scale(domain=[0, min(1.0, 1.05 * top)], nice=True)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None),
        opacity=alt.Opacity("shade:Q", scale=None),
    )

    def at(field: str) -> Any:
        return alt.X(field, scale=scale, axis=axis)

    point = base.mark_point(size=80, color=ink.mark, strokeWidth=1.8)
    layers = [
        base.mark_rule(strokeWidth=5, color=ink.line, strokeCap="round", opacity=0.4).encode(
            x=at("low:Q"), x2="high:Q"
        ),
        base.mark_rule(strokeWidth=1.6, color=ink.mark).encode(x=at("true:Q"), x2="false:Q"),
        base.mark_point(size=80, color=ink.mark, fill=ink.paper, strokeWidth=1.8).encode(
            x=at("false:Q")
        ),
        point.encode(x=at("true:Q"), fill=fixed("Fill", ink.mark)),
        _words(base, narrow),
    ]
    layered = alt.layer(*layers).properties(width=width, height=height)
    return themed(layered, ink, right=4 if narrow else 28)


def _words(base: Any, narrow: bool) -> Any:
    import altair as alt

    baseline = "top" if narrow else "middle"
    style = {"align": "left", "lineBreak": "\n", "lineHeight": 14, "fontSize": 12}
    return base.mark_text(baseline=baseline, **style).encode(
        x=fixed("X", 2 if narrow else -352),
        y=alt.Y("top:Q"),
        text=alt.Text("says:N"),
        opacity=fixed("Opacity", 1),
    )


def _rows(claims: Sequence[ClaimValue], narrow: bool) -> tuple[list[dict[str, Any]], float]:
    rows, down = [], 8.0
    for each in claims:
        found = each.worth
        says = wrapped(each.says, 50, 3)
        lines = says.count("\n") + 1
        tall = lines * 14 + 30 if narrow else max(lines, 2) * 14 + 12
        middle = down + (tall - 14 if narrow else tall / 2)
        # the error of the difference, shared between its two ends
        half = Z * found.se / 2**0.5
        ends = sorted((found.true, found.false))
        rows.append(
            {
                "says": says,
                "true": found.true,
                "false": found.false,
                "low": max(0.0, ends[0] - half),
                "high": min(1.0, ends[1] + half),
                "y": middle,
                "top": down + 4 if narrow else middle - 7 * (lines - 1),
                "shade": 1.0 if each.clear else FAINT,
            }
        )
        down += tall
    return rows, down + 6
