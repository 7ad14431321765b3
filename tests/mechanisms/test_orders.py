"""Orders put a world and a state as they want them, and mechanisms follow."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np

from contingent.scenario.changes import Change
from contingent.world.ordering import course_of
from contingent.world.orders import Orders, state_under, world_under
from tests.mechanisms import harness
from tests.mechanisms.one_world import (
    AIR_STRIKES,
    BLUE,
    MONEY,
    NORTH,
    RED,
    TROOPS,
    put,
    random_case,
)
from tests.mechanisms.twins.patronage import patronage
from tests.shapes import check_fields

LANES = 12


def orders(*changes: Change) -> Orders:
    """Return the orders of the first step under some changes of the duel."""
    model = harness.duel()
    course, wrong = course_of(model.scenario, model.template, changes)
    assert not wrong
    return jax.tree.map(lambda array: jnp.asarray(array[0]), course.orders)


START = harness.duel().scenario.start


def test_orders_have_the_shapes_they_declare():
    check_fields(orders())
    for shift in orders().shifts.values():
        check_fields(shift)


def test_without_orders_world_and_state_are_the_same_to_the_bit():
    start = random_case(lanes=LANES)
    world, state = world_under(orders(), start.world), state_under(orders(), start.state)
    same = [
        jax.tree.map(np.array_equal, one, other)
        for one, other in ((world, start.world), (state, start.state))
    ]
    assert all(jax.tree.leaves(same))


def test_quantities_are_moved_in_the_world():
    start = random_case(lanes=LANES)
    told = orders(
        Change("embargo.enforcement", "set", 0.9, START),
        Change("war.fog", "scale", 0.5, START),
        Change("patrons.envoy.guarantee", "at_least", 0.7, START),
        Change("oil_market.price", "add", 5.0, START),
    )
    world = world_under(told, start.world)
    assert np.allclose(world.embargo.enforcement, 0.9)
    assert np.allclose(world.war.fog, 0.5 * start.world.war.fog)
    assert np.allclose(world.patrons.guarantee[1], 0.7)
    assert np.array_equal(world.patrons.guarantee[0], start.world.patrons.guarantee[0])
    assert np.allclose(world.oil_market.price, start.world.oil_market.price + 5.0)


def test_sums_are_paid_and_taken_but_never_more_than_there_is():
    start = random_case(lanes=LANES).given(
        treasury=40.0, active=lambda x: put(x, (RED, 1.0), (BLUE, 0.0))
    )
    paid = state_under(
        orders(
            Change("factions.red.treasury", "add", 10.0, START),
            Change("factions.blue.treasury", "add", 10.0, START),
        ),
        start.state,
    )
    assert np.allclose(paid.treasury[RED], 50.0)
    assert np.allclose(paid.earned[RED] - start.state.earned[RED], 10.0)
    assert np.allclose(paid.treasury[BLUE], 40.0)  # it has ceased to exist
    taken = state_under(orders(Change("factions.red.treasury", "add", -100.0, START)), start.state)
    assert np.allclose(taken.treasury[RED], 0.0)
    assert np.allclose(taken.earned[RED] - start.state.earned[RED], -40.0)


def test_a_waived_condition_concerns_nobody():
    told = orders(Change("patrons.north.conditions.oil-return.waived", "enable", True))
    before, after = (
        random_case(lanes=LANES).world,
        world_under(told, random_case(lanes=LANES).world),
    )
    row = 1
    assert (after.conditions.faction[row] == 0).all()
    others = np.delete(np.arange(len(before.conditions.faction)), row)
    assert np.array_equal(after.conditions.faction[others], before.conditions.faction[others])


def test_patronage_agrees_with_its_twin_under_orders():
    world, parameters = harness.worlds(harness.duel(), LANES)
    rng = np.random.default_rng(5)
    shape = world.patrons.least.shape
    least = rng.integers(0, 4, shape).astype(float)
    most = np.maximum(least, rng.integers(2, 7, shape))
    bound = replace(world.patrons, least=jnp.asarray(least), most=jnp.asarray(most))
    world = replace(world, patrons=bound)
    state, luck = harness.random_state(world, 3), harness.random_luck(world, 4)
    after = harness.run("patronage", world, state, parameters, luck, harness.clock(world, state))
    for i in range(LANES):
        expected = patronage(
            harness.plain(world, i),
            harness.plain_of(state, i),
            harness.plain_of(parameters["patronage"], i),
            harness.plain_of(luck, i),
            7.0,
        )
        harness.assert_agree(after, i, expected, state)
    assert (np.asarray(after.commitment) >= least).all()
    assert (np.asarray(after.commitment) <= most).all()


def test_help_flows_as_if_the_patron_had_chosen_it():
    """A patron forced to a rung sends, and alarms, what one that climbs there does."""
    quiet = random_case(lanes=LANES).given(active=1.0).lucky(patron_when=1.0)  # nobody reconsiders
    told = orders(Change("patrons.north.commitment.red", "set", "air_strikes", START))
    forced = replace(quiet, world=world_under(told, quiet.world)).after("patronage")
    there = quiet.given(commitment=lambda x: put(x, ((NORTH, RED), AIR_STRIKES)))
    chosen = there.after("patronage")
    assert (forced.commitment[NORTH, RED] == AIR_STRIKES).all()
    assert np.array_equal(forced.foreign, chosen.foreign)
    assert (forced.foreign[RED, 3] > 0).all()
    climbs = np.asarray(quiet.state.commitment[NORTH, RED]) < AIR_STRIKES
    assert np.allclose(forced.alarm - quiet.state.alarm, climbs)


def test_what_is_forbidden_ends_at_once_and_its_help_ebbs():
    start = random_case(lanes=LANES).given(active=1.0).lucky(patron_when=1.0)
    start = start.given(commitment=lambda x: put(x, ((NORTH, RED), TROOPS)), foreign=100.0)
    told = orders(Change("patrons.north.commitment.red", "at_most", "money"))
    after = replace(start, world=world_under(told, start.world)).after("patronage")
    assert (after.commitment[NORTH, RED] == MONEY).all()
    assert (after.foreign[RED] < 100.0).all()
