"""Leadership: what a leader's fall costs, and which forces split or dissolve."""

import numpy as np

from tests.mechanisms.one_world import (
    BLUE,
    RED,
    always,
    assert_half_steps_agree,
    case,
    evenly,
    never,
    put,
    random_case,
    share,
)

NOBODY = -1
YEAR = 365.0


def with_cohesion(cohesion):
    start = case().given(cohesion=cohesion).where("factions", leader_hazard=0.1)
    return start.tuned("leadership", coup=1.0, last=0.15, brittle=0.5)


def without_leader(cohesion, **luck):
    return with_cohesion(cohesion).lucky(leader=always, **luck)


def men(state):
    return np.asarray(state.fighters.sum(0))


def test_a_leaders_fall_costs_cohesion():
    start = without_leader(0.8)
    assert (start.after("leadership").cohesion < 0.8).all()
    assert (start.lucky(leader=never).after("leadership").cohesion == 0.8).all()


def test_disunity_raises_the_risk_of_a_fall():
    def falls(cohesion):
        start = with_cohesion(cohesion).lucky(leader=evenly, split=never)
        return share(start.after("leadership", YEAR).cohesion[RED] < cohesion)

    assert falls(0.3) > falls(0.9) > 0.0


def test_brittle_forces_split_and_cohesive_ones_do_not():
    def splits(cohesion):
        start = without_leader(cohesion, split=evenly)
        return share(men(start.after("leadership"))[RED] < men(start.state)[RED])

    assert splits(0.25) > splits(0.4) > 0.0
    assert splits(0.95) == 0.0


def test_a_split_takes_fighters_and_control_but_not_the_faction():
    start = without_leader(0.3, split=always)
    after = start.after("leadership")
    assert (men(after) < men(start.state)).all()
    assert (men(after) > 0.0).all()
    assert (after.hold.sum(1) < start.state.hold.sum(1)).all()
    assert (after.active == 1.0).all()


def test_a_dissolved_faction_holds_nothing():
    start = with_cohesion(lambda c: put(c * 0 + 0.8, (RED, 0.01)))
    start = start.lucky(leader=never, split=always).given(recognition=1.0, effort=1.0, blockade=1.0)
    gone = start.then("leadership").then("holding").state
    for left in (gone.active[RED], gone.hold[:, RED], gone.fighters[:, RED], gone.recognition[RED]):
        assert (left == 0.0).all()
    assert (gone.effort[:, RED] == 0.0).all()
    assert (gone.blockade[RED] == 0.0).all()
    assert (gone.holder != RED).all()
    assert (gone.active[BLUE] == 1.0).all()


def test_only_forces_without_cohesion_dissolve():
    def dissolves(cohesion):
        start = with_cohesion(cohesion).lucky(leader=never, split=evenly)
        return share(start.after("leadership", YEAR).active[RED] == 0.0)

    assert dissolves(0.05) > dissolves(0.12) > 0.0
    assert dissolves(0.2) == 0.0


def test_fighters_are_conserved():
    start = random_case().lucky(leader=lambda u: u * 0.01)
    start = start.given(cohesion=lambda c: c * 0.5)
    after = start.after("leadership", 60.0)
    assert (men(after) < men(start.state)).any()
    np.testing.assert_allclose(
        men(after) + after.deserted, men(start.state) + np.asarray(start.state.deserted)
    )


def test_two_half_steps_give_the_same_chance_as_one_step():
    fall = with_cohesion(0.5).lucky(leader=evenly, split=never)
    assert_half_steps_agree(
        fall, "leadership", lambda after: after.cohesion[RED] < 0.5, days=3 * YEAR
    )
    end = with_cohesion(0.1).lucky(leader=never, split=evenly).tuned("leadership", unravelling=2.0)
    assert_half_steps_agree(end, "leadership", lambda after: after.active[RED] < 0.5, days=YEAR)


def test_plots_succeed_where_the_house_is_divided_and_cost_cohesion_where_they_fail():
    def after(cohesion):
        start = with_cohesion(cohesion).lucky(leader=evenly, split=never)
        start = start.tuned("leadership", coup=50.0, shock=0.5, purge=0.1)
        return np.asarray(start.after("leadership", YEAR).cohesion[RED]) / cohesion

    for cohesion in (0.4, 0.8):
        assert set(np.round(after(cohesion), 3)) == {0.5, 0.9, 1.0}

    def won(cohesion):
        kept = np.round(after(cohesion), 3)
        natural = 1.0 - np.exp(-0.1)
        return (share(kept == 0.5) - natural) / share(kept < 1.0)

    assert won(0.4) > won(0.8)


def test_part_of_the_shock_lasts_when_the_rest_is_forgotten():
    def years_later(lasting):
        fallen = without_leader(0.8, split=never).where("factions", cohesion=0.8)
        now = fallen.tuned("leadership", shock=0.4, lasting=lasting).then("leadership")
        for _ in range(20):
            now = now.then("recruitment", 30.0)
        return np.asarray(now.state.cohesion[RED])

    kept = {lasting: years_later(lasting) for lasting in (0.0, 0.5, 1.0)}
    assert (kept[1.0] < kept[0.5]).all()
    assert (kept[0.5] < kept[0.0]).all()
    never_fell = with_cohesion(0.8).lucky(leader=never, split=never).then("leadership").state.bond
    assert (never_fell == 1.0).all()
