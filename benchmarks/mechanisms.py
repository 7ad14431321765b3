"""Where the time of a step goes: each mechanism alone, on states from the middle of a war.

Each mechanism is compiled by itself and applied `STEPS` times in a row, with the luck of as many
steps, to the states of one device's lanes half way through the war; so are the record with the
ledger's accounts, and the random numbers. The shares are an approximation: in the whole step the
compiler fuses work across mechanisms and does common work once, so the parts need not add up to it.
`mechanisms_of_step` says how the sum compares with the whole step, timed in the same way.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.counting import undisturbed
from contingent.engine.bookkeeping import book, opened
from contingent.engine.devices import start_jax
from contingent.engine.inputs import world_and_parameters
from contingent.engine.model import Model
from contingent.engine.program import LANES
from contingent.engine.random import luck_of_step, run_key
from contingent.engine.step import opening, step
from contingent.mechanisms import MECHANISMS
from contingent.world.luck import Clock
from contingent.world.record import observe
from contingent.world.strength import reach_of

STEPS = 24
"""Steps that are played in one call: starting a program costs as much as playing a few."""
ACCOUNTED = ("hold", "fighters", "materiel", "treasury", "cohesion", "fallen")
"""Parts of the state that go into the accounts."""
CHANGES = 5
"""So many times are all of these changed where the books are timed: a step makes 30 entries."""
Timed = Callable[[], Any]


def mechanism_share(
    model: Model, rounds: int, seconds: float, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Return the share of each mechanism in the sum of all, and seconds of a step of a lane.

    Parameters
    ----------
    model : Model
    rounds : int
        Turns that each part has, one after the other.
    seconds : float
        About how long a turn is.
    tell : callable
        Is told what is being done.
    """
    parts = _parts(model, tell)
    for name, part in parts.items():
        tell(f"mechanisms: compiling {name}")
        jax.block_until_ready(part())
    times: dict[str, list[float]] = {name: [] for name in parts}
    for number in range(1, rounds + 1):
        tell(f"mechanisms: round {number} of {rounds}")
        for name, part in parts.items():
            times[name].append(_seconds(part, seconds))
    middle = {name: median(found) for name, found in times.items()}
    whole = middle.pop("whole step")
    total = sum(middle.values())
    return {
        "mechanism_share": {name: found / total for name, found in middle.items()},
        "mechanisms_of_step": total / whole,
        "step_us_per_lane": whole / (STEPS * LANES) * 1e6,
    }


def _seconds(part: Timed, seconds: float) -> float:
    began = time.perf_counter()
    calls = 0
    while not calls or time.perf_counter() - began < seconds:
        jax.block_until_ready(part())
        calls += 1
    return (time.perf_counter() - began) / calls


def _parts(model: Model, tell: Callable[[str], None]) -> dict[str, Timed]:
    """Return every part of a step, ready to be played on states from the middle of the war."""
    start_jax()
    rows = np.arange(LANES)
    drawn, _ = model.worlds(1, 0, LANES)
    world, parameters = jax.device_put(
        world_and_parameters(model.template, drawn, rows, np.float32)
    )
    world = jax.jit(_with_reach)(world)
    lanes = jnp.arange(LANES, dtype=jnp.uint32)
    key = run_key((jnp.uint32(1), jnp.uint32(0)), lanes, lanes)
    days = jnp.asarray(model.template.calendar.days[0], jnp.float32)
    draw_luck = jax.jit(_luck_of_steps)

    def forward(world: Any, parameters: Any, state: Any, luck: Any) -> Any:
        def one(carry: Any, luck: Any) -> Any:
            state, seen = carry
            state, seen, entries = step(
                world,
                parameters,
                state,
                seen=seen,
                luck=luck,
                days=days,
                **undisturbed(model),
            )
            return (state, seen), (seen, entries)

        return jax.lax.scan(one, (state, observe(world, state)), luck)

    tell("mechanisms: compiling the whole step")
    play = jax.jit(forward)
    state = jax.jit(opening)(world, key)
    for first in range(1, len(model.template.calendar.days) // 2, STEPS):
        (state, _), _ = play(world, parameters, state, draw_luck(world, key, jnp.uint32(first)))
    luck = draw_luck(world, key, jnp.uint32(1000))

    parts: dict[str, Timed] = {}
    for mechanism in MECHANISMS:
        alone = jax.jit(_repeated(mechanism.apply))
        parts[mechanism.name] = partial(alone, world, state, parameters[mechanism.name], luck, days)
    parts["record and ledger"] = partial(jax.jit(_recorded), world, state, luck)
    parts["random numbers"] = partial(draw_luck, world, key, jnp.uint32(1000))
    parts["whole step"] = lambda: play(world, parameters, state, parts["random numbers"]())
    return parts


def _with_reach(world: Any) -> Any:
    return replace(world, reach=reach_of(world))


def _luck_of_steps(world: Any, key: Any, first: Any) -> Any:
    numbers = first + jnp.arange(STEPS, dtype=jnp.uint32)
    return jax.vmap(lambda number: luck_of_step(world, key, number))(numbers)


def _repeated(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that applies a mechanism once for each step of luck."""

    def run(world: Any, state: Any, p: Any, luck: Any, days: Any) -> Any:
        clock = Clock(days=days, seen=observe(world, state))

        def one(state: Any, luck: Any) -> Any:
            return apply(world, state, p, luck, clock), None

        return jax.lax.scan(one, state, luck)[0]

    return run


def _recorded(world: Any, state: Any, luck: Any) -> Any:
    """Make the record of a state, and about as many entries in the books as a step has.

    Every time it is another state by a hair, as it is in a run; else the compiler would do it once.
    """

    def one(_: Any, luck: Any) -> Any:
        first = _nudged(state, luck, 0)
        books, entries = opened(world, first), {}
        for n in range(1, CHANGES + 1):
            books, booked = book(world, books, _nudged(state, luck, n), str(n))
            entries |= booked
        return None, (observe(world, first), entries)

    return jax.lax.scan(one, None, luck)[1]


def _nudged(state: Any, luck: Any, n: int) -> Any:
    factor = 1.0 + 1e-6 * (luck.price_z + n)
    return replace(state, **{name: getattr(state, name) * factor for name in ACCOUNTED})
