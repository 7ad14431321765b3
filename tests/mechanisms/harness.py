"""Small worlds, random states and random numbers for testing one mechanism at a time.

Everything is in 64-bit floats and in lanes, as in the engine; `plain` and `plain_of` take one run
out as Python numbers and nested lists, which is what the scalar twins read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from contingent.engine.inputs import world_and_parameters
from contingent.engine.model import Model, make_model
from contingent.mechanisms import MECHANISMS
from contingent.scenario.load import load_scenario
from contingent.world.arrays import World
from contingent.world.luck import Clock, Luck
from contingent.world.record import observe
from contingent.world.state import State, initial_state
from contingent.world.strength import reach_of
from tests.shapes import check_fields

SCENARIOS = Path(__file__).parents[1] / "scenarios"


@cache
def duel() -> Model:
    """Return the small scenario of two sides, four places and two patrons."""
    return make_model(load_scenario(SCENARIOS / "duel"))


@cache
def libya() -> Model:
    """Return the shipped scenario: eleven patrons, every kind of condition."""
    return make_model(load_scenario("libya-2019"))


def worlds(model: Model, lanes: int, seed: int = 1) -> tuple[World, dict[str, Any]]:
    """Return drawn worlds, one a lane, and the parameters of every mechanism."""
    draws, _ = model.worlds(seed, 0, lanes)
    world, parameters = world_and_parameters(model.template, draws, np.arange(lanes), np.float64)
    world = _as_jax(world)
    return replace(world, reach=reach_of(world)), {k: _as_jax(v) for k, v in parameters.items()}


def random_state(world: World, seed: int) -> State:
    """Return states that differ in everything, within the bounds of what a state may be."""
    rng = np.random.default_rng(seed)
    start = initial_state(world)
    n_place, n_faction, lanes = start.hold.shape

    def shares(*shape: int) -> Any:
        parts = rng.dirichlet(np.ones(n_faction + 1), size=(shape[0], lanes))
        return jnp.asarray(np.moveaxis(parts[..., :n_faction], 1, -1))

    def times(x: Any, low: float, high: float) -> Any:
        return x * jnp.asarray(rng.uniform(low, high, x.shape))

    hold = shares(n_place)
    best = np.asarray(hold).argmax(1)
    holder = np.where(np.asarray(hold).max(1) >= 0.5, best, -1).astype(np.int8)
    phase = rng.integers(0, 4, (n_faction, n_faction, lanes))
    phase = np.triu(phase.T, 1).T
    phase = (phase + phase.swapaxes(0, 1)).astype(np.int8)
    power = rng.normal(9.0, 0.7, (n_faction, n_faction, lanes))
    pairs = rng.normal(0.0, 0.5, (n_faction, n_faction, lanes))
    bits = lambda *s, p=0.5: jnp.asarray((rng.random((*s, lanes)) < p).astype(float))  # noqa: E731
    return replace(
        start,
        hold=hold,
        holder=jnp.asarray(holder),
        fighters=times(start.fighters + 20.0, 0.0, 2.0),
        materiel=times(start.materiel, 0.1, 3.0),
        air=times(start.air + 1.0, 0.0, 3.0),
        air_defence=times(start.air_defence + 1.0, 0.0, 3.0),
        treasury=times(start.treasury, 0.0, 2.0),
        cohesion=jnp.asarray(rng.uniform(0.05, 1.0, (n_faction, lanes))),
        bond=jnp.asarray(rng.uniform(0.3, 1.0, (n_faction, lanes))),
        active=jnp.asarray((rng.random((n_faction, lanes)) < 0.95).astype(float)),
        recognition=bits(n_faction),
        foreign=jnp.asarray(rng.uniform(0.0, 50.0, start.foreign.shape)),
        on_order=jnp.asarray(rng.uniform(0.0, 20.0, start.on_order.shape)),
        delivered=jnp.asarray(rng.uniform(0.0, 20.0, start.delivered.shape)),
        commitment=jnp.asarray(rng.integers(0, 7, start.commitment.shape).astype(np.int8)),
        affinity=shares(n_place),
        belief=jnp.asarray(power),
        phase=jnp.asarray(phase),
        terms=jnp.asarray(pairs - pairs.swapaxes(0, 1)),
        trend=jnp.asarray(pairs - pairs.swapaxes(0, 1)) * 0.5,
        clause=jnp.asarray(rng.integers(0, 4, start.clause.shape).astype(np.int8)),
        effort=bits(n_place, n_faction, p=0.3),
        blockade=bits(n_faction, p=0.3),
        momentum=jnp.asarray(rng.uniform(-1.5, 1.5, (n_faction, lanes))),
        alarm=jnp.asarray(rng.uniform(0.0, 3.0, lanes)),
        stalemate=jnp.asarray(rng.uniform(0.0, 1.0, lanes)),
        age=jnp.asarray(rng.uniform(0.0, 8.0, lanes)),
        worn=jnp.asarray(rng.uniform(-1.0, 4.0, lanes)),
        ran_out=bits(p=0.3),
        engaged=jnp.asarray(rng.uniform(0.0, 1.0, (n_place, lanes))),
        killed=jnp.asarray(rng.uniform(0.0, 30.0, (n_place, lanes))),
        outage=bits(start.outage.shape[0], p=0.2),
        oil_output=times(start.oil_output, 0.2, 1.0),
        oil_shock=jnp.asarray(rng.normal(0.0, 0.3, lanes)),
        away=jnp.asarray(rng.uniform(0.0, 0.3, (n_place, lanes))) * world.places.population,
        dead=jnp.asarray(rng.uniform(0.0, 0.1, (n_place, lanes))) * world.places.population,
    )


def random_luck(world: World, seed: int) -> Luck:
    """Return random numbers of one step, normal where their name ends in ``_z``."""
    rng = np.random.default_rng(seed)
    n_place, n_faction, lanes = world.places.affinity.shape
    n_patron, n_field = world.patrons.men.shape[0], world.oil.output.shape[0]
    size = {"faction": n_faction, "other": n_faction, "place": n_place, "patron": n_patron}
    size |= {"field": n_field, "clause": 2}
    values = {}
    for f in fields(Luck):
        axes = str(f.type).replace("'", '"').split('"')[1].split()[:-1]
        shape = (*(size[a] for a in axes), lanes)
        draw = rng.normal if f.name.endswith("_z") else rng.random
        values[f.name] = jnp.asarray(draw(size=shape))
    for name in (n for n in values if n.startswith("talks_")):  # one number for both of a pair
        upper = np.triu(np.asarray(values[name]).transpose(2, 0, 1), 1)
        values[name] = jnp.asarray((upper + upper.swapaxes(1, 2)).transpose(1, 2, 0))
    return Luck(**values)


def clock(world: World, state: State, days: float = 7.0) -> Clock:
    """Return a step of so many days, with the record of the state before it."""
    return Clock(days=jnp.asarray(days), seen=observe(world, state))


def run(name: str, world: World, state: State, parameters: Any, luck: Luck, clock: Clock) -> State:
    """Apply one mechanism by name."""
    groups = [getattr(world, f.name) for f in fields(world)]
    for group in (*groups, state, parameters[name], luck, clock):
        check_fields(group)
    after = _compiled(name)(world, state, parameters[name], luck, clock)
    check_fields(after)
    return after


@cache
def _compiled(name: str) -> Callable[..., State]:
    """Return a mechanism compiled as a whole, which takes less time than step by step."""
    (mechanism,) = (m for m in MECHANISMS if m.name == name)
    return jax.jit(mechanism.apply)


def _number(array: Any, i: int, has_lanes: bool) -> Any:
    values = np.asarray(array)
    if not has_lanes:
        return values.tolist()
    return values[..., min(i, values.shape[-1] - 1)].tolist()


def plain(world: World, i: int) -> SimpleNamespace:
    """Return the world of one lane for a twin: groups of floats and nested lists.

    Matrices and index lists that all runs share keep their shape.
    """
    groups = {}
    for f in fields(world):
        group = getattr(world, f.name)
        values = {}
        for g in fields(group):
            value = getattr(group, g.name)
            static = g.metadata.get("static")
            values[g.name] = value if static else _number(value, i, g.metadata.get("lanes", True))
        groups[f.name] = SimpleNamespace(**values)
    return SimpleNamespace(**groups)


def plain_of(tree: Any, i: int) -> SimpleNamespace:
    """Return a state, luck or group of parameters of one lane for a twin."""
    return SimpleNamespace(
        **{f.name: _number(getattr(tree, f.name), i, True) for f in fields(tree)}
    )


def assert_agree(after: State, i: int, twin: dict[str, Any], before: State) -> None:
    """Assert that a mechanism left the state of lane `i` as its twin says, the rest as it was.

    `twin` holds the fields that the mechanism may change.
    """
    for f in fields(after):
        got = np.asarray(getattr(after, f.name))[..., i]
        expected = np.asarray(twin.get(f.name, np.asarray(getattr(before, f.name))[..., i]))
        np.testing.assert_allclose(
            got, expected, rtol=1e-9, atol=1e-12, err_msg=f"{f.name} in lane {i}"
        )


def _as_jax(group: Any) -> Any:
    values = {}
    for f in fields(group):
        value = getattr(group, f.name)
        if is_dataclass(value):
            values[f.name] = _as_jax(value)
        elif isinstance(value, np.ndarray):
            values[f.name] = jnp.asarray(value)
        else:
            values[f.name] = value
    return replace(group, **values)
