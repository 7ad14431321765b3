"""The figures as tables for a terminal."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from contingent.console.out import stdout, table

ROWS = (
    ("steady speed", "run_weeks_per_s", "run-weeks/s"),
    ("  for each second of a core", "run_weeks_per_core_s", "run-weeks/core-s"),
    ("Mesa, one core", "mesa_run_weeks_per_s", "run-weeks/s"),
    ("  times as fast as Mesa", "ratio_to_mesa", ""),
    ("  the same, were Mesa on every core", "ratio_to_mesa_on_every_core", ""),
    ("the machine's own limit", "limit_run_weeks_per_s", "run-weeks/s"),
    ("  share of the limit", "ratio_to_limit", ""),
    ("first run ever, command to report", "first_run_s", "s"),
    ("  all cores together", "first_run_core_s", "core-s"),
    ("  of which compiling", "compile_s", "s"),
    ("  of which tracing", "trace_s", "s"),
    ("later cold run, command to report", "cold_run_s", "s"),
    ("  all cores together", "cold_run_core_s", "core-s"),
    ("peak memory", "peak_rss_mib", "MiB"),
    ("  at draws", "peak_rss_draws", ""),
    ("runs that pairing of arms saves, times", "variance_reduction", ""),
    ("a step of a lane, on one device", "step_us_per_lane", "µs"),
    ("  parts by themselves, of the whole", "mechanisms_of_step", ""),
)


def show(figures: dict[str, Any]) -> None:
    """Print the figures, the agreement of both models, and the shares of mechanisms."""
    out = stdout()
    out.print(_main(figures))
    out.print(_agreement(figures["agreement"]))
    if "mechanism_share" in figures:
        out.print(_shares(figures["mechanism_share"]))
    on = figures["machine"]
    out.print(
        f"{on['cores']} cores ({on['processor']}), load {on['load_average']}, "
        f"Python {on['python']}, jax {on['jax']} on {on['devices']} {on['backend']} devices",
        highlight=False,
    )


def _main(figures: dict[str, Any]) -> Table:
    shown = table()
    shown.add_column("libya-2019")
    shown.add_column("", justify="right")
    shown.add_column("")
    for text, name, unit in ROWS:
        if name in figures:
            shown.add_row(text, number(figures[name]), unit)
    return shown


def _agreement(found: dict[str, Any]) -> Table:
    shown = table()
    shown.add_column(f"{found['mesa_runs']} Mesa runs against {found['engine_runs']} of the engine")
    for heading in ("Mesa", "engine", "difference", "± se"):
        shown.add_column(heading, justify="right")
    for name, pair in found.items():
        if isinstance(pair, dict):
            columns = ("mesa", "engine", "difference", "standard_error")
            shown.add_row(name.replace("_", " "), *(number(pair.get(c)) for c in columns))
    return shown


def _shares(shares: dict[str, float]) -> Table:
    shown = table()
    shown.add_column("each by itself (the whole step fuses work across them)")
    shown.add_column("share", justify="right")
    shown.add_column("")
    for name, share in sorted(shares.items(), key=lambda item: -item[1]):
        shown.add_row(name, f"{100 * share:.1f} %", "█" * round(40 * share))
    return shown


def number(value: float | None) -> str:
    """Return a number with about three digits, or a dash for none."""
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
