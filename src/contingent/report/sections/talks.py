"""The section on talks: how far each pair of sides has come, over time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from contingent.report import findings
from contingent.report.charts import stack

if TYPE_CHECKING:
    from contingent.report.sections.view import View

PHASES = ("agreement", "ceasefire", "talks")
"""Phases beyond war, the furthest first."""

LEAST = 0.005
"""Talks below this share of worlds at every date are not worth a section."""


def section(view: View) -> dict[str, Any] | None:
    """Return the phases of every pair of sides that talks; None where none does."""
    table = view.table("talks_by_date")
    table = table[table["phase"].isin(PHASES)]
    sides = findings.labels(view.result, "factions")
    pairs = [
        (f"{sides[str(a)]} and {sides[str(b)]}", rows)
        for (a, b), rows in table.groupby(["faction", "other_faction"], sort=False)
        if rows.groupby("date")["probability"].sum().max() >= LEAST
    ]
    if not pairs:
        return None
    ends = [(pair, _shares(rows)) for pair, rows in pairs]
    return {
        "heading": findings.on_talks(ends, view.runs),
        "panels": [(pair, _drawn(view, pair, rows, i)) for i, (pair, rows) in enumerate(pairs)],
        "key": list(_colours(view).items()),
        "rows": ends,
    }


def _shares(rows: Any) -> dict[str, float]:
    last = rows[rows["date"] == rows["date"].max()].set_index("phase")["probability"]
    return {phase: float(last[phase]) for phase in PHASES}


def _drawn(view: View, pair: str, rows: Any, number: int) -> dict[str, Any]:
    shown = rows[rows["date"].isin(view.dates)]
    ends = ", ".join(f"{phase} {view.percent(p)}" for phase, p in _shares(rows).items())
    alt = f"{pair}: phase of talks over time; at the end {ends}"
    most = shown.groupby("date")["probability"].sum().max()
    top = math.ceil(4 * most) / 4  # a quarter, a half, three quarters, or the whole

    def drawn(narrow: bool) -> Any:
        colours = _colours(view)
        return stack.chart(shown, "phase", colours, view.ink, narrow, height=150, top=top)

    return view.both(drawn, alt, f"talks-{number + 1}" if number else "talks")


def _colours(view: View) -> dict[str, str]:
    endings = view.ink.endings
    return {
        "agreement": endings["peace-agreement"],
        "ceasefire": endings["ceasefire"],
        "talks": view.ink.line,
    }
