"""From the command to the report, in a process of its own: first ever, and with compiled code kept.

`first_run_s` starts with an empty cache folder, as after installing; `cold_run_s` starts with the
folder that the first run filled, as on every later day. Both play ``contingent run libya-2019``
as it comes, 2,000 draws, and end when the report is written.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

SCENARIO = "libya-2019"
WORKING = Path(__file__).parents[1]


@dataclass(frozen=True)
class Run:
    """What one command took: seconds by the clock and of processor time, and what it noted."""

    seconds: float
    core_seconds: float
    noted: dict[str, float]


def environment(cache: Path) -> dict[str, str]:
    """Return the variables of a process whose cache of compiled code lies in a folder of ours."""
    kept = {k: v for k, v in os.environ.items() if k != "JAX_COMPILATION_CACHE_DIR"}
    return {**kept, "XDG_CACHE_HOME": str(cache)}


def run_command(cache: Path, *options: str) -> Run:
    """Run ``contingent run libya-2019`` and throw its folder away.

    Raises
    ------
    subprocess.CalledProcessError
        If the command fails; what it said is in ``stderr``.
    """
    with TemporaryDirectory() as folder:
        figures, out = Path(folder) / "figures.json", Path(folder) / "run"
        began, core = time.perf_counter(), _core_seconds()
        subprocess.run(
            [
                *(sys.executable, "-m", "benchmarks.child", str(figures)),
                *("run", SCENARIO, "--out", str(out), *options),
            ],
            cwd=WORKING,
            env=environment(cache),
            check=True,
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - began
        core = _core_seconds() - core
        return Run(seconds, core, json.loads(figures.read_text("utf-8")))


def _core_seconds() -> float:
    """Return the processor time of all processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cold_runs(cache: Path, repeats: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Return the figures of a first run, whose compiled code fills `cache`, and of later runs."""
    first = run_command(cache)
    tell(f"first run: {first.seconds:.1f} s, of which {first.noted['compile_s']:.1f} s compiling")
    later = []
    for number in range(1, repeats + 1):
        later.append(run_command(cache))
        tell(f"cold run {number} of {repeats}: {later[-1].seconds:.1f} s")
    return {
        "first_run_s": first.seconds,
        "first_run_core_s": first.core_seconds,
        "compile_s": first.noted["compile_s"],
        "trace_s": first.noted["trace_s"],
        "lower_s": first.noted["lower_s"],
        "cold_run_s": median(run.seconds for run in later),
        "cold_run_core_s": median(run.core_seconds for run in later),
        "cold_run_peak_rss_mib": max(run.noted["peak_rss_mib"] for run in later),
    }
