"""``python -m benchmarks``: measure, print tables, write ``bench.json``."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.run import FULL, QUICK, measure
from benchmarks.table import show


def main() -> None:
    """Run the benchmark as the command line asks."""
    given = _arguments()
    effort = QUICK if given.quick else FULL
    if given.memory_draws is not None:
        effort = replace(effort, memory_draws=given.memory_draws)
    figures = _rounded(measure(effort, _tell))
    given.save.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    _tell(f"written: {given.save}")
    show(figures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="short turns, no shares of mechanisms, memory of 2,000 draws",
    )
    parser.add_argument(
        "--save",
        type=Path,
        default=Path("bench.json"),
        metavar="PATH",
        help="where the figures go [default: bench.json]",
    )
    parser.add_argument(
        "--memory-draws",
        type=int,
        metavar="N",
        help="draws of the ensemble whose memory is measured; 0 for that of the cold runs",
    )
    return parser.parse_args()


def _rounded(value: Any) -> Any:
    """Return figures with five digits: none is known better."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return float(f"{value:.5g}") if isinstance(value, float) else value


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()
