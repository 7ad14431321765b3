"""The largest amount of memory that a big ensemble holds: chunks are stored as they come."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.cold import noted_run


def peak_memory(cache: Path, draws: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Return the peak memory of ``contingent run libya-2019 --draws …`` in a process of its own."""
    tell(f"memory: playing {draws:,} draws, which takes minutes where they are many")
    began = time.perf_counter()
    peak = noted_run(cache, "--draws", str(draws))["peak_rss_mib"]
    took = time.perf_counter() - began
    tell(f"memory: {peak:,.0f} MiB, {took:.0f} s")
    return {"peak_rss_mib": peak, "peak_rss_draws": draws, "peak_rss_run_s": took}
