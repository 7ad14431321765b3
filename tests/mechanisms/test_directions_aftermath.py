"""Aftermath: victors consolidate, and the beaten come back where people side with them."""

import numpy as np

from tests.mechanisms.one_world import (
    ALPHA,
    BLUE,
    RED,
    always,
    assert_half_steps_agree,
    case,
    evenly,
    put,
    random_case,
    share,
)

YEAR = 365.0


def red_has_won(siding_with_blue=0.4):
    """Return a case in which red holds every place and blue is left with its people."""
    start = case().given(
        holder=RED,
        hold=lambda h: put(h, ((slice(None), RED), 0.9), ((slice(None), BLUE), 0.0)),
        fighters=lambda x: put(x, ((slice(None), BLUE), 0.0)),
        affinity=lambda a: put(
            a, ((slice(None), RED), 0.3), ((slice(None), BLUE), siding_with_blue)
        ),
    )
    return start.lucky(relapse=evenly)


def returns(start, faction=BLUE, days=YEAR):
    after = start.after("aftermath", days)
    return share(after.fighters[:, faction].sum(0) > start.state.fighters[:, faction].sum(0))


def test_the_beaten_come_back_only_with_sympathisers():
    assert returns(red_has_won(0.5)) > returns(red_has_won(0.1)) > 0.0
    assert returns(red_has_won(0.0)) == 0.0


def test_nobody_returns_who_is_not_beaten():
    assert returns(case().lucky(relapse=always)) == 0.0
    assert returns(red_has_won().lucky(relapse=always), RED) == 0.0


def test_a_faction_that_is_no_more_does_not_return():
    gone = red_has_won().given(active=lambda a: put(a, (BLUE, 0.0)))
    assert returns(gone.lucky(relapse=always)) == 0.0


def test_a_return_brings_fighters_and_contests_control():
    start = red_has_won().lucky(relapse=always)
    after = start.after("aftermath")
    assert (after.fighters[:, BLUE] > 0.0).all()
    assert (after.hold[:, BLUE] > 0.0).all()
    assert (after.hold[:, RED] < start.state.hold[:, RED]).all()


def test_insurgents_rise_where_people_side_with_them():
    start = red_has_won(0.1).lucky(relapse=always)
    start = start.given(affinity=lambda a: put(a, ((ALPHA, BLUE), 0.6)))
    per_person = start.after("aftermath").fighters[:, BLUE] / start.world.places.population
    assert (per_person[ALPHA] > per_person[1:]).all()


def test_consolidation_turns_people_to_the_victor():
    start = red_has_won()
    after = start.after("aftermath")
    assert (after.affinity[:, RED] > start.state.affinity[:, RED]).all()
    assert (after.affinity[:, BLUE] < start.state.affinity[:, BLUE]).all()


def test_opinion_stays_while_the_war_is_undecided():
    start = case()
    np.testing.assert_array_equal(start.after("aftermath").affinity, start.state.affinity)


def test_people_come_round_at_the_same_pace_in_two_half_steps():
    start = red_has_won().lucky(relapse=1.0)
    one = start.after("aftermath", 60.0).affinity
    two = start.then("aftermath", 30.0).after("aftermath", 30.0).affinity
    np.testing.assert_allclose(two, one)


def test_shares_stay_shares_and_insurgents_are_counted():
    start = random_case()
    start = start.given(fighters=lambda x: put(x, ((slice(None), BLUE), 0.0)), active=1.0)
    start = start.lucky(relapse=always)
    after = start.after("aftermath")
    for shares in (after.hold, after.affinity):
        assert (shares >= 0.0).all()
        assert (shares.sum(1) <= 1.0 + 1e-12).all()
    came = after.fighters.sum(0) - start.state.fighters.sum(0)
    assert (came > 0.0).any()
    np.testing.assert_allclose(came, after.recruited - start.state.recruited)


def test_two_half_steps_give_the_same_chance_as_one_step():
    start = red_has_won().tuned("aftermath", relapse=0.12)
    assert_half_steps_agree(
        start, "aftermath", lambda after: after.fighters[:, BLUE].sum(0) > 0.0, days=3 * YEAR
    )
