"""Whose oil flows, who is paid for it, and what moves the sums."""

import numpy as np
import pytest

from contingent.mechanisms.revenue import blocked_by
from tests.mechanisms.situation import (
    ALPHA,
    BLUE,
    BRAVO,
    CHARLIE,
    DELTA,
    DIPLOMATIC,
    MONEY,
    NORTH,
    RED,
    Situation,
    below,
    first_day,
    many_runs,
    reshuffled,
    same,
)


@pytest.fixture
def day() -> Situation:
    """No smuggling, no local strike: what is shut in is lost."""
    return first_day().given("revenue", smuggling=0.0).with_luck(outage=1.0)


def blockade_by(day: Situation, faction: int) -> Situation:
    return day.but(blockade=day.state.blockade.at[faction].set(1.0))


def test_a_blockade_by_the_holder_of_the_terminal_cuts_output_and_the_income_of_every_side(day):
    open_, shut = (x.after("revenue") for x in (day, blockade_by(day, RED)))
    below(shut.oil_output, open_.oil_output)
    below(shut.earned, open_.earned)


def test_a_blockade_by_one_who_holds_nothing_on_the_way_changes_nothing(day):
    before = day.after("revenue")
    after = blockade_by(day, BLUE).after("revenue")
    same(after.oil_output, before.oil_output)
    same(after.earned, before.earned)


@pytest.mark.parametrize("place", [BRAVO, DELTA])
def test_losing_the_pipeline_or_the_terminal_hurts_as_much_as_losing_the_field(day, place):
    blue_shuts = blockade_by(day, BLUE)
    holder = day.state.holder.at[DELTA].set(RED)
    lost_field = blue_shuts.but(holder=holder.at[CHARLIE].set(BLUE)).after("revenue")
    lost_way = blue_shuts.but(holder=holder.at[place].set(BLUE)).after("revenue")
    same(lost_way.oil_output, lost_field.oil_output)
    same(lost_way.earned, lost_field.earned)


@pytest.mark.parametrize("place", [BRAVO, DELTA])
def test_fighting_at_the_pipeline_or_the_terminal_costs_as_much_as_at_the_field(day, place):
    at_field = day.but(engaged=day.state.engaged.at[CHARLIE].set(0.8)).after("revenue")
    on_the_way = day.but(engaged=day.state.engaged.at[place].set(0.8)).after("revenue")
    same(on_the_way.oil_output, at_field.oil_output)
    below(at_field.oil_output, day.after("revenue").oil_output)


def test_fighting_off_the_path_of_the_oil_costs_no_output(day):
    after = day.but(engaged=day.state.engaged.at[ALPHA].set(1.0)).after("revenue")
    same(after.oil_output, day.after("revenue").oil_output)


def test_recognition_without_wells_is_paid_and_wells_without_recognition_are_not(day):
    penniless = day.but(
        hold=day.state.hold.at[:, BLUE].set(0.0), bank_reserves=0.0, commitment=0
    ).where("country", tax=0.0)
    blue_recognised = penniless.after("revenue")
    nobody = penniless.but(recognition=0.0).after("revenue")
    other_income = day.world.factions.income * 7.0 / 365.0
    below(other_income[BLUE], blue_recognised.earned[BLUE])
    same(nobody.earned, other_income)


def test_the_price_rises_with_lost_output(day):
    below(day.after("revenue").oil_price, blockade_by(day, RED).after("revenue").oil_price)


def test_the_bank_pays_part_of_what_is_lost_out_of_its_reserves_and_no_more_than_it_has(day):
    shut = blockade_by(day, RED)
    rich, poor = shut.after("revenue"), shut.but(bank_reserves=1.0).after("revenue")
    below(rich.bank_reserves, shut.state.bank_reserves)
    below(poor.earned[BLUE], rich.earned[BLUE])
    assert (poor.bank_reserves >= 0.0).all()


def test_a_blockader_smuggles_a_little_and_nobody_else_gains_by_it(day):
    shut = blockade_by(day, RED)
    none, some = shut.after("revenue"), shut.given("revenue", smuggling=0.05).after("revenue")
    below(none.earned[RED], some.earned[RED])
    same(none.earned[BLUE], some.earned[BLUE])
    below(some.earned[RED], day.after("revenue").earned[RED])


def test_two_who_shut_one_field_share_what_they_shut_in(day):
    both_hold = day.but(holder=day.state.holder.at[BRAVO].set(BLUE))
    alone, both = blockade_by(both_hold, RED), blockade_by(blockade_by(both_hold, RED), BLUE)
    working = both.world.oil.output * both.state.active[:1]  # one a lane
    one, two = (blocked_by(x.world, x.state, working) for x in (alone, both))
    same(one[BLUE], 0.0)
    same(two[RED], two[BLUE])
    same(two.sum(0), one.sum(0))


def test_splits_above_one_are_scaled_down(day):
    greedy = day.where("factions", oil_split=1.0, income=0.0).where("country", tax=0.0)
    greedy = greedy.but(commitment=DIPLOMATIC)
    modest = greedy.where("factions", oil_split=0.5)
    same(greedy.after("revenue").earned, modest.after("revenue").earned)


def test_oil_is_lost_at_once_and_comes_back_slowly(day):
    stopped = blockade_by(day, RED).after("revenue")
    same(stopped.oil_output, 0.0)
    reopened = day.but(oil_output=0.0)
    after_a_week, after_a_year = reopened.after("revenue"), reopened.after("revenue", days=365.0)
    below(0.0, after_a_week.oil_output)
    below(after_a_week.oil_output, after_a_year.oil_output)


def test_cash_comes_from_patrons_at_money_or_above(day):
    def with_rung(rung: int):
        return day.but(commitment=day.state.commitment.at[NORTH, RED].set(rung)).after("revenue")

    talking, paying = with_rung(DIPLOMATIC), with_rung(MONEY)
    same(paying.earned[RED] - talking.earned[RED], day.world.patrons.cash[NORTH] * 7.0 / 365.0)
    same(paying.earned[BLUE], talking.earned[BLUE])


def test_people_held_pay_taxes_and_people_who_fled_do_not(day):
    below(
        day.but(away=day.world.places.population * 0.5).after("revenue").earned[BLUE],
        day.after("revenue").earned[BLUE],
    )


def test_a_faction_that_is_gone_earns_nothing(day):
    gone = day.but(active=day.state.active.at[BLUE].set(0.0)).after("revenue")
    same(gone.earned[BLUE], 0.0)


def test_everything_earned_is_in_the_treasury(day):
    after = blockade_by(day, RED).after("revenue")
    same(after.treasury - day.state.treasury, after.earned - day.state.earned)


def test_local_strikes_are_as_frequent_in_two_short_steps_as_in_a_long_one():
    runs = many_runs(4000)
    once = runs.after("revenue", days=14.0)
    half = reshuffled(runs, 1).after("revenue", days=7.0)
    twice = reshuffled(runs, 2).but(outage=half.outage).after("revenue", days=7.0)
    share = np.asarray(once.outage).mean()
    error = np.sqrt(2.0 * share * (1.0 - share) / 4000)
    assert abs(np.asarray(twice.outage).mean() - share) < 4.0 * error


def test_price_shocks_spread_as_wide_in_two_short_steps_as_in_a_long_one():
    runs = many_runs(4000)
    once = runs.after("revenue", days=60.0)
    half = reshuffled(runs, 1).after("revenue", days=30.0)
    twice = reshuffled(runs, 2).but(oil_shock=half.oil_shock).after("revenue", days=30.0)
    spread = np.asarray(once.oil_shock).std()
    assert np.asarray(twice.oil_shock).std() == pytest.approx(spread, rel=0.06)
