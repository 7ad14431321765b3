"""How many runs the pairing of arms saves on Libya.

Both arms play the same worlds under the same luck. `variance_reduction` is, for each lever and
headline question, the variance of the difference between arms with worlds and luck of their own,
divided by that of the paired difference: so many times more runs would be needed without pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import contingent as ct
from benchmarks.cold import SCENARIO

LEVERS = ("us_stops_lna", "turkey_intervenes", "embargo_enforced")
DRAWS = 1000


def variance_reduction(tell: Callable[[str], None]) -> dict[str, Any]:
    """Return the saving of each lever and headline question, and their median."""
    tell(f"pairing: {DRAWS} draws of the baseline and {len(LEVERS)} levers")
    scenario = ct.load(SCENARIO)
    headline = [q.id for q in scenario.questions if q.headline]
    found = ct.compare(scenario, list(LEVERS), draws=DRAWS)
    saved = {
        lever: {name: found[lever][name].paired.unpaired_ratio for name in headline}
        for lever in LEVERS
    }
    finite = [x for by in saved.values() for x in by.values() if np.isfinite(x)]
    return {
        "variance_reduction": float(np.median(finite)),
        "variance_reduction_by_lever": {
            lever: {name: x for name, x in by.items() if np.isfinite(x)}
            for lever, by in saved.items()
        },
    }
