"""A stand-in for the engine whose answers depend on what the test planted, and on nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from contingent.engine.ensemble import Chunk
from contingent.engine.model import Model
from contingent.world.draw import uniforms
from contingent.world.observe import Observation
from tests.questions.made_observations import quiet

Rate = Callable[[dict[str, np.ndarray], dict[str, np.ndarray]], np.ndarray]
LANES = 128


def engine(rate: Rate, show: Callable[[Observation, np.ndarray, np.ndarray], None] | None = None):
    """Return a `simulate` in which 1,000 people die at the end of a run with a planted probability.

    `rate` gets the drawn quantities and the truth of claims, each by name. `show` may write more
    into the record, given what happens in each run and another number of its luck.
    """

    def simulate(model: Model, draws: int, *, replicates: int = 1, seed: int = 1, **_: Any):
        return _chunks(model, draws, replicates, seed)

    def _chunks(model: Model, draws: int, replicates: int, seed: int) -> Iterator[Chunk]:
        drawn, truth = model.worlds(seed, 0, draws)
        claims = {c.id: truth[:, i] for i, c in enumerate(model.scenario.claims)}
        p = rate(drawn.design, claims)
        luck, more = (
            np.stack([uniforms(seed, f"{n} {r}", 0, draws) for r in range(replicates)], 1)
            for n in ("luck", "more luck")
        )
        happens = luck < p[:, None]
        for first in range(0, draws * replicates, LANES):
            run = np.arange(first, min(first + LANES, draws * replicates))
            draw, replicate = np.divmod(run, replicates)
            seen = quiet(len(model.template.calendar.times) - 1, len(run), places=4)
            seen.national_series("battle_deaths")[happens[draw, replicate], -1] = 1000
            if show is not None:
                show(seen, happens[draw, replicate], more[draw, replicate])
            yield Chunk(
                first=first,
                draw=draw,
                replicate=replicate,
                observed=seen,
                failed=np.zeros(len(run), bool),
                design={path: v[draw].astype(np.float32) for path, v in drawn.design.items()},
                claims=truth[draw],
                full=None,
                ledger=None,
            )

    return simulate
