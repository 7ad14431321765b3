"""Exhaustion: when wars run out, what that stops, and when they flare up again."""

import math

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.stats import norm

from contingent.world.strength import hostility
from tests.mechanisms.one_world import (
    AGREEMENT,
    BLUE,
    CEASEFIRE,
    RED,
    TALKS,
    WAR,
    always,
    assert_half_steps_agree,
    case,
    evenly,
    never,
    pair,
    put,
    share,
)

YEAR = 365.0


def at(phase=WAR, margin=2.0, **state):
    """Return a case with so many years left, at the pace of the calendar."""
    start = case().given(phase=lambda p: pair(p, phase), **state)
    start = start.tuned("exhaustion", margin=margin, balance=0.0, wavers=0.5, rekindling=0.1)
    return start.where("war", tempo=1.0).where("factions", fighters=1000.0)


def runs_out(start, days=YEAR):
    return share(start.lucky(exhaustion_z=0.0, exhaustion=evenly).after("exhaustion", days).ran_out)


def test_a_war_wears_down_while_it_is_fought_and_not_under_a_deal():
    for phase in (WAR, TALKS):
        after = at(phase).lucky(exhaustion_z=0.0, exhaustion=never).after("exhaustion", YEAR)
        assert np.allclose(after.worn, 1.0)
    for phase in (CEASEFIRE, AGREEMENT):
        assert (at(phase).lucky(exhaustion=always).after("exhaustion").worn == 0.0).all()
        assert runs_out(at(phase, margin=0.01)) == 0.0


def test_a_war_of_which_a_side_is_gone_does_not_wear_down():
    alone = at(active=lambda a: put(a, (BLUE, 0.0)))
    assert (alone.after("exhaustion").worn == 0.0).all()


def test_fast_wars_and_wars_with_little_left_run_out_sooner():
    start = at(margin=1.2)
    assert runs_out(start) < runs_out(start.where("war", tempo=1.1)) < 1.0
    assert 0.0 < runs_out(at(margin=1.3)) < runs_out(start)


def test_uneven_wars_run_out_sooner_whichever_side_is_the_stronger():
    def with_armies(red, blue):
        start = at(margin=1.2).tuned("exhaustion", balance=0.2)
        return start.where("factions", fighters=lambda f: put(f, (RED, red), (BLUE, blue)))

    even = runs_out(with_armies(5000.0, 5000.0))
    assert 0.0 < even < runs_out(with_armies(5000.0, 3000.0)) < 1.0
    assert runs_out(with_armies(3000.0, 5000.0)) == runs_out(with_armies(5000.0, 3000.0))


def test_the_age_of_a_war_goes_by_the_calendar():
    for start in (at(WAR).where("war", tempo=3.0), at(AGREEMENT), at(ran_out=1.0)):
        assert np.allclose(start.given(age=2.0).after("exhaustion", YEAR / 2).age, 2.5)


def test_a_war_that_ran_out_is_fought_no_more_than_under_a_ceasefire():
    over, truce = hostility(at(ran_out=1.0).state), hostility(at(CEASEFIRE).state)
    assert (over == truce).all()
    assert (hostility(at().state)[RED, BLUE] > 10.0 * over[RED, BLUE]).all()
    attacking = at(effort=1.0)
    assert (attacking.after("posture").effort > 0.0).any()
    assert (attacking.given(ran_out=1.0).after("posture").effort == 0.0).all()
    fought, over = (x.after("combat").killed.sum() for x in (at(), at(ran_out=1.0)))
    assert over < 0.1 * fought


def test_a_war_that_ran_out_flares_up_again_with_all_its_margin():
    over = at(margin=2.0, ran_out=1.0, worn=2.0)
    waits = over.lucky(exhaustion=never).after("exhaustion")
    assert (waits.ran_out == 1.0).all()
    assert (waits.worn == 2.0).all()
    flares = over.lucky(exhaustion=always).after("exhaustion")
    assert (flares.ran_out == 0.0).all()
    assert (flares.worn == 0.0).all()

    def flared(after):
        return after.ran_out == 0.0

    assert_half_steps_agree(over.lucky(exhaustion=evenly), "exhaustion", flared, days=YEAR)


def test_the_beaten_who_return_bring_the_war_back():
    won = at(ran_out=1.0, worn=2.0).lucky(relapse=always)
    won = won.given(holder=lambda h: jnp.where(h == BLUE, RED, h))
    after = won.after("aftermath")
    assert (after.ran_out == 0.0).all()
    assert (after.worn == 0.0).all()
    assert (won.given(ran_out=0.0).lucky(relapse=never).after("aftermath").worn == 2.0).all()


@pytest.mark.parametrize("steps", [2, 8])
def test_known_answer_of_the_first_passage_whatever_the_step(steps):
    """A Brownian motion with drift -1 and spread 1/2 from 1 has reached 0 within a year with the
    chance of the inverse Gaussian distribution."""
    margin, spread = 1.0, 0.5
    exact = norm.cdf((1.0 - margin) / spread) + math.exp(2.0 * margin / spread**2) * norm.cdf(
        (-margin - 1.0) / spread
    )
    found = []
    for seed in range(12):
        rng, now = np.random.default_rng(seed), at(margin=margin)
        for _ in range(steps):
            now = now.lucky(
                exhaustion_z=lambda z, rng=rng: jnp.asarray(rng.normal(size=z.shape)),
                exhaustion=lambda u, rng=rng: jnp.asarray(rng.random(u.shape)),
            ).tuned("exhaustion", rekindling=0.0)
            now = now.then("exhaustion", YEAR / steps)
        found.append(share(now.state.ran_out))
    assert np.mean(found) == pytest.approx(exact, abs=0.03)
