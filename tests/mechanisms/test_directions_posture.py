"""Where sides attack, who shuts the oil, and where the columns go."""

import math

import jax.numpy as jnp
import numpy as np
import pytest

from contingent.world.state import held_by
from contingent.world.strength import log_power
from tests.mechanisms.situation import (
    ALPHA,
    BLUE,
    BRAVO,
    CEASEFIRE,
    CHARLIE,
    DELTA,
    RED,
    TALKS,
    Situation,
    anywhere,
    below,
    first_day,
    many_runs,
    same,
)

NO_WHIM = math.exp(-math.exp(-0.5772156649015329))
"""The uniform number whose Gumbel number is zero."""


@pytest.fixture
def day() -> Situation:
    """Everyone reviews efforts, on merit alone; nobody opens or ends a blockade."""
    luck = {"posture_place": NO_WHIM, "posture_none": NO_WHIM}
    return first_day().with_luck(posture_when=0.0, blockade=1.0, **luck)


def marching(day: Situation) -> Situation:
    """Nobody reviews: fighters march for the efforts as they are."""
    return day.with_luck(posture_when=1.0)


def strength(day: Situation, faction: int, factor: float) -> Situation:
    """Change a side's fighters; the other side knows."""
    changed = day.but(fighters=day.state.fighters.at[:, faction].mul(factor))
    power = log_power(changed.world, changed.state)[None]
    return changed.but(belief=jnp.broadcast_to(power, day.state.belief.shape))


def test_nobody_attacks_a_party_to_a_ceasefire(day):
    truce = day.but(phase=CEASEFIRE, effort=1.0)
    same(truce.after("posture").effort, 0.0)
    same(marching(truce).after("posture").effort, 0.0)


def test_hopeless_odds_mean_no_effort(day):
    hopeless = strength(strength(day.but(effort=0.0), RED, 0.02), BLUE, 20.0)
    same(hopeless.after("posture").effort[:, RED], 0.0)


def test_the_strong_attack(day):
    strong = strength(strength(day, RED, 20.0), BLUE, 0.02)
    below(0.0, strong.after("posture").effort[:, RED].sum(0))


def test_one_who_underrates_the_enemy_attacks_against_the_odds(day):
    weak = strength(strength(day, RED, 0.02), BLUE, 20.0)
    deluded = weak.but(belief=weak.state.belief.at[RED, BLUE].set(0.0))
    below(0.0, deluded.after("posture").effort[:, RED].sum(0))


def test_a_side_makes_at_most_two_main_efforts():
    reviewing = anywhere().with_luck(posture_when=0.0)
    for ambition in (1.0, 50.0):
        keen = reviewing.where("factions", ambition=ambition).after("posture").effort
        assert (keen.sum(0) <= 2.0).all()
    assert (keen.sum(0) == 2.0).any()


def test_a_dearer_second_axis_is_dropped_and_the_first_is_kept(day):
    strong = strength(strength(day, RED, 20.0), BLUE, 0.02).where("factions", ambition=9.0)
    cheap, dear = (strong.given("posture", second=x).after("posture") for x in (0.0, 1e3))
    same(dear.effort[:, RED].sum(0), 1.0)
    assert (dear.effort <= cheap.effort).all()


def test_a_place_that_no_road_from_its_forces_reaches_is_not_attacked(day):
    hold = day.state.hold.at[:, RED].set(0.0).at[DELTA, RED].set(1.0)
    fighters = day.state.fighters.at[:, RED].set(0.0).at[DELTA, RED].set(1e6)
    far = day.but(hold=hold, fighters=fighters).where("factions", ambition=50.0)
    same(far.after("posture").effort[ALPHA, RED], 0.0)


def test_a_place_in_hand_is_not_attacked(day):
    secure = day.but(hold=day.state.hold.at[DELTA, RED].set(0.96), effort=1.0)
    same(secure.after("posture").effort[DELTA, RED], 0.0)


def test_headquarters_that_do_not_review_go_on(day):
    under_way = day.but(effort=jnp.zeros_like(day.state.effort).at[BRAVO, RED].set(1.0))
    same(marching(under_way).after("posture").effort, under_way.state.effort)


def test_open_talks_temper_ambition(day):
    runs = many_runs(4000).with_luck(posture_when=0.0).given("posture", restraint=0.3)
    fighting, talking = runs.after("posture"), runs.but(phase=TALKS).after("posture")
    assert talking.effort[:, RED].sum() < fighting.effort[:, RED].sum()


def test_a_more_ambitious_side_makes_more_efforts():
    runs = many_runs(4000).with_luck(posture_when=0.0)
    modest, keen = (runs.where("factions", ambition=x).after("posture") for x in (0.3, 2.0))
    assert modest.effort.sum() < keen.effort.sum()


def test_a_side_that_wants_nothing_attacks_nobody():
    content = many_runs(4000).with_luck(posture_when=0.0).where("factions", ambition=0.0)
    same(content.but(effort=0.0).after("posture").effort, 0.0)


def test_whim_keeps_a_side_at_home_as_it_sends_it_out():
    """Between n places worth nothing and none at all, each of the n + 1 is taken as often."""
    runs = many_runs(4000).with_luck(posture_when=0.0).but(effort=0.0)
    runs = runs.where("factions", ambition=1.0).given(
        "posture", risk=0.0, people=0.0, oil=0.0, capital=0.0, second=1e3
    )
    hold = jnp.zeros_like(runs.state.hold).at[DELTA, RED].set(1.0)
    fighters = jnp.zeros_like(runs.state.fighters).at[DELTA, RED].set(1e4)
    goes = runs.but(hold=hold, fighters=fighters).after("posture").effort[:, RED].sum(0)
    neighbours = runs.world.graph.adjacent[DELTA].sum()
    # within four standard errors
    expected = neighbours / (neighbours + 1.0)
    assert abs(goes.mean() - expected) < 4.0 * math.sqrt(expected * (1.0 - expected) / 4000)


def test_the_more_staying_at_home_appeals_the_fewer_attack():
    runs = many_runs(4000).with_luck(posture_when=0.0)
    tempting, dull = (runs.with_luck(posture_none=x).after("posture") for x in (0.999, 0.001))
    assert tempting.effort.sum() < dull.effort.sum()


def shut_by(day: Situation, faction: int):
    """Return whether a faction shuts the oil when it may (at a hazard above zero)."""
    return day.with_luck(blockade=1e-9).after("posture").blockade[faction]


def test_who_cannot_sell_but_can_shut_the_oil_may_do_so(day):
    same(shut_by(day, RED), 1.0)


def test_a_recognised_side_never_shuts_its_own_oil(day):
    same(shut_by(day.but(recognition=1.0), RED), 0.0)


def test_a_side_that_holds_nothing_on_the_way_of_the_oil_cannot_shut_it(day):
    for unrecognised in (day.but(recognition=0.0), day.but(recognition=0.0, blockade=1.0)):
        same(shut_by(unrecognised, BLUE), 0.0)


def test_a_blockade_ends_with_the_loss_of_the_places_it_needs(day):
    shut = day.but(blockade=day.state.blockade.at[RED].set(1.0))
    driven_out = shut.but(holder=BLUE)
    same(shut.after("posture").blockade[RED], 1.0)
    same(driven_out.after("posture").blockade, 0.0)


def test_no_blockade_begins_in_peace(day):
    same(shut_by(day.but(phase=CEASEFIRE), RED), 0.0)


@pytest.mark.parametrize("change", ["stalemate", "less oil money", "enemy's oil money"])
def test_blockades_begin_sooner_in_stalemate_and_where_the_enemy_lives_more_on_oil(change):
    runs = many_runs(4000).with_luck(blockade=jnp.linspace(0.0, 0.2, 4000))
    split = runs.world.factions.oil_split
    sooner = {
        "stalemate": runs.but(stalemate=1.0),
        "less oil money": runs.where("factions", oil_split=split.at[RED].mul(0.1)),
        "enemy's oil money": runs.where("factions", oil_split=split.at[BLUE].mul(3.0)),
    }[change]
    begun = [x.after("posture").blockade[RED].sum() for x in (runs, sooner)]
    assert 0.0 < begun[0] < begun[1]


@pytest.mark.parametrize("days", [1.0, 7.0, 90.0])
def test_no_fighter_is_lost_or_won_on_the_march(days):
    start = anywhere()
    after = start.after("posture", days=days)
    same(after.fighters.sum(0), start.state.fighters.sum(0))
    assert (after.fighters >= 0.0).all()


def test_columns_move_toward_an_effort(day):
    day = day.where("war", occupation=0.0)  # nobody is tied to a garrison
    calm = day.but(effort=0.0)
    attack = day.but(effort=jnp.zeros_like(day.state.effort).at[BRAVO, RED].set(1.0))
    below(
        marching(calm).after("posture").fighters[BRAVO, RED],
        marching(attack).after("posture").fighters[BRAVO, RED],
    )
    below(
        marching(attack).after("posture").fighters[DELTA, RED],
        attack.state.fighters[DELTA, RED],
    )


def test_columns_move_toward_the_place_that_the_enemy_threatens(day):
    quiet = day.but(effort=0.0, hold=day.state.hold.at[CHARLIE, BLUE].set(0.0))
    garrison = jnp.zeros_like(day.state.fighters).at[CHARLIE, RED].set(4000.0)
    quiet = quiet.but(fighters=garrison)
    threatened = quiet.but(fighters=garrison.at[DELTA, BLUE].set(4000.0))
    below(
        marching(quiet).after("posture").fighters[DELTA, RED],
        marching(threatened).after("posture").fighters[DELTA, RED],
    )


def test_columns_never_enter_a_place_that_is_neither_theirs_nor_an_effort():
    start = anywhere()
    after = marching(start).after("posture", days=30.0)
    closed = ~np.asarray(held_by(start.state)) & (np.asarray(after.effort) == 0.0)
    gained = np.asarray(after.fighters - start.state.fighters)
    assert (gained[closed] <= 1e-9).all()
    assert (gained[~closed] > 1.0).any()


def test_those_who_hold_an_unwilling_people_down_stay(day):
    attack = day.but(effort=jnp.zeros_like(day.state.effort).at[BRAVO, RED].set(1.0))
    willing = attack.but(affinity=attack.state.affinity.at[DELTA, RED].set(1.0))
    unwilling = attack.but(affinity=attack.state.affinity.at[DELTA, RED].set(0.0))
    below(
        marching(willing).after("posture").fighters[DELTA, RED],
        marching(unwilling).after("posture").fighters[DELTA, RED],
    )


def test_columns_march_as_far_in_many_short_steps_as_in_few_longer_ones(day):
    effort = jnp.zeros_like(day.state.effort).at[BRAVO, RED].set(1.0)
    attack = marching(day).but(effort=effort)

    def march(steps: int):
        now = attack
        for _ in range(steps):
            now = now.but(fighters=now.after("posture", days=14.0 / steps).fighters)
        return now.state.fighters

    two, four, eight = march(2), march(4), march(8)
    # first-order convergence: each halving halves what the step length changes
    assert abs(four - eight).sum() <= 0.6 * abs(two - four).sum()
    assert abs(four - eight).sum() <= 0.02 * attack.state.fighters.sum()
