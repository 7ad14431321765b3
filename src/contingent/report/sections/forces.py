"""The section on forces and money: fans of what every side has, and of the oil."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.report import findings
from contingent.report.charts import fan, fans
from contingent.report.sections.view import at_the_end
from contingent.report.words import alike

if TYPE_CHECKING:
    from contingent.report.sections.view import View

UNITS = {
    "fighters": "fighters",
    "materiel": "million USD",
    "treasury": "million USD",
    "air": "aircraft",
}
"""What a series counts."""

NAMES = {"materiel": "arms", "treasury": "war-chest", "air": "aircraft"}
"""Names of charts that are not those of their series."""

SERIES = {
    "fighters": "Fighters",
    "materiel": "Arms, million USD",
    "treasury": "War chest, million USD",
    "air": "Combat aircraft",
}
"""Series shown of every side, with their titles."""

OIL = "oil_output_kbd"


def section(view: View) -> dict[str, Any] | None:
    """Return fighters, arms, money, aircraft and oil; None where a run has none of them."""
    table = view.thinned("factions")
    last = table[table["date"] == table["date"].max()]
    some = last.groupby("series")["q95"].max()
    shown = {name: title for name, title in SERIES.items() if some.get(name, 0.0) > 0}
    oil = _oil(view)
    if not shown and oil is None:
        return None
    ends = {
        name: [(label, row) for label, row in _ends(view, last[last["series"] == name])]
        for name in shown
    }
    return {
        "heading": findings.on_forces(ends["fighters"]) if "fighters" in ends else "Oil and money",
        "figures": [_figure(view, table, name, title, ends[name]) for name, title in shown.items()],
        "rows": [(title, label, row) for n, title in shown.items() for label, row in ends[n]],
        "oil": oil,
    }


def _ends(view: View, last: Any) -> list[tuple[str, Any]]:
    rows = last.set_index("faction")
    sides = findings.labels(view.result, "factions")
    return [(label, rows.loc[side]) for side, label in sides.items()]


def _figure(
    view: View, table: Any, name: str, title: str, ends: list[tuple[str, Any]]
) -> dict[str, Any]:
    rows = table[table["series"] == name]
    panels = [
        fans.Panel(label, view.ink.factions[side], rows[rows["faction"] == side])
        for side, label in findings.labels(view.result, "factions").items()
    ]
    alt = f"{title}: " + "; ".join(f"{label} {at_the_end(row)}" for label, row in ends)
    unit = UNITS[name]
    chart = view.both(
        lambda narrow: fans.chart(panels, view.ink, narrow, unit=unit), alt, NAMES.get(name, name)
    )
    return {"title": title, "chart": chart}


def _oil(view: View) -> dict[str, Any] | None:
    table = view.thinned("national")
    rows = table[table["series"] == OIL]
    if rows.empty or not rows["q95"].max() > 0:
        return None
    said = findings.on_oil(rows.iloc[0], rows.iloc[-1])
    chart = view.both(
        lambda narrow: fan.chart(
            rows, view.ink.mark, view.ink, wide=not narrow, unit="thousand barrels a day"
        ),
        said,
        "oil-output",
    )
    first, last = rows.iloc[0], rows.iloc[-1]
    quantiles = (float(last[q]) for q in ("q05", "q50", "q95"))
    # as the caption has them
    return {"chart": chart, "said": said, "last": alike(*quantiles, float(first["q50"]))[:3]}
