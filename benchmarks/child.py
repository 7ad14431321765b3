"""The command line in a process of its own, which notes what it took: ``FIGURES ARGUMENTS…``.

Written to `FIGURES` when it ends: seconds spent tracing, lowering and compiling, and the largest
amount of memory that the process held.
"""

from __future__ import annotations

import json
import resource
import sys
from collections import defaultdict
from pathlib import Path

import jax

from contingent.cli import main

STAGES = {
    "/jax/core/compile/jaxpr_trace_duration": "trace_s",
    "/jax/core/compile/jaxpr_to_mlir_module_duration": "lower_s",
    "/jax/core/compile/backend_compile_duration": "compile_s",
}
"""What jax reports of its work, and our name for it."""


def peak_mib() -> float:
    """Return the largest resident memory of this process, in MiB.

    The kernel's own mark of the program, where there is one: what `getrusage` tells may be the
    memory of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text("utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return float(line.split()[1]) / 1024.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2.0**20 if sys.platform == "darwin" else 2.0**10)


def _main(figures: Path, arguments: list[str]) -> None:
    longest: dict[str, float] = defaultdict(float)

    def note(event: str, duration_secs: float, **_: str | int) -> None:
        if stage := STAGES.get(event):
            # of many small programs and a big one, the big one; traces lie within each other
            longest[stage] = max(longest[stage], duration_secs)

    jax.monitoring.register_event_duration_secs_listener(note)
    try:
        main(arguments)
    finally:
        figures.write_text(json.dumps({**longest, "peak_rss_mib": peak_mib()}), "utf-8")


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2:])
