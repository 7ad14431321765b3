"""Playing a scenario many times: draws, replicates, chunks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from contingent.engine.model import Model
from contingent.engine.news import THREADS
from contingent.engine.stock import stock
from contingent.world.draw import Draws
from contingent.world.ledger import Ledger
from contingent.world.observe import Observation

if TYPE_CHECKING:
    from contingent.world.orders import Orders

Progress = Callable[[int, int], None]
"""Called with runs done and runs in all."""


LAUNCHED = 3
"""Chunks that are on their way at once, so that devices have work while one is stored."""
FEW_CHUNKS = 16
"""Up to so many chunks are played by the program with detail, whether any of it is kept or not.

The one without gives the same bits a little faster and in less memory, but has to be compiled.
"""


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
    ledger : float32 [run, time, cause, account, faction] or None
        What each mechanism, and orders, changed over the step that ends then, for the same runs.
    arm : int
        Which of the models was played.
    """

    first: int
    draw: npt.NDArray[np.int64]
    replicate: npt.NDArray[np.int64]
    observed: Observation
    failed: npt.NDArray[np.bool_]
    design: dict[str, npt.NDArray[np.float32]]
    claims: npt.NDArray[np.bool_]
    full: dict[str, npt.NDArray[np.float32]] | None
    ledger: Ledger | None
    arm: int = 0

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
    arm: int


def simulate(
    model: Model,
    draws: int,
    *,
    arms: Sequence[Model] = (),
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
    arms : sequence of Model
        Models of other arms of the same scenario (`Model.under`). Each chunk of runs is played by
        `model` and then by each of them: the same worlds and the same luck, only the arm differs.
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
    models = (model, *arms)
    options = {"replicates": replicates, "seed": seed, "keep": keep, "dtype": dtype}
    done = 0
    for chunk in _unpacked(_dispatch(models, runs, lanes, **options), keep):
        done += chunk.runs
        yield chunk
        if progress:
            progress(done, len(runs) * len(models))


def _unpacked(played: Iterator[_Played], keep: int) -> Iterator[Chunk]:
    """Yield finished chunks, while a thread draws worlds and sends them to the devices.

    A launch waits until the devices have finished the one before. In a thread of its own it holds
    nothing up: meanwhile runs are unpacked, answered and stored. Devices are waited for in a
    thread as well, since only a main thread that waits for threads hears Ctrl-C at once. The chunk
    that is being played when it is heard is yielded before it is raised.
    """
    import jax

    double = jax.config.values["jax_enable_x64"]  # each thread has its own

    def following() -> _Played | None:
        with jax.enable_x64(double):
            return next(played, None)

    launches, waits = (ThreadPoolExecutor(1, THREADS) for _ in range(2))
    patient = True
    try:
        coming = deque(launches.submit(following) for _ in range(LAUNCHED))
        heard, now = False, coming.popleft().result()
        while now is not None:
            if not heard:
                coming.append(launches.submit(following))
            heard |= _wait(waits.submit(jax.block_until_ready, now.record))
            chunk = _collect(now, keep)
            now = None  # what the devices filled is not needed while its chunk is stored
            yield chunk
            if heard:
                raise KeyboardInterrupt
            heard = _wait(coming[0])
            now = coming.popleft().result()
        if heard:
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        patient = False
        raise
    finally:
        for threads in (launches, waits):
            threads.shutdown(wait=patient, cancel_futures=True)


def _wait(thread: Future[Any]) -> bool:
    """Wait for a thread, and say whether Ctrl-C was heard meanwhile; a second one is raised."""
    try:
        thread.result()
    except KeyboardInterrupt:
        thread.result()
        return True
    return False


def _dispatch(
    models: Sequence[Model],
    runs: range,
    lanes: int,
    *,
    replicates: int,
    seed: int,
    keep: int,
    dtype: Any,
) -> Iterator[_Played]:
    from contingent.engine.inputs import cast_orders

    orders = [cast_orders(model.orders, dtype) for model in models]
    few = len(runs) <= FEW_CHUNKS * lanes
    worlds, end = None, -(-runs.stop // replicates)
    for start in range(runs.start, runs.stop, lanes):
        numbers = np.arange(start, min(start + lanes, runs.stop))
        # the last lanes repeat the last run, so that every call has one shape
        padded = np.minimum(np.arange(start, start + lanes), numbers[-1])
        draw, replicate = np.divmod(padded, replicates)
        first, last, n = int(draw[0]), int(draw[-1]), len(numbers)
        if worlds is None or last not in worlds.draws:
            worlds = stock(models, seed, first, last, end)
        rows = draw - worlds.draws.start
        design, claims = worlds.design(rows[:n]), worlds.claims[rows[:n]]
        for arm, model in enumerate(models):
            options = {"seed": seed, "draw": draw, "replicate": replicate, "dtype": dtype}
            options["detailed"] = first < keep or few
            record = _play(model, worlds.drawn[arm], rows, orders[arm], **options)
            yield _Played(start, draw[:n], replicate[:n], design, claims, record, arm)


def _play(
    model: Model,
    drawn: Draws,
    rows: npt.NDArray[np.intp],
    orders: Orders,
    *,
    seed: int,
    draw: npt.NDArray[np.int64],
    replicate: npt.NDArray[np.int64],
    dtype: Any,
    detailed: bool,
) -> dict[str, Any]:
    """Send runs to the devices; the record that comes back is still being filled."""
    from contingent.engine.inputs import world_and_parameters
    from contingent.engine.programs import program_for
    from contingent.mechanisms import running

    world, parameters = world_and_parameters(model.template, drawn, rows, dtype)
    words = np.array([seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF], np.uint32)
    days = model.template.calendar.days.astype(dtype)
    runs = (draw.astype(np.uint32), replicate.astype(np.uint32))
    arguments = (world, parameters, words, *runs, days, orders, running(model.without))
    record: dict[str, Any] = program_for(arguments, detailed=detailed)(*arguments)
    return record


def _collect(played: _Played, keep: int) -> Chunk:
    from contingent.engine.bookkeeping import closed

    record, n = played.record, len(played.draw)
    kept = int((played.draw < keep).sum())
    seen = record["observed"]
    observed = Observation(**{name: np.asarray(values)[:n] for name, values in seen.items()})
    return Chunk(
        first=played.first,
        draw=played.draw,
        replicate=played.replicate,
        observed=observed,
        failed=~np.asarray(record["sound"])[:n],
        design=played.design,
        claims=played.claims,
        full={k: np.asarray(v)[:kept] for k, v in record["full"].items()} if kept else None,
        ledger=closed(record["ledger"], kept) if kept else None,
        arm=played.arm,
    )
