"""Patronage: what makes a patron climb, stay or step down. Here the north backs red."""

import jax.numpy as jnp
import numpy as np
import pytest

from contingent.world.state import initial_state
from contingent.world.strength import log_power
from tests.mechanisms.one_world import (
    ADVISERS,
    AGREEMENT,
    AIR_STRIKES,
    ARMS,
    BLUE,
    DIPLOMATIC,
    ENVOY,
    MONEY,
    NONE,
    NORTH,
    RED,
    TROOPS,
    always,
    assert_half_steps_agree,
    case,
    evenly,
    never,
    pair,
    put,
    random_case,
    share,
)


def reviewing(rung=ARMS, **parameters):
    """Return a case in which the north stands on a rung for red and reconsiders now."""
    start = case().given(commitment=lambda c: put(c * 0, ((NORTH, RED), rung)))
    start = start.lucky(patron_when=always, patron_move=evenly)
    return start.tuned("patronage", rationality=0.5, **parameters)


def stake(start, points, faction=RED):
    return start.where("patrons", stake=lambda x: put(x, ((NORTH, faction), points)))


def rung(start, patron=NORTH, faction=RED):
    return start.after("patronage").commitment[patron, faction]


def climbs(start, patron=NORTH, faction=RED):
    before = start.state.commitment[patron, faction]
    return share(rung(start, patron, faction) > before)


def descends(start):
    return share(rung(start) < start.state.commitment[NORTH, RED])


def seen_as(start, red):
    """Let both sides think red this much stronger than blue (log ratio)."""
    return start.given(belief=lambda b: put(b * 0.0 + 9.0, ((slice(None), RED), 9.0 + red)))


def test_a_higher_stake_climbs_more_often():
    assert climbs(stake(reviewing(), 10.0)) > climbs(stake(reviewing(), 2.0))


def test_a_higher_cost_of_the_next_rung_climbs_less_often():
    start = reviewing()
    dear = start.where(
        "patrons", cost=lambda c: put(c, ((NORTH, ADVISERS), c[NORTH, ADVISERS] + 2))
    )
    assert climbs(dear) < climbs(start)


def test_it_takes_one_side_where_it_looks_first_unless_it_hedges():
    start = stake(stake(reviewing(DIPLOMATIC), 10.0), 10.0, BLUE)
    start = start.given(commitment=lambda c: put(c * 0, ((NORTH, slice(None)), DIPLOMATIC)))
    start = start.lucky(patron_when=lambda u: put(u * 0 + 1e-3, ((NORTH, RED), 1e-4)))
    start = start.lucky(patron_move=never).tuned("patronage", rationality=0.0, caprice=0.0)
    one = start.after("patronage").commitment[NORTH]
    both = start.where("patrons", hedges=1.0).after("patronage").commitment[NORTH]
    assert (both == MONEY).all()
    assert (one[RED] == MONEY).all()
    assert (one[BLUE] == DIPLOMATIC).all()


def test_it_climbs_less_often_where_it_has_nothing_to_send():
    start = stake(reviewing(), 10.0)
    assert climbs(start.where("patrons", men=0.0)) < climbs(start)


def test_a_rival_committed_on_the_other_side_deters():
    start = reviewing().where("patrons", rivals=lambda r: put(r, ((NORTH, ENVOY), 1.0)))
    rival = start.given(commitment=lambda c: put(c, ((ENVOY, BLUE), AIR_STRIKES)))
    beside = start.given(commitment=lambda c: put(c, ((ENVOY, RED), AIR_STRIKES)))
    assert climbs(rival) < climbs(start)
    assert climbs(beside) == climbs(start)


def test_missing_allies_keep_it_from_air_strikes_but_not_from_less():
    for at, kept_away in ((ADVISERS, True), (ARMS, False)):
        alone = reviewing(at)
        wanting = alone.where("patrons", allies_needed=2.0)
        assert (climbs(wanting) < climbs(alone)) == kept_away


def test_an_ally_in_deeds_makes_good_for_missing_allies():
    wanting = reviewing(ADVISERS).where("patrons", allies_needed=1.0)
    wanting = wanting.where("patrons", allies=lambda a: put(a, ((NORTH, ENVOY), 1.0)))
    helped = wanting.given(commitment=lambda c: put(c, ((ENVOY, RED), MONEY)))
    assert climbs(helped) > climbs(wanting)


def no_oil_for_help(start):
    """Break what the north requires of red from arms on."""
    return start.where("factions", offers=0.0)


def test_a_required_condition_that_breaks_makes_it_step_down():
    assert descends(no_oil_for_help(reviewing(ARMS))) == 1.0


def test_it_cannot_climb_past_a_broken_required_condition():
    assert climbs(reviewing(MONEY)) > 0.0
    assert climbs(no_oil_for_help(reviewing(MONEY))) == 0.0


@pytest.mark.parametrize("at", [ADVISERS, AIR_STRIKES, TROOPS])
def test_it_steps_down_from_far_above_a_broken_required_condition(at):
    assert descends(no_oil_for_help(reviewing(at))) == 1.0


def test_a_broken_condition_makes_the_way_down_free_and_brings_the_review_forward():
    start = no_oil_for_help(reviewing(ARMS, reversal=100.0, breach=3.0))
    assert descends(start) == 1.0
    start = start.lucky(patron_when=evenly)
    patient = start.tuned("patronage", breach=0.0)
    assert descends(start) > descends(patient) > 0.0


def test_a_weighted_condition_tilts_the_choice():
    start = reviewing(ADVISERS)  # it would rather see red at the port before air strikes
    lost = start.given(holder=lambda h: put(h, (slice(None), BLUE)))
    assert climbs(lost) < climbs(start)


def test_face_is_lost_by_climbing_down():
    free, dear = (stake(reviewing(ARMS, reversal=x), -2.0) for x in (0.0, 3.0))
    assert descends(dear) < descends(free)


def test_a_mediator_never_passes_diplomatic():
    keen = reviewing(NONE).where("patrons", stake=50.0, cash=100.0)
    for at in (NONE, DIPLOMATIC):
        keen = keen.given(commitment=lambda c, at=at: put(c, ((ENVOY, slice(None)), at)))
        assert (keen.after("patronage").commitment[ENVOY] <= DIPLOMATIC).all()
    assert climbs(keen, NORTH) > 0.0


def test_it_backs_one_side_unless_it_hedges():
    start = stake(reviewing(ARMS), 20.0, BLUE)
    start = start.given(commitment=lambda c: put(c, ((NORTH, BLUE), DIPLOMATIC)))
    assert climbs(start, faction=BLUE) == 0.0
    assert climbs(start.where("patrons", hedges=1.0), faction=BLUE) > 0.0


def test_it_moves_one_rung_at_a_time_and_stays_on_the_ladder():
    start = random_case().lucky(patron_when=always)
    before, after = start.state.commitment, start.after("patronage").commitment
    assert (jnp.abs(after - before) <= 1).all()
    assert ((after >= NONE) & (after <= TROOPS)).all()


def test_a_deal_lowers_the_need_for_help():
    start = stake(reviewing(), 10.0)
    assert climbs(start.given(phase=lambda p: pair(p, AGREEMENT))) < climbs(start)


def test_alarm_brings_the_review_forward():
    start = no_oil_for_help(reviewing(ARMS)).lucky(patron_when=evenly)
    assert descends(start.given(alarm=2.0)) > descends(start.given(alarm=0.0))


def test_a_military_climb_alarms_and_a_diplomatic_one_does_not():
    for at, alarms in ((ARMS, True), (NONE, False)):
        start = stake(reviewing(at), 50.0).given(alarm=0.0)
        after = start.after("patronage")
        climbed = np.asarray(after.commitment[NORTH, RED] > at)
        assert climbed.any()
        assert ((np.asarray(after.alarm)[climbed] > 0.0) == alarms).all()


def test_help_to_winners_or_help_where_it_decides():
    start = stake(reviewing(), 10.0)
    winners = start.tuned("patronage", bandwagon=1.0)
    assert climbs(seen_as(winners, 2.0)) > climbs(seen_as(winners, -2.0))
    deciding = start.tuned("patronage", bandwagon=0.0, rescue=0.0)
    assert climbs(seen_as(deciding, 0.0)) > climbs(seen_as(deciding, 3.0))
    rescuers = start.tuned("patronage", bandwagon=0.0, rescue=1.0)
    assert climbs(seen_as(rescuers, -1.0)) > climbs(seen_as(rescuers, 1.0))


def test_words_are_worth_the_same_whatever_the_fortunes_of_the_client():
    start = stake(reviewing(NONE), 5.0)
    assert climbs(seen_as(start, 2.0)) == climbs(seen_as(start, -2.0)) > 0.0


def men_after(start, days):
    after = start.lucky(patron_when=never).after("patronage", days)
    return float(after.foreign[RED, 0, 0])


def test_what_was_promised_arrives_with_a_delay_and_leaves_with_a_delay():
    start = reviewing(ADVISERS)
    promised = float(start.world.patrons.men[NORTH, 0])
    assert 0.0 < men_after(start, 7.0) < men_after(start, 60.0) < promised
    leaving = reviewing(ARMS).given(foreign=lambda f: put(f, ((RED, 0), promised)))
    assert 0.0 < men_after(leaving, 60.0) < men_after(leaving, 7.0) < promised


def test_those_sent_before_the_start_are_there_on_the_first_day():
    start = case().where("patrons", commitment=lambda c: put(c * 0, ((NORTH, RED), TROOPS)))
    first = initial_state(start.world).foreign
    patrons = start.world.patrons
    sent = [patrons.men[NORTH], patrons.troops[NORTH], patrons.strikes[NORTH]]
    assert (patrons.troops[NORTH] > 0.0).all()
    np.testing.assert_allclose([first[RED, 0], first[RED, 1], first[RED, 2:].sum(0)], sent)
    assert (first[BLUE] == 0.0).all()
    settled = reviewing(TROOPS).given(foreign=lambda f: jnp.broadcast_to(first, f.shape))
    later = settled.lucky(patron_when=never).after("patronage", 60.0).foreign
    np.testing.assert_allclose(later, jnp.broadcast_to(first, later.shape))


def test_help_arrives_at_the_same_pace_in_two_half_steps():
    start = reviewing(TROOPS).lucky(patron_when=never)
    one = start.after("patronage", 14.0).foreign
    two = start.then("patronage", 7.0).after("patronage", 7.0).foreign
    np.testing.assert_allclose(two, one)


def test_more_men_raise_the_power_of_the_receiver_alone():
    few, many = (
        reviewing(ADVISERS).where("patrons", men=men).lucky(patron_when=never)
        for men in (10.0, 900.0)
    )
    power_few, power_many = (
        log_power(start.world, start.after("patronage", 60.0)) for start in (few, many)
    )
    assert (power_many[RED] > power_few[RED]).all()
    np.testing.assert_allclose(power_many[BLUE], power_few[BLUE])


def test_nothing_is_sent_to_a_faction_that_is_no_more():
    gone = reviewing(TROOPS).given(active=lambda a: put(a, (RED, 0.0)), foreign=100.0)
    assert (gone.after("patronage").foreign[RED] == 0.0).all()


def test_two_half_steps_give_the_same_chance_of_a_review_as_one_step():
    start = no_oil_for_help(reviewing(ARMS)).lucky(patron_when=evenly)
    assert_half_steps_agree(
        start, "patronage", lambda after: after.commitment[NORTH, RED] < ARMS, days=20.0
    )


def test_open_force_comes_sooner_to_a_side_that_may_invite_it():
    rebel = reviewing(ADVISERS, uninvited=1.0).given(recognition=0.0)
    government = rebel.given(recognition=1.0)
    assert climbs(rebel) < climbs(government)
    # below open force nobody asks who called
    hidden = [
        start.given(commitment=lambda c: put(c * 0, ((NORTH, RED), MONEY)))
        for start in (rebel, government)
    ]
    assert climbs(hidden[0]) == climbs(hidden[1])
