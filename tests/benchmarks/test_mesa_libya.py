"""The Mesa baseline plays the same war as the engine: told the same luck, it goes the same way."""

from collections.abc import Iterator
from types import SimpleNamespace as Plain

import jax
import jax.numpy as jnp
import numpy as np
import pytest

pytest.importorskip("mesa", reason="Mesa comes with the extra `bench`")

from benchmarks.counting import undisturbed
from benchmarks.drawn import drawn_worlds
from benchmarks.mesa_libya import War
from contingent.engine.random import luck_of_step, run_key
from contingent.engine.step import opening, step
from contingent.world.record import observe
from tests.mechanisms import harness

LANES = 2
STEPS = 30


class Told(War):
    """A run that is told its luck."""

    def __init__(self, drawn, luck: Iterator[Plain]) -> None:
        self.told = luck
        super().__init__(drawn, seed=1)

    def roll(self) -> Plain:
        return next(self.told)


def test_with_the_engines_luck_a_run_goes_as_in_the_engine() -> None:
    with jax.enable_x64(True):
        world, parameters = harness.worlds(harness.duel(), LANES)
        lanes = jnp.arange(LANES, dtype=jnp.uint32)
        key = run_key((jnp.uint32(1), jnp.uint32(0)), lanes, lanes)

        def forward(carry, luck):
            state, seen = carry
            state, seen, _ = step(
                world,
                parameters,
                state,
                seen=seen,
                luck=luck,
                days=jnp.asarray(7.0),
                **undisturbed(harness.duel(), np.float64),
            )
            return (state, seen), state

        luck = jax.vmap(lambda number: luck_of_step(world, key, number))(
            jnp.arange(STEPS + 1, dtype=jnp.uint32)
        )

        def play():
            start = opening(world, key)
            later = jax.tree.map(lambda x: x[1:], luck)
            return jax.lax.scan(forward, (start, observe(world, start)), later)[1]

        # two runs are soon played: what counts is that the program is soon compiled
        states = jax.jit(play, compiler_options={"xla_backend_optimization_level": 0})()

    for i, drawn in enumerate(drawn_worlds(harness.duel(), LANES)):
        told = (
            harness.plain_of(jax.tree.map(lambda x, n=n: x[n], luck), i) for n in range(STEPS + 1)
        )
        war = Told(drawn, told)
        for n in range(STEPS):
            war.step()
            for name, value in vars(war.state).items():
                expected = np.asarray(getattr(states, name))[n, ..., i]
                np.testing.assert_allclose(
                    np.asarray(value), expected, rtol=1e-6, atol=1e-6, err_msg=f"{name}, step {n}"
                )
        assert war.state.battle_deaths > 0.0


def test_a_seed_gives_one_run_and_another_seed_another() -> None:
    (drawn,) = drawn_worlds(harness.duel(), 1)
    deaths = []
    for seed in (1, 1, 2):
        war = War(drawn, seed)
        for _ in range(8):
            war.step()
        deaths.append(war.state.battle_deaths)
    assert deaths[0] == deaths[1] != deaths[2]
