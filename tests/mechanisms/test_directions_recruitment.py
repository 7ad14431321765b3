"""Who joins, who leaves, and what holds a force together."""

import numpy as np
import pytest

from tests.mechanisms.situation import (
    BLUE,
    BRAVO,
    DELTA,
    RED,
    Situation,
    anywhere,
    below,
    first_day,
    same,
)


@pytest.fixture
def day() -> Situation:
    """Both sides are short of fighters and have money."""
    short = first_day()
    return short.but(fighters=short.state.fighters * 0.2, treasury=1000.0)


def test_unpaid_fighters_desert_and_cohesion_falls(day):
    paid, unpaid = day.after("recruitment"), day.but(treasury=0.0).after("recruitment")
    below(paid.deserted, unpaid.deserted)
    below(unpaid.cohesion, paid.cohesion)


def test_unpaid_forces_recruit_nobody(day):
    same(day.but(treasury=0.0).after("recruitment").recruited, 0.0)


def test_a_force_that_falls_apart_loses_more_fighters(day):
    firm, shaky = (day.but(cohesion=x).after("recruitment") for x in (0.9, 0.2))
    below(firm.deserted, shaky.deserted)


def test_supporters_under_control_bring_recruits_where_they_live(day):
    fewer = day.but(hold=day.state.hold.at[DELTA, RED].mul(0.5)).after("recruitment")
    below(fewer.recruited[RED], day.after("recruitment").recruited[RED])
    same(fewer.recruited[BLUE], day.after("recruitment").recruited[BLUE])
    nobody = day.but(affinity=day.state.affinity.at[BRAVO, RED].set(0.0))
    after = nobody.given("recruitment", desertion=1e-12).after("recruitment")
    same(after.fighters[BRAVO, RED], nobody.state.fighters[BRAVO, RED])
    below(nobody.state.fighters[DELTA, RED], after.fighters[DELTA, RED])


def test_people_who_fled_do_not_enlist(day):
    fled = day.but(away=day.world.places.population * 0.6).after("recruitment")
    below(fled.recruited, day.after("recruitment").recruited)


def test_a_force_at_its_ceiling_recruits_nobody(day):
    full = day.but(fighters=1e6, treasury=1e6)
    same(full.after("recruitment").recruited, 0.0)


def test_a_faction_that_is_gone_recruits_nobody(day):
    same(day.but(active=0.0).after("recruitment").recruited, 0.0)


def test_captures_lift_cohesion_and_losses_lower_it(day):
    lost, won = (day.but(momentum=x).after("recruitment") for x in (-1.0, 1.0))
    below(lost.cohesion, won.cohesion)


@pytest.mark.parametrize("days", [1.0, 7.0, 60.0])
def test_the_account_of_fighters_closes_in_every_place_and_none_is_negative(days):
    start = anywhere()
    after = start.after("recruitment", days=days)
    gained = after.recruited - start.state.recruited
    lost = after.deserted - start.state.deserted
    same(after.fighters.sum(0) - start.state.fighters.sum(0), gained - lost)
    assert (after.fighters >= 0.0).all()
    assert (gained >= 0.0).all()
    assert (lost >= 0.0).all()


def test_wages_leave_the_treasury_for_the_account_of_what_is_spent():
    start = anywhere()
    after = start.after("recruitment")
    same(start.state.treasury - after.treasury, after.spent - start.state.spent)
    assert (after.treasury >= 0.0).all()


def test_cohesion_stays_a_share_whatever_the_momentum():
    for momentum in (-9.0, 9.0):
        after = anywhere().but(momentum=momentum, treasury=0.0).after("recruitment", days=365.0)
        below(0.0, after.cohesion)
        assert (after.cohesion <= 1.0).all()


def test_paid_forces_change_as_much_in_two_short_steps_as_in_a_long_one(day):
    once, half = (day.after("recruitment", days=x) for x in (7.0, 3.5))
    halfway = {n: getattr(half, n) for n in ("fighters", "recruited", "deserted", "cohesion")}
    twice = day.but(**halfway).after("recruitment", days=3.5)
    for name in ("fighters", "recruited", "cohesion"):
        np.testing.assert_allclose(getattr(twice, name), getattr(once, name), rtol=0.01, atol=0.01)
