"""The section on what the answer depends on: inputs, one by one, and regions of worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.analysis.names import amount
from contingent.report.charts import intervals
from contingent.report.words import THIN, counted, percent, sentence

if TYPE_CHECKING:
    from contingent.analysis.drivers.ranking import Driver
    from contingent.report.sections.view import View

Z = 1.96  # the lines span the central 95 %

CLEAR = 2.0
"""Standard errors by which a share must differ from none."""


def section(view: View) -> dict[str, Any] | None:
    """Return the inputs that matter most to the first question; None where none can be told."""
    found, clear = view.drivers, clear_inputs(view)
    if found is None or not clear:
        return None
    alt = (
        "Share of the answer's whole spread, luck included, that goes with each input: "
        + "; ".join(f"{driver.label} {percent(driver.share)}" for driver in clear)
    )
    rows = [_row(driver) for driver in clear]
    bars = [
        intervals.Interval(
            sentence(driver.label),
            driver.share,
            max(0.0, driver.share - Z * driver.se),
            driver.share + Z * driver.se,
            f"{percent(driver.at_low)} → {percent(driver.at_high)}",
        )
        for driver in clear
    ]
    return {
        "heading": _heading(clear[0]),
        "draws": found.draws,
        "chart": view.both(
            lambda narrow: intervals.chart(bars, view.ink, narrow, bars=True), alt, "drivers"
        ),
        "rows": rows,
        "together": sum(driver.share for driver in clear),
        "regions": [sentence(region.words).replace(" %", f"{THIN}%") for region in found.regions],
    }


def clear_inputs(view: View) -> list[Driver]:
    """Return the inputs that stand clear of chance, among all and by their own error."""
    found = view.drivers
    inputs = found.inputs if found is not None else ()
    return [d for d in inputs if d.distinguishable and d.share > CLEAR * d.se]


def in_short(view: View) -> str:
    """Return what the answer hangs on, or why nothing can be said, for the head of the page."""
    found, clear = view.drivers, clear_inputs(view)
    if found is None:
        draws = counted(view.result.draws, "world", "worlds")
        return f"Too few worlds to tell: {draws} cannot set one input apart from another."
    if not clear:
        draws = counted(found.draws, "world", "worlds")
        return f"Too few worlds to tell: no input stands clear of chance in {draws}."
    return _sentence(clear[0])


def _heading(driver: Driver) -> str:
    low, high = _ends(driver)
    label = driver.label if driver.unit == "truth" else f"“{driver.label}”"
    return (
        f"Most hangs on {label}: {percent(driver.at_low)} where {low}, "
        f"{percent(driver.at_high)} where {high}"
    )


def _sentence(driver: Driver) -> str:
    low, high = _ends(driver)
    what = f"whether {driver.label} is so" if driver.unit == "truth" else f"“{driver.label}”"
    share = f"{100 * driver.share:.0f} ± {100 * driver.se:.0f}{THIN}%"
    return (
        f"Of single inputs it hangs most on {what}: {percent(driver.at_low)} in the worlds where "
        f"{low}, {percent(driver.at_high)} where {high}. That makes {share} of the whole spread of "
        "the answer, luck included."
    )


def _ends(driver: Driver) -> tuple[str, str]:
    if driver.unit == "truth":
        return "it is false", "it is true"
    return "it is in its lowest fifth", "it is in its highest"


def _row(driver: Driver) -> dict[str, Any]:
    claim = driver.unit == "truth"
    low, high = (amount(x, driver.unit) for x in (driver.low, driver.high))
    return {
        "label": sentence(driver.label),
        "share": driver.share,
        "se": driver.se,
        "low": "false" if claim else low,
        "high": "true" if claim else high,
        "at_low": driver.at_low,
        "at_high": driver.at_high,
    }
