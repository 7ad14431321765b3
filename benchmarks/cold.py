"""From the command to the report, in a process of its own: first ever, and with compiled code kept.

`first_run_s` starts with an empty cache folder, as after installing; `cold_run_s` starts with the
folder that the first run filled, as on every later day. Both play ``contingent run libya-2019``
as it comes, 2,000 draws, as the command that is installed does, and end when it does. What only the
process itself can tell, how long it compiled and how much memory it held, is asked of other runs.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, NamedTuple

SCENARIO = "libya-2019"
WORKING = Path(__file__).parents[1]
COMMAND = "from contingent.cli import start; start()"
"""What the installed command does."""


class Took(NamedTuple):
    """Seconds that a command took by the clock, and of processor time."""

    seconds: float
    core_seconds: float


def environment(cache: Path) -> dict[str, str]:
    """Return the variables of a process whose cache of compiled code lies in a folder of ours."""
    kept = {k: v for k, v in os.environ.items() if k != "JAX_COMPILATION_CACHE_DIR"}
    return {**kept, "XDG_CACHE_HOME": str(cache)}


def run_command(cache: Path) -> Took:
    """Run ``contingent run libya-2019``; its folder stays in the cache's.

    A file system that has just lost many files is slow in making others: they all go at the end.

    Raises
    ------
    subprocess.CalledProcessError
        If the command fails; what it said is in ``stderr``.
    """
    began, core = time.perf_counter(), _core_seconds()
    _run(cache, "-c", COMMAND)
    return Took(time.perf_counter() - began, _core_seconds() - core)


def noted_run(cache: Path, *options: str) -> dict[str, float]:
    """Return what the process of ``contingent run libya-2019`` notes of itself (`child.py`)."""
    figures = cache / "figures.json"
    _run(cache, "-m", "benchmarks.child", str(figures), more=options)
    noted: dict[str, float] = json.loads(figures.read_text("utf-8"))
    return noted


def _run(cache: Path, *how: str, more: Sequence[str] = ()) -> None:
    out = Path(mkdtemp(dir=cache)) / "run"
    subprocess.run(
        [sys.executable, *how, "run", SCENARIO, "--out", str(out), *more],
        cwd=WORKING,
        env=environment(cache),
        check=True,
        capture_output=True,
        text=True,
    )


def _core_seconds() -> float:
    """Return the processor time of all processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cold_runs(cache: Path, repeats: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Return the figures of a first run, whose compiled code fills `cache`, and of later runs."""
    with TemporaryDirectory() as apart:
        noted = noted_run(Path(apart))
    first = run_command(cache)
    tell(f"first run: {first.seconds:.1f} s; compiling takes {noted['compile_s']:.1f} s")
    later = []
    for number in range(1, repeats + 1):
        later.append(run_command(cache))
        tell(f"cold run {number} of {repeats}: {later[-1].seconds:.1f} s")
    return {
        "first_run_s": first.seconds,
        "first_run_core_s": first.core_seconds,
        **{name: noted[name] for name in ("trace_s", "lower_s", "compile_s")},
        "cold_run_s": median(run.seconds for run in later),
        "cold_run_core_s": median(run.core_seconds for run in later),
    }
