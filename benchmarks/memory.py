"""The largest amount of memory that a big ensemble holds: chunks are stored as they come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.cold import run_command


def peak_memory(cache: Path, draws: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Return the peak memory of ``contingent run libya-2019 --draws …`` in a process of its own."""
    tell(f"memory: playing {draws:,} draws, which takes minutes where they are many")
    run = run_command(cache, "--draws", str(draws))
    tell(f"memory: {run.noted['peak_rss_mib']:,.0f} MiB, {run.seconds:.0f} s")
    return {
        "peak_rss_mib": run.noted["peak_rss_mib"],
        "peak_rss_draws": draws,
        "peak_rss_run_s": run.seconds,
    }
