"""Playing a scenario many times: draws, replicates, chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.engine.model import Model
from contingent.world.observe import Observation

Progress = Callable[[int, int], None]
"""Called with runs done and runs in all."""


@dataclass(frozen=True)
class Chunk:
    """Finished runs, in order.

    Attributes
    ----------
    first : int
        Number of the first run; runs are numbered ``draw * replicates + replicate``.
    draw, replicate : int64 [run]
        Which world and which roll of chance.
    observed : Observation
        The compact record, leading axes ``run, time``; time 0 is the start date.
    failed : bool [run]
        Runs in which some number was not finite. They are kept as they are.
    design : dict of path to float32 [run]
        Drawn value of each uncertain quantity, before claims changed it.
    claims : bool [run, claim]
        Truth of each claim.
    full : dict of name to float32 [run, time, ...] or None
        Float state of the runs of draws below `keep`, which are the first of the chunk.
    ledger : float32 [run, step, mechanism, account, faction] or None
        What each mechanism changed, for the same runs.
    """

    first: int
    draw: npt.NDArray[np.int64]
    replicate: npt.NDArray[np.int64]
    observed: Observation
    failed: npt.NDArray[np.bool_]
    design: dict[str, npt.NDArray[np.float32]]
    claims: npt.NDArray[np.bool_]
    full: dict[str, npt.NDArray[np.float32]] | None
    ledger: npt.NDArray[np.float32] | None

    @property
    def runs(self) -> int:
        """Number of runs in the chunk."""
        return len(self.draw)


@dataclass(frozen=True)
class _Played:
    """Runs on their way: as in `Chunk`, with the record that the devices are still filling."""

    first: int
    draw: npt.NDArray[np.int64]
    replicate: npt.NDArray[np.int64]
    design: dict[str, npt.NDArray[np.float32]]
    claims: npt.NDArray[np.bool_]
    record: dict[str, Any]


def simulate(
    model: Model,
    draws: int,
    *,
    replicates: int = 1,
    seed: int = 1,
    keep: int = 0,
    first_draw: int = 0,
    dtype: Any = np.float32,
    progress: Progress | None = None,
) -> Iterator[Chunk]:
    """Play draws ``first_draw`` to ``first_draw + draws`` of a scenario, chunk by chunk.

    Parameters
    ----------
    model : Model
    draws, replicates : int
        Worlds, and rolls of chance within each.
    seed : int
        The same seed gives the same bits.
    keep : int
        Draws whose full state and ledger come along.
    first_draw : int
        Where to begin: any draw can be replayed exactly.
    dtype : numpy floating type
        float32, or float64 where jax has been told to use it.
    progress : callable, optional
        Called after each chunk with runs done and runs in all.

    Yields
    ------
    Chunk
    """
    from contingent.engine.devices import start_jax
    from contingent.engine.program import LANES

    lanes = start_jax() * LANES
    runs = range(first_draw * replicates, (first_draw + draws) * replicates)
    played = _dispatch(model, runs, replicates=replicates, seed=seed, dtype=dtype, lanes=lanes)
    pending = next(played, None)
    done = 0
    while pending is not None:
        # the next chunk is on its way to the devices while this one is unpacked
        following = next(played, None)
        chunk = _collect(pending, keep)
        done += chunk.runs
        yield chunk
        if progress:
            progress(done, len(runs))
        pending = following


def _dispatch(
    model: Model, runs: range, *, replicates: int, seed: int, dtype: Any, lanes: int
) -> Iterator[_Played]:
    from contingent.engine.inputs import world_and_parameters
    from contingent.engine.programs import program_for
    from contingent.mechanisms import running

    days = model.template.calendar.days.astype(dtype)
    # an argument more makes the program with switches, see `Model.without`
    switches = () if model.without is None else (running(model.without),)
    words = np.array([seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF], np.uint32)
    for start in range(runs.start, runs.stop, lanes):
        numbers = np.arange(start, min(start + lanes, runs.stop))
        # the last lanes repeat the last run, so that every call has one shape
        padded = np.minimum(np.arange(start, start + lanes), numbers[-1])
        draw, replicate = np.divmod(padded, replicates)
        drawn, truth = model.worlds(seed, int(draw[0]), int(draw[-1] - draw[0]) + 1)
        rows = draw - draw[0]
        world, parameters = world_and_parameters(model.template, drawn, rows, dtype)
        program = program_for(world, parameters)
        record = program(
            world,
            parameters,
            words,
            draw.astype(np.uint32),
            replicate.astype(np.uint32),
            days,
            *switches,
        )
        n = len(numbers)
        design = {path: v[rows[:n]].astype(np.float32) for path, v in drawn.design.items()}
        yield _Played(start, draw[:n], replicate[:n], design, truth[rows[:n]], record)


def _collect(played: _Played, keep: int) -> Chunk:
    record, n = played.record, len(played.draw)
    kept = int((played.draw < keep).sum())
    seen = record["observed"]
    observed = Observation(
        **{name: np.asarray(getattr(seen, name))[:n] for name in seen.__dataclass_fields__}
    )
    return Chunk(
        first=played.first,
        draw=played.draw,
        replicate=played.replicate,
        observed=observed,
        failed=~np.asarray(record["sound"])[:n],
        design=played.design,
        claims=played.claims,
        full={k: np.asarray(v)[:kept] for k, v in record["full"].items()} if kept else None,
        ledger=np.asarray(record["ledger"])[:kept] if kept else None,
    )
