"""Negotiation: when talks open, when they succeed, and when deals break."""

import jax.numpy as jnp
import numpy as np
import pytest

from contingent.mechanisms.negotiation import bargaining_range
from contingent.scenario.vocabulary import CLAUSE_STATES
from tests.mechanisms.one_world import (
    AGREEMENT,
    ALPHA,
    ARMS,
    BLUE,
    CEASEFIRE,
    DIPLOMATIC,
    ENVOY,
    NORTH,
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
    random_case,
    share,
)

NEVER, AGREED, DONE, BROKEN = range(len(CLAUSE_STATES))


def during(phase):
    """Return a case in a phase of talks, with no mediator or guarantor in the room.

    One change a step, unless a test lets a second one follow.
    """
    start = case().given(phase=lambda p: pair(p, phase), commitment=0, effort=0.0)
    start = start.tuned("negotiation", commitment=0.4, information=1.0)
    return start.lucky(talks_when=evenly, talks_again_when=never)


def with_envoy(start):
    return start.given(commitment=lambda c: put(c, ((ENVOY, RED), DIPLOMATIC)))


def reaches(start, *phases, days=60.0):
    phase = np.asarray(start.after("negotiation", days).phase[RED, BLUE])
    return share(np.isin(phase, phases))


def room(start, shift=0.0, guarantee=0.0):
    p = start.parameters["negotiation"]
    zero = start.state.belief * 0.0
    width = bargaining_range(start.world, start.state, p, zero + shift, zero[0, 0] + guarantee)
    return float(width[RED, BLUE, 0])


def hopeful(start, error):
    """Let both sides underrate each other by so much (log power)."""
    return start.given(belief=lambda b: pair(b, b.mean() - error))


def test_a_guarantor_widens_the_bargaining_range():
    assert room(case(), guarantee=0.5) > room(case())


def test_mutual_optimism_closes_the_bargaining_range():
    assert room(hopeful(case(), 1.0)) < room(hopeful(case(), 0.0))


def test_shifting_power_closes_the_bargaining_range():
    assert room(case(), shift=1.0) < room(case())


def test_a_stalemate_widens_the_bargaining_range_and_resolve_narrows_it():
    assert room(case().given(stalemate=1.0)) > room(case().given(stalemate=0.0))
    assert room(case().where("factions", resolve=2.0)) < room(case().where("factions", resolve=1.0))


def test_the_range_is_the_same_from_both_sides():
    start = random_case()
    shift = abs(start.state.trend)
    width = bargaining_range(
        start.world, start.state, start.parameters["negotiation"], shift, start.state.alarm * 0.1
    )
    np.testing.assert_array_equal(width, width.swapaxes(0, 1))


def test_talks_open_under_a_stalemate_and_with_a_mediator():
    start = during(WAR)
    assert reaches(start.given(stalemate=1.0), TALKS) > reaches(start, TALKS)
    assert reaches(with_envoy(start), TALKS) > reaches(start, TALKS)


def test_talks_collapse_sooner_under_an_offensive():
    start = during(TALKS).lucky(talks_what=evenly)
    attacked = start.given(effort=lambda e: put(e, ((ALPHA, RED), 1.0)))
    stay, fight = (x.tuned("negotiation", settlement=0.0) for x in (start, attacked))
    assert reaches(fight, WAR) > reaches(stay, WAR) > 0.0


def test_optimism_and_shifting_power_keep_talks_from_a_deal():
    start = during(TALKS).lucky(talks_what=0.5).tuned("negotiation", collapse=0.0, settlement=3.0)
    deals = reaches(start, CEASEFIRE, AGREEMENT)
    hopes = reaches(hopeful(start, 3.0), CEASEFIRE, AGREEMENT)
    shifting = start.given(trend=lambda t: put(t, ((RED, BLUE), 2.0), ((BLUE, RED), -2.0)))
    assert hopes < reaches(hopeful(start, 0.0), CEASEFIRE, AGREEMENT)
    assert reaches(shifting, CEASEFIRE, AGREEMENT) < deals


@pytest.mark.parametrize("deal", [CEASEFIRE, AGREEMENT])
def test_deals_break_when_power_shifts_from_their_terms(deal):
    start = during(deal).tuned("negotiation", settlement=0.0)
    moved = start.given(
        terms=lambda t: put(t, ((RED, BLUE), t[RED, BLUE] + 1.0), ((BLUE, RED), t[BLUE, RED] - 1.0))
    )
    assert reaches(moved, WAR) > reaches(start, WAR) > 0.0


@pytest.mark.parametrize("deal", [CEASEFIRE, AGREEMENT])
def test_deals_break_less_often_with_a_guarantee(deal):
    start = with_envoy(during(deal).tuned("negotiation", settlement=0.0))
    weak, strong = (start.where("patrons", guarantee=g) for g in (0.0, 0.8))
    assert reaches(strong, WAR) < reaches(weak, WAR)


def test_agreements_break_less_often_than_ceasefires():
    truce, accord = (during(x).tuned("negotiation", settlement=0.0) for x in (CEASEFIRE, AGREEMENT))
    assert reaches(accord, WAR) < reaches(truce, WAR)


def test_terms_are_those_of_the_day_of_signature():
    start = during(TALKS).given(terms=lambda t: t * 0.0 + 9.0)
    start = start.lucky(talks_when=always, talks_what=0.999)
    after = start.after("negotiation")
    assert (after.phase[RED, BLUE] == AGREEMENT).all()
    assert (after.terms[RED, BLUE] == case().state.terms[RED, BLUE]).all()


def test_no_faction_talks_to_itself_and_phases_are_symmetric():
    for seed in range(3):
        start = random_case(seed).lucky(talks_when=always)
        before, phase = start.state.phase, np.asarray(start.after("negotiation").phase)
        assert (phase != before).any()
        np.testing.assert_array_equal(phase, phase.swapaxes(0, 1))
        assert (phase[RED, RED] == WAR).all()
        assert (phase[BLUE, BLUE] == WAR).all()


def test_nobody_talks_to_a_faction_that_is_no_more():
    start = during(WAR).given(active=lambda a: put(a, (BLUE, 0.0))).lucky(talks_when=always)
    assert (start.after("negotiation").phase == WAR).all()


def test_a_war_does_not_end_without_talks():
    assert reaches(during(WAR).lucky(talks_when=always), CEASEFIRE, AGREEMENT) == 0.0


def clauses(start):
    return np.asarray(start.after("negotiation").clause)


def test_terms_are_agreed_at_signature_kept_in_time_and_broken_with_the_deal():
    signing = during(TALKS).given(clause=NEVER).lucky(talks_when=always, talks_what=0.999)
    assert (clauses(signing.lucky(clause=always)) == AGREED).all()
    assert (clauses(signing.lucky(clause=1.0)) == NEVER).all()
    standing = during(AGREEMENT).given(clause=AGREED).lucky(talks_when=1.0)
    assert (clauses(standing.lucky(clause_done=always)) == DONE).all()
    assert (clauses(standing.lucky(clause_done=1.0)) == AGREED).all()
    breaking = standing.lucky(talks_when=always)
    assert (clauses(breaking) == BROKEN).all()
    assert (clauses(breaking.given(clause=DONE)) == DONE).all()


@pytest.mark.parametrize(
    ("phase", "to"), [(WAR, TALKS), (TALKS, WAR), (CEASEFIRE, WAR), (AGREEMENT, WAR)]
)
def test_two_half_steps_give_the_same_chance_of_a_change_as_one_step(phase, to):
    start = during(phase).tuned("negotiation", settlement=0.0, lapsing=0.5)
    # the trend of power moves within the step; here power does not move
    assert_half_steps_agree(
        start, "negotiation", lambda after: after.phase[RED, BLUE] == to, days=120.0
    )


def test_talks_that_open_and_fail_within_a_step_take_their_share_of_time():
    """Known answer: the chain of war and talks alone is in talks after 20 days with a chance of
    0.163; if talks could not fail in the step in which they open, it would be 0.197."""
    opening, failing, days = 4.0 / 365.0, 1.0 / 50.0, 20.0
    start = during(WAR).given(stalemate=0.0)
    start = start.tuned("negotiation", opening=365.0 * opening, collapse=failing, settlement=0.0)
    both = opening + failing
    exact = opening / both * (1.0 - np.exp(-both * days))
    assert reaches(start, TALKS, days=days) - exact > 0.03

    def mixed(again, seed):
        return jnp.asarray(np.random.default_rng(seed).permutation(evenly(again), axis=-1))

    again = [start.lucky(talks_again_when=lambda x, s=s: mixed(x, s)) for s in range(9)]
    assert np.mean([reaches(x, TALKS, days=days) for x in again]) == pytest.approx(exact, abs=0.01)


def test_a_deal_signed_within_a_step_breaks_by_its_own_terms():
    signing = during(TALKS).given(terms=lambda t: t * 0.0 + 9.0)
    signing = signing.lucky(talks_when=always, talks_what=0.0, talks_again_when=evenly)
    standing = during(CEASEFIRE)
    signing, standing = (
        x.tuned("negotiation", collapse=0.0, terms=1e3) for x in (signing, standing)
    )
    assert reaches(signing, WAR) == reaches(standing, WAR) > 0.0


def without_a_place(start):
    return start.given(holder=lambda h: jnp.where(h == BLUE, -1, h))


def almost_without_fighters(start):
    return start.given(fighters=lambda x: put(x, ((slice(None), BLUE), 1.0)))


@pytest.mark.parametrize("beaten", [without_a_place, almost_without_fighters])
def test_nobody_opens_talks_or_signs_with_a_beaten_side_but_talks_with_it_may_fail(beaten):
    opening = during(WAR).lucky(talks_when=always)
    assert reaches(opening, TALKS) == 1.0
    assert reaches(beaten(opening), TALKS) == 0.0
    signing = during(TALKS).lucky(talks_when=always, talks_what=0.999)
    assert reaches(signing, CEASEFIRE, AGREEMENT) == 1.0
    assert reaches(beaten(signing), WAR) == 1.0


def settled(start, **parameters):
    tuned = start.lucky(talks_what=0.999, talks_when=evenly).tuned("negotiation", **parameters)
    return reaches(tuned, CEASEFIRE, AGREEMENT, days=20.0)


def test_equals_settle_sooner_and_long_wars_and_mediated_ones_too():
    start = during(TALKS).tuned("negotiation", settlement=0.3, mediated=3.0, collapse=0.0)
    start = start.tuned("negotiation", commitment=0.0, information=0.0)
    uneven = start.where("factions", quality=lambda q: put(q, (RED, 3.0)))
    assert 0.0 < settled(uneven, parity=0.6) < settled(start, parity=0.6)
    assert settled(uneven, parity=0.0) == settled(start, parity=0.0)
    assert settled(start.given(age=10.0), learning=0.3) > settled(start, learning=0.3)
    assert settled(with_envoy(start)) > settled(start)
    helped = start.given(commitment=lambda c: put(c, ((NORTH, RED), ARMS)))
    assert settled(helped, pressed=2.0) > settled(start, pressed=2.0)
    assert settled(helped, pressed=1.0) == settled(start, pressed=1.0)


def test_how_often_talks_open_does_not_decide_how_often_wars_are_settled():
    """The fitted hazard counts years of war, and talks take their share of them."""
    failing, rates = 0.002, []
    for opening in (8.0, 0.8):
        start = during(TALKS).given(stalemate=0.0)
        start = start.tuned("negotiation", opening=opening, settlement=1.0, collapse=failing)
        # any change is a deal here or a collapse; its chance is that of both hazards together
        change = reaches(start.lucky(talks_what=evenly), WAR, CEASEFIRE, AGREEMENT, days=20.0)
        in_talks = -np.log1p(-change) / 20.0 - failing
        rates.append(in_talks * opening / (opening + 365.0 * failing))
    assert rates[0] == pytest.approx(rates[1], rel=0.1)
