"""``python -m benchmarks``: measure, print a table, write ``bench.json``."""

from __future__ import annotations

import sys

from benchmarks.limit import limit
from benchmarks.ours import ours
from benchmarks.pace import rates, ratio, take_turns
from contingent.engine.model import make_model
from contingent.scenario.load import load_scenario


def main() -> None:
    """Measure the steady speed and the machine's own limit."""
    model = make_model(load_scenario("libya-2019"))
    samples = take_turns(
        [ours(model), limit(model)],
        rounds=3,
        seconds=4.0,
        tell=lambda text: print(text, file=sys.stderr),
    )
    for name, turns in samples.items():
        print(name, rates(turns))
    print("ratio to limit", ratio(samples, "contingent", "limit"))


if __name__ == "__main__":
    main()
