"""Alignment: which places turn without battle, and what becomes of garrisons and opinion.

Bravo lies between red and blue; whether it turns to red is what most tests ask.
"""

import numpy as np

from tests.mechanisms.one_world import (
    ALPHA,
    BLUE,
    BRAVO,
    CEASEFIRE,
    CHARLIE,
    DELTA,
    RED,
    always,
    assert_half_steps_agree,
    case,
    evenly,
    pair,
    put,
    random_case,
    share,
)

YEAR = 365.0


def contested():
    """Return a case in which bravo, held by nobody and without garrison, may turn to red."""
    start = case().given(
        fighters=lambda x: put(x, (BRAVO, 0.0)),
        hold=lambda h: put(h, (BRAVO, 0.2)),
        affinity=lambda a: put(a, (BRAVO, 0.3)),
        treasury=200.0,
    )
    return start.lucky(turning=lambda u: put(u * 0.0 + 1.0, ((BRAVO, RED), evenly(u)[BRAVO, RED])))


def turns(start, place=BRAVO):
    after = start.after("alignment", YEAR)
    return share(after.hold[place, RED] > start.state.hold[place, RED])


def friendly(start, red):
    return start.given(affinity=lambda a: put(a, ((BRAVO, RED), red)))


def guarded(start, fighters):
    return start.given(fighters=lambda x: put(x, ((BRAVO, BLUE), fighters)))


def test_places_with_friendly_people_turn_more():
    assert turns(friendly(contested(), 0.7)) > turns(friendly(contested(), 0.1))


def test_garrisoned_places_turn_less():
    assert turns(guarded(contested(), 2000.0)) < turns(contested())


def test_large_towns_turn_less():
    def with_people(people):
        return contested().where("places", population=lambda n: put(n, (BRAVO, people)))

    assert turns(with_people(2e6)) < turns(with_people(5e4))


def test_momentum_makes_places_turn():
    winning = contested().given(momentum=lambda m: put(m, (RED, 1.0), (BLUE, -1.0)))
    losing = contested().given(momentum=lambda m: put(m, (RED, -1.0), (BLUE, 1.0)))
    assert turns(winning) > turns(contested()) > turns(losing)


def test_the_richer_side_wins_places_over():
    start = contested().tuned("alignment", purse=1.0)
    rich = start.given(treasury=lambda t: put(t, (RED, 2000.0)))
    assert turns(rich) > turns(start)


def test_places_out_of_reach_do_not_turn():
    nobody_near = contested().given(hold=lambda h: put(h, (slice(None), 0.2)))
    assert turns(contested()) > 0.0
    assert turns(nobody_near) == 0.0


def test_few_places_turn_under_a_ceasefire():
    truce = contested().given(phase=lambda p: pair(p, CEASEFIRE))
    assert turns(truce) < turns(contested())


def test_a_turn_hands_control_to_the_newcomer_and_its_garrison_leaves():
    start = guarded(contested(), 500.0).lucky(turning=lambda u: put(u, ((BRAVO, RED), 0.0)))
    after = start.after("alignment")
    assert (after.hold[BRAVO, RED] > start.state.hold[BRAVO, RED]).all()
    assert (after.hold[BRAVO, BLUE] < start.state.hold[BRAVO, BLUE]).all()
    assert (after.fighters[BRAVO, BLUE] < 500.0).all()
    # it falls back on alpha, which blue holds, and not on red's charlie
    assert (after.fighters[ALPHA, BLUE] > start.state.fighters[ALPHA, BLUE]).all()
    assert (after.fighters[CHARLIE, BLUE] == start.state.fighters[CHARLIE, BLUE]).all()


def test_a_garrison_with_nowhere_to_go_is_lost():
    start = guarded(contested(), 500.0).lucky(turning=lambda u: put(u, ((BRAVO, RED), 0.0)))
    start = start.given(hold=lambda h: put(h, ((ALPHA, BLUE), 0.1)))
    after = start.after("alignment")
    left = start.state.fighters[:, BLUE].sum(0) - after.fighters[:, BLUE].sum(0)
    handed = start.parameters["alignment"].handover
    np.testing.assert_allclose(left, 0.0 * left + handed * 500.0)


def test_fighters_are_conserved_and_shares_stay_shares():
    start = random_case().lucky(turning=lambda u: u * 0.01)
    after = start.after("alignment", 60.0)
    assert not np.allclose(after.hold, start.state.hold)
    men = after.fighters.sum(0) + after.deserted
    np.testing.assert_allclose(men, start.state.fighters.sum(0) + start.state.deserted)
    for shares in (after.hold, after.affinity):
        assert (shares >= 0.0).all()
        assert (shares.sum(1) <= 1.0 + 1e-12).all()


def test_shares_stay_shares_when_a_place_turns_to_both_at_once():
    start = contested().lucky(turning=always)
    hold = start.given(fighters=lambda x: put(x, (BRAVO, 10.0))).after("alignment").hold
    assert (hold.sum(1) <= 1.0 + 1e-12).all()
    np.testing.assert_allclose(hold[BRAVO, RED], hold[BRAVO, BLUE])


def test_opinion_follows_success():
    winning = contested().given(momentum=lambda m: put(m, (RED, 1.0), (BLUE, -1.0)))
    after, before = winning.after("alignment"), winning.state
    assert (after.affinity[:, RED] > before.affinity[:, RED]).all()
    assert (after.affinity[:, BLUE] < before.affinity[:, BLUE]).all()
    still = contested().after("alignment").affinity
    np.testing.assert_allclose(still[DELTA], before.affinity[DELTA])


def test_two_half_steps_give_the_same_chance_of_turning_as_one_step():
    start = friendly(contested(), 0.5).tuned("alignment", opportunity=1.0)
    assert_half_steps_agree(
        start, "alignment", lambda after: after.hold[BRAVO, RED] > 0.2, days=120.0
    )
