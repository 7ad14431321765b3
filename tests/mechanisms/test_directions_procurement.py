"""What money, embargoes, patrons and their partners do to arms."""

import jax.numpy as jnp
import numpy as np
import pytest

from contingent.world.state import AIR_DEFENCE, AIRCRAFT, MATERIEL, State
from tests.mechanisms.situation import (
    ARMS,
    BLUE,
    ENVOY,
    MONEY,
    NONE,
    NORTH,
    RED,
    Situation,
    anywhere,
    below,
    first_day,
    many_runs,
    same,
)

YEAR = 365.0
ANY_HAZARD = 1e-9
"""A uniform number at which whatever may happen at all does."""


@pytest.fixture
def buyers() -> Situation:
    """Nobody gives, and there is more for sale than anybody can pay for."""
    sells = jnp.ones_like(first_day().world.patrons.sells)
    return first_day().but(commitment=NONE).where("patrons", market=1e6, sells=sells)


@pytest.fixture
def allies() -> Situation:
    """Nobody buys; the north backs red and the envoy agrees; every deal that can be made is."""
    day = first_day().but(treasury=0.0)
    rungs = day.state.commitment.at[NORTH, RED].set(ARMS)
    deals = {"aircraft_deal": ANY_HAZARD, "air_defence_deal": ANY_HAZARD}
    return envoy_leans(day.but(commitment=rungs).with_luck(**deals), 9.0)


def envoy_leans(day: Situation, towards_red: float) -> Situation:
    return day.where("patrons", stake=day.world.patrons.stake.at[ENVOY, RED].set(towards_red))


def handed_over(after: State, before: Situation, kind: int):
    """Return what is newly on order or delivered since."""
    orders = after.on_order[:, kind] - before.state.on_order[:, kind]
    return orders + after.delivered[:, kind] - before.state.delivered[:, kind]


def test_more_treasury_buys_more_materiel(buyers):
    richer = buyers.but(treasury=buyers.state.treasury * 2.0)
    some, more = (handed_over(x.after("procurement"), x, MATERIEL) for x in (buyers, richer))
    below(0.0, some)
    below(some, more)


def test_a_lower_premium_buys_more_materiel_for_the_same_money(buyers):
    cheap, dear = (buyers.where("embargo", premium=x) for x in (0.1, 1.0))
    same(cheap.after("procurement").spent, dear.after("procurement").spent)
    below(
        handed_over(dear.after("procurement"), dear, MATERIEL),
        handed_over(cheap.after("procurement"), cheap, MATERIEL),
    )


def test_enforcement_cuts_what_is_bought(buyers):
    loose, strict = (buyers.where("embargo", enforcement=x) for x in (0.1, 0.9))
    below(
        handed_over(strict.after("procurement"), strict, MATERIEL),
        handed_over(loose.after("procurement"), loose, MATERIEL),
    )


def test_enforcement_cuts_what_is_for_sale_to_the_richest():
    rich = first_day().but(commitment=NONE, treasury=1e6)
    loose, strict = (rich.where("embargo", enforcement=x) for x in (0.1, 0.9))
    bought = [handed_over(x.after("procurement"), x, MATERIEL)[RED] for x in (loose, strict)]
    below(bought[1], bought[0])


def test_enforcement_cuts_what_is_given(allies):
    loose, strict = (allies.where("embargo", enforcement=x) for x in (0.1, 0.9))
    given = [handed_over(x.after("procurement"), x, MATERIEL)[RED] for x in (loose, strict)]
    below(given[1], given[0])


def test_a_recognised_buyer_pays_less_for_the_same(buyers):
    strict = buyers.where("embargo", enforcement=0.8, premium=1.0).given("procurement", exempt=0.5)
    without, recognised = (strict.but(recognition=x) for x in (0.0, 1.0))
    below(
        handed_over(without.after("procurement"), without, MATERIEL),
        handed_over(recognised.after("procurement"), recognised, MATERIEL),
    )


def test_nobody_buys_from_those_who_do_not_sell(buyers):
    refused = buyers.where("patrons", sells=buyers.world.patrons.sells.at[:, BLUE].set(0.0))
    after = refused.after("procurement")
    same(handed_over(after, refused, MATERIEL)[BLUE], 0.0)
    same(after.treasury[BLUE], refused.state.treasury[BLUE])


def test_all_the_money_of_the_richest_buys_no_more_than_is_for_sale():
    rich = first_day().but(commitment=NONE, treasury=1e6)
    for_sale = (rich.world.patrons.sells * rich.world.patrons.market[:, None]).sum(0) * 7.0 / YEAR
    bought = handed_over(rich.after("procurement"), rich, MATERIEL)
    assert (bought <= for_sale + 1e-9).all()
    below(0.0, bought[RED])


def test_what_is_spent_leaves_the_treasury_and_never_more_than_it_holds():
    day = anywhere()
    after = day.after("procurement")
    same(day.state.treasury - after.treasury, after.spent - day.state.spent)
    assert (after.treasury >= 0.0).all()


@pytest.mark.parametrize("kind", [AIRCRAFT, AIR_DEFENCE, MATERIEL])
def test_patrons_give_at_arms_and_nothing_below(allies, kind):
    rungs = allies.state.commitment
    paying = allies.but(commitment=rungs.at[NORTH, RED].set(MONEY))
    below(0.0, handed_over(allies.after("procurement"), allies, kind)[RED])
    same(handed_over(paying.after("procurement"), paying, kind), 0.0)


def test_no_treasury_buys_an_aircraft(buyers):
    rich = buyers.but(treasury=1e6).with_luck(aircraft_deal=ANY_HAZARD)
    same(handed_over(rich.after("procurement"), rich, AIRCRAFT), 0.0)


def test_no_aircraft_comes_when_the_partner_whose_consent_is_required_refuses(allies):
    refused = envoy_leans(allies, -90.0)
    below(0.0, handed_over(allies.after("procurement"), allies, AIRCRAFT)[RED])
    same(handed_over(refused.after("procurement"), refused, AIRCRAFT), 0.0)


def test_consent_that_covers_aircraft_does_not_hold_up_other_arms(allies):
    refused = envoy_leans(allies, -90.0)
    for kind in (AIR_DEFENCE, MATERIEL):
        below(0.0, handed_over(refused.after("procurement"), refused, kind)[RED])


def test_as_many_aircraft_come_as_the_patron_could_send_in_a_year():
    day = envoy_leans(many_runs(4000), 90.0)
    day = day.but(commitment=day.state.commitment.at[NORTH, RED].set(ARMS))
    day = day.with_luck(aircraft_deal=jnp.linspace(0.0, 1.0, 4000))
    sent = handed_over(day.after("procurement"), day, AIRCRAFT)[RED].mean() * YEAR / 7.0
    np.testing.assert_allclose(sent, day.world.patrons.aircraft[NORTH, 0], rtol=0.05)


def test_delivery_takes_time_and_goes_on_after_the_patron_has_left(allies):
    ordered = allies.after("procurement")
    below(0.0, ordered.on_order[RED])
    gone = allies.but(commitment=NONE, on_order=ordered.on_order, delivered=ordered.delivered)
    later = gone.after("procurement", days=30.0)
    below(ordered.delivered[RED], later.delivered[RED])
    below(later.on_order[RED], ordered.on_order[RED])


def test_what_leaves_the_order_book_is_delivered_and_what_is_delivered_is_in_stock():
    day = anywhere().but(commitment=NONE, treasury=0.0, active=1.0).given("procurement", wear=0.0)
    after = day.after("procurement")
    arrived = after.delivered - day.state.delivered
    same(day.state.on_order - after.on_order, arrived)
    for i, stock in enumerate(("air", "air_defence", "materiel")):
        same(getattr(after, stock) - getattr(day.state, stock), arrived[:, i])


def test_stocks_wear_out_as_much_in_two_short_steps_as_in_a_long_one():
    day = anywhere().but(commitment=NONE, treasury=0.0, on_order=0.0)
    once, half = day.after("procurement", days=14.0), day.after("procurement", days=7.0)
    twice = day.but(air=half.air, air_defence=half.air_defence, materiel=half.materiel)
    twice = twice.after("procurement", days=7.0)
    below(once.materiel, day.state.materiel)
    for stock in ("air", "air_defence", "materiel"):
        same(getattr(twice, stock), getattr(once, stock))


def test_a_faction_that_is_gone_orders_nothing(allies):
    gone = allies.but(treasury=100.0, active=0.0)
    after = gone.after("procurement")
    for kind in (AIRCRAFT, AIR_DEFENCE, MATERIEL):
        same(handed_over(after, gone, kind), 0.0)
    same(after.treasury, 100.0)


def test_a_faction_that_is_gone_receives_nothing_more():
    gone = anywhere().but(on_order=10.0, active=0.0).given("procurement", wear=0.0)
    after = gone.after("procurement")
    same(after.on_order, 0.0)
    for stock in ("delivered", "air", "air_defence", "materiel"):
        same(getattr(after, stock), getattr(gone.state, stock))
