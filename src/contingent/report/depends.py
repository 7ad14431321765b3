"""The section on what the answer depends on: inputs, one by one, and regions of worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.analysis.names import amount
from contingent.report.charts import intervals
from contingent.report.words import percent
from contingent.scenario.problems import UserError

if TYPE_CHECKING:
    from contingent.analysis.ranking import Driver
    from contingent.report.sections import View

SHOWN = 10
Z = 1.96  # the lines span the central 95 %


def section(view: View) -> dict[str, Any] | None:
    """Return the inputs that matter most to the first question; None where none can be told."""
    from contingent.analysis.stored_drivers import drivers_of

    try:
        found = drivers_of(view.result, arm=view.arm, first=SHOWN)
    except UserError:  # no questions, or too few draws
        return None
    clear = [driver for driver in found.inputs if driver.distinguishable]
    if not clear:
        return None
    alt = "Share of the answer's spread that goes with each input: " + "; ".join(
        f"{driver.label} {percent(driver.share)}" for driver in clear
    )
    rows = [_row(driver) for driver in clear]
    bars = [
        intervals.Interval(
            driver.label,
            driver.share,
            max(0.0, driver.share - Z * driver.se),
            driver.share + Z * driver.se,
            f"{percent(driver.at_low)} → {percent(driver.at_high)}",
        )
        for driver in clear
    ]
    return {
        "heading": _heading(clear[0]),
        "ask": found.ask,
        "draws": found.draws,
        "chart": view.both(
            lambda narrow: intervals.chart(bars, view.ink, narrow, bars=True), alt, "drivers"
        ),
        "rows": rows,
        "together": sum(driver.share for driver in clear),
        "regions": [region.words[:1].upper() + region.words[1:] for region in found.regions],
    }


def _heading(driver: Driver) -> str:
    low, high = _ends(driver)
    label = driver.label if driver.unit == "truth" else f"“{driver.label}”"
    return (
        f"Most hangs on {label}: {percent(driver.at_low)} where {low}, "
        f"{percent(driver.at_high)} where {high}"
    )


def _ends(driver: Driver) -> tuple[str, str]:
    return ("it is false", "it is true") if driver.unit == "truth" else ("it is low", "it is high")


def _row(driver: Driver) -> dict[str, Any]:
    claim = driver.unit == "truth"
    low, high = (amount(x, driver.unit) for x in (driver.low, driver.high))
    return {
        "label": driver.label,
        "share": driver.share,
        "se": driver.se,
        "low": "false" if claim else low,
        "high": "true" if claim else high,
        "at_low": driver.at_low,
        "at_high": driver.at_high,
    }
