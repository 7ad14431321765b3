"""Perception: fog, fighting and what they do to beliefs."""

import jax.numpy as jnp
import numpy as np

from contingent.world.accounts import STRIKES_OWN
from contingent.world.strength import log_power
from tests.mechanisms.one_world import BLUE, RED, case, put, random_case

FIGHTING = 0.5


def belief_of_red(start, days=7.0):
    return np.asarray(start.after("perception", days).belief[RED, BLUE])


def test_more_fog_widens_beliefs():
    clear, foggy = (case().where("war", fog=fog) for fog in (0.1, 0.5))
    assert belief_of_red(foggy).std() > belief_of_red(clear).std()


def test_fighting_narrows_beliefs():
    start = case().tuned("perception", learning=1.0)
    quiet, fought = (start.given(engaged=engaged) for engaged in (0.0, FIGHTING))
    assert belief_of_red(fought, 1000.0).std() < belief_of_red(quiet, 1000.0).std()


def test_fighting_corrects_a_wrong_belief_sooner():
    wrong = case().given(belief=lambda b: put(b, ((RED, BLUE), b[RED, BLUE] + 3.0)))
    wrong = wrong.lucky(perception_z=0.0)
    quiet, fought = (wrong.given(engaged=engaged) for engaged in (0.0, FIGHTING))
    assert (belief_of_red(fought) < belief_of_red(quiet)).all()


def test_an_optimist_thinks_less_of_its_opponent():
    sober, cheerful = (
        case().where("factions", optimism=lambda o, x=x: put(o, (RED, x))) for x in (0.0, 0.5)
    )
    assert (belief_of_red(cheerful, 100.0) < belief_of_red(sober, 100.0)).all()


def test_each_faction_knows_its_own_power():
    start = random_case()
    belief = start.after("perception").belief
    own = jnp.stack([belief[RED, RED], belief[BLUE, BLUE]])
    np.testing.assert_allclose(own, log_power(start.world, start.state))


def test_aircraft_count_as_far_as_a_base_is_held():
    start = case().given(foreign=0.0, air=0.0)
    flown = start.given(air=lambda a: put(a, (RED, 20.0)))
    shipped = start.given(foreign=lambda x: put(x, ((RED, STRIKES_OWN), 20.0)))

    def red(start, hold):
        state = start.given(hold=hold).state
        return np.asarray(log_power(start.world, state)[RED])

    np.testing.assert_allclose(red(flown, 0.0), red(start, 0.0))
    assert (red(flown, 0.2) > red(start, 0.2)).all()
    assert (red(flown, 0.9) > red(flown, 0.2)).all()
    assert (red(shipped, 0.0) > red(start, 0.0)).all()


def test_two_half_steps_give_the_same_mean_and_spread_as_one_step():
    start = case().given(belief=lambda b: b + 1.0)

    def mean_and_spread(start, days):
        mean = belief_of_red(start.lucky(perception_z=0.0), days)[0]
        return mean, belief_of_red(start.lucky(perception_z=1.0), days)[0] - mean

    mean, spread = mean_and_spread(start, 60.0)
    half = start.lucky(perception_z=0.0).then("perception", 30.0)
    mean_of_two, spread_of_one = mean_and_spread(half, 30.0)
    lucky_half = start.lucky(perception_z=1.0).then("perception", 30.0).lucky(perception_z=0.0)
    carried = belief_of_red(lucky_half, 30.0)[0] - mean_of_two
    np.testing.assert_allclose(mean_of_two, mean)
    np.testing.assert_allclose(spread_of_one**2 + carried**2, spread**2)
