"""What odds, ground, aircraft and empty streets do to men and places."""

import jax.numpy as jnp
import numpy as np
import pytest

from contingent.world.state import State
from tests.mechanisms.situation import (
    ALPHA,
    BLUE,
    BRAVO,
    CEASEFIRE,
    CHARLIE,
    DELTA,
    RED,
    Situation,
    anywhere,
    below,
    first_day,
    many_runs,
    reshuffled,
    same,
)

URBAN, PLAIN = range(2)
SQUARE_LAW, LOGARITHMIC_LAW = 1.0, 0.0
PEOPLE_TAKE_UP_NO_ARMS = {"home_guard": 0.0}


def only(day: Situation, place: int, red: float, blue: float) -> Situation:
    """Put all fighters into one place that both sides half hold."""
    fighters = jnp.zeros_like(day.state.fighters)
    fighters = fighters.at[place, RED].set(red).at[place, BLUE].set(blue)
    return day.but(fighters=fighters, hold=day.state.hold.at[place].set(0.5))


def pushed(day: Situation, place: int, faction: int) -> Situation:
    """Make a place the one main effort of the country."""
    return day.but(effort=jnp.zeros_like(day.state.effort).at[place, faction].set(1.0))


@pytest.fixture
def battle() -> Situation:
    """Three thousand on each side fight for the pass, and nobody is lucky or walks in."""
    even = only(first_day(), BRAVO, 3000.0, 3000.0).given("combat", takeover=0.0, patrol=0.0)
    return pushed(even, BRAVO, RED)


def reinforced(battle: Situation, faction: int, factor: float) -> Situation:
    return battle.but(fighters=battle.state.fighters.at[:, faction].mul(factor))


def loss_share(after: State, before: Situation, faction: int):
    """Return the share of a force killed or wounded for good."""
    return after.fallen[faction] / before.state.fighters[:, faction].sum(0)


def test_more_power_gains_control_and_loses_fewer_men_under_the_square_law(battle):
    even = battle.given("combat", law=SQUARE_LAW, panic=0.0)
    strong = reinforced(even, RED, 3.0)
    before, after = even.after("combat"), strong.after("combat")
    below(before.hold[BRAVO, RED], after.hold[BRAVO, RED])
    below(loss_share(after, strong, RED), loss_share(before, even, RED))
    below(after.fighters[BRAVO, BLUE], before.fighters[BRAVO, BLUE])


def test_the_better_the_odds_the_more_the_law_matters(battle):
    strong = reinforced(battle, RED, 3.0).given("combat", panic=0.0)
    square = strong.given("combat", law=SQUARE_LAW).after("combat")
    logarithmic = strong.given("combat", law=LOGARITHMIC_LAW).after("combat")
    below(loss_share(square, strong, RED), loss_share(logarithmic, strong, RED))
    below(loss_share(logarithmic, strong, BLUE), loss_share(square, strong, BLUE))


def test_what_one_side_gains_the_other_loses(battle):
    lucky = battle.with_luck(drift_z=battle.luck.drift_z.at[BRAVO, RED].set(2.0))
    after = lucky.given("combat", panic=0.0).after("combat")
    same(after.hold[BRAVO].sum(0), 1.0)
    even = battle.given("combat", panic=0.0).after("combat")
    below(even.hold[BRAVO, RED], after.hold[BRAVO, RED])
    below(after.hold[BRAVO, BLUE], even.hold[BRAVO, BLUE])


def test_nobody_falls_where_forces_do_not_meet():
    fighters = jnp.zeros_like(first_day().state.fighters)
    fighters = fighters.at[DELTA, RED].set(5000.0).at[ALPHA, BLUE].set(5000.0)
    apart = first_day().but(fighters=fighters, effort=1.0, affinity=0.0)
    after = apart.after("combat")
    same(after.fighters, fighters)
    for nothing in (after.engaged, after.killed, after.fallen):
        same(nothing, 0.0)
    for kept in ("materiel", "air", "cohesion"):
        same(getattr(after, kept), getattr(apart.state, kept))


def test_a_front_that_nobody_pushes_is_quieter_than_one_under_attack(battle):
    calm = battle.but(effort=0.0).after("combat")
    below(0.0, calm.killed[BRAVO])
    below(calm.killed[BRAVO], battle.after("combat").killed[BRAVO])


def test_a_ceasefire_all_but_ends_the_killing(battle):
    war, truce = battle.after("combat"), battle.but(phase=CEASEFIRE).after("combat")
    below(truce.killed[BRAVO], 0.1 * war.killed[BRAVO])


def test_an_undefended_place_under_effort_is_occupied_within_weeks():
    day = only(first_day(), BRAVO, 3000.0, 0.0).where("war", **PEOPLE_TAKE_UP_NO_ARMS)
    empty = day.but(hold=day.state.hold.at[BRAVO, RED].set(0.0).at[BRAVO, BLUE].set(0.9))
    attacked = pushed(empty, BRAVO, RED).after("combat", days=60.0)
    below(0.6, attacked.hold[BRAVO, RED])
    below(attacked.hold[BRAVO, BLUE], 0.4)
    same(attacked.killed, 0.0)
    passed_by = empty.but(effort=0.0).after("combat", days=60.0)
    below(passed_by.hold[BRAVO, RED], attacked.hold[BRAVO, RED])


def test_a_handful_does_not_walk_into_a_garrisoned_place():
    day = only(first_day(), BRAVO, 100.0, 5000.0)
    held = day.but(hold=day.state.hold.at[BRAVO, RED].set(0.0).at[BRAVO, BLUE].set(0.9))
    after = pushed(held, BRAVO, RED).after("combat")
    below(after.hold[BRAVO, RED], 0.05)


def test_people_who_take_up_arms_hold_up_an_occupation():
    empty = pushed(only(first_day(), ALPHA, 3000.0, 0.0), ALPHA, RED)
    empty = empty.but(affinity=empty.state.affinity.at[ALPHA, BLUE].set(1.0))
    armed, meek = (empty.where("war", home_guard=x).after("combat") for x in (0.005, 0.0))
    below(armed.hold[ALPHA, RED], meek.hold[ALPHA, RED])


def test_towns_protect_those_who_hold_them():
    terrain = first_day().world.places.terrain
    attack = pushed(only(first_day(), BRAVO, 3000.0, 3000.0), BRAVO, RED)
    attack = attack.but(hold=attack.state.hold.at[BRAVO, RED].set(0.1).at[BRAVO, BLUE].set(0.9))
    attack = attack.given("combat", law=SQUARE_LAW, panic=0.0)

    def after_on(ground: int) -> State:
        changed = terrain.at[BRAVO].set(0.0).at[BRAVO, ground].set(1.0)
        return attack.where("places", terrain=changed).after("combat")

    town, plain = after_on(URBAN), after_on(PLAIN)
    below(plain.hold[BRAVO, BLUE], town.hold[BRAVO, BLUE])
    below(plain.fighters[BRAVO, BLUE], town.fighters[BRAVO, BLUE])
    below(town.fighters[BRAVO, RED], plain.fighters[BRAVO, RED])


def test_large_towns_change_hands_more_slowly(battle):
    def gain(people: float):
        population = battle.world.places.population.at[BRAVO].set(people)
        strong = reinforced(battle, RED, 3.0).where("war", home_guard=0.0)
        return strong.where("places", population=population).after("combat").hold[BRAVO, RED]

    below(gain(2e6), gain(5e4))


def test_a_beaten_garrison_falls_back_next_door_or_disperses(battle):
    rout = reinforced(battle, BLUE, 0.02).given("combat", panic=1.0, breaking=0.6)
    no_refuge = rout.state.hold.at[:, BLUE].set(0.0)
    next_door = rout.but(hold=no_refuge.at[ALPHA, BLUE].set(0.9)).after("combat")
    nowhere = rout.but(hold=no_refuge).after("combat")
    below(0.0, next_door.fighters[ALPHA, BLUE])
    same(nowhere.fighters[jnp.array([ALPHA, CHARLIE, DELTA]), BLUE], 0.0)
    below(next_door.fallen[BLUE], nowhere.fallen[BLUE])


def test_a_garrison_at_even_odds_does_not_break(battle):
    timid, cool = (battle.given("combat", panic=x).after("combat") for x in (1.0, 0.0))
    same(timid.fighters, cool.fighters)


@pytest.mark.parametrize("days", [1.0, 7.0, 60.0])
def test_every_fighter_is_still_there_or_in_the_account_of_the_fallen(days):
    start = anywhere()
    after = start.after("combat", days=days)
    gone = after.fallen - start.state.fallen
    same(after.fighters.sum(0) + gone, start.state.fighters.sum(0))
    assert (after.fighters >= 0.0).all()
    assert (gone >= 0.0).all()


@pytest.mark.parametrize("days", [1.0, 7.0, 60.0])
def test_shares_of_control_stay_shares(days):
    hold = anywhere().after("combat", days=days).hold
    assert (hold >= 0.0).all()
    assert (hold.sum(1) <= 1.0 + 1e-9).all()


def test_fewer_are_killed_than_are_lost_to_their_force():
    start = anywhere().given("combat", panic=0.0)
    after = start.after("combat")
    assert (after.killed.sum(0) <= (after.fallen - start.state.fallen).sum(0)).all()


def test_aircraft_help_those_below_and_air_defence_blunts_them(battle):
    def gain(air: float, enemy_air_defence: float):
        at_base = battle.state.hold.at[DELTA, RED].set(0.95)
        sky = battle.but(
            hold=at_base,
            air=battle.state.air.at[RED].set(air),
            air_defence=battle.state.air_defence.at[BLUE].set(enemy_air_defence),
        )
        return sky.after("combat").hold[BRAVO, RED]

    below(gain(0.0, 0.0), gain(20.0, 0.0))
    below(gain(20.0, 30.0), gain(20.0, 0.0))


def test_aircraft_are_lost_to_air_defence_in_battle_and_only_there(battle):
    armed = battle.but(air=10.0, air_defence=battle.state.air_defence.at[BLUE].set(10.0))
    unopposed = armed.but(air_defence=0.0)
    below(armed.after("combat").air[RED], 10.0)
    same(unopposed.after("combat").air, 10.0)
    peaceful = only(armed, BRAVO, 3000.0, 0.0).but(affinity=0.0)
    same(peaceful.after("combat").air, 10.0)


def test_losses_wear_down_cohesion_and_battle_burns_materiel(battle):
    after = battle.after("combat")
    below(after.cohesion, battle.state.cohesion)
    below(after.materiel, battle.state.materiel)
    below(0.0, after.materiel)


def test_a_war_of_higher_tempo_kills_and_moves_more(battle):
    strong = reinforced(battle, RED, 3.0)
    slow, fast = (strong.where("war", tempo=x).after("combat") for x in (0.5, 2.0))
    below(slow.killed[BRAVO], fast.killed[BRAVO])
    below(slow.hold[BRAVO, RED], fast.hold[BRAVO, RED])


RUNS = 4000


def fought(steps: int, days: float = 14.0) -> State:
    """Fight for the pass in many runs, in so many steps."""
    runs = many_runs(RUNS).given("combat", dispersion=0.6)
    now = pushed(only(runs, BRAVO, 3000.0, 4000.0), BRAVO, RED)
    for step in range(steps):
        state = reshuffled(now, 10 * steps + step).after("combat", days=days / steps)
        now = Situation(now.world, now.parameters, state, now.luck)
        now = reshuffled(now, 10 * steps + step + 1)
    return now.state


def test_halving_the_step_twice_changes_neither_the_mean_nor_the_spread_of_losses():
    for_one, for_four = (np.asarray(fought(steps).fallen) for steps in (2, 8))
    error = np.hypot(for_one.std(1), for_four.std(1)) / np.sqrt(RUNS)
    difference = np.abs(for_one.mean(1) - for_four.mean(1))
    assert (difference < 4.0 * error + 0.02 * for_one.mean(1)).all()
    np.testing.assert_allclose(for_four.std(1), for_one.std(1), rtol=0.15)


def test_halving_the_step_twice_changes_neither_the_mean_nor_the_spread_of_control():
    for_one, for_four = (np.asarray(fought(steps).hold[BRAVO]) for steps in (2, 8))
    error = np.hypot(for_one.std(1), for_four.std(1)) / np.sqrt(RUNS)
    assert (np.abs(for_one.mean(1) - for_four.mean(1)) < 4.0 * error + 0.01).all()
    np.testing.assert_allclose(for_four.std(1), for_one.std(1), rtol=0.1)
