"""What war is paid with, and what its want does."""

from __future__ import annotations

from tests.situations.plays import Play, assert_more, assert_within, play
from tests.situations.theatre import theatre

PENNILESS = {"treasury": 0, "income": 0}
MEEK = {"ambition": 0}
RED_HOLDS = {"holder": "red", "control": {"red": 0.9}, "fighters": {"red": 2}}
SELLER = {"oil_split": 0.1}
NOBODY = {"blue": {"recognised": False, "ambition": 0}}
"""Blue is not the recognised government either."""


def test_sides_without_money_fight_less_and_melt_away() -> None:
    """War is where it can be paid for (Collier & Hoeffler 2004; Weinstein 2007)."""
    poor, funded = play(theatre(red=PENNILESS, blue=PENNILESS)), play(theatre())
    assert_more(
        0.6 * funded.national("battle_deaths")[:, -1], poor.national("battle_deaths")[:, -1]
    )
    for side in ("red", "blue"):
        assert_more(
            0.6 * funded.series("fighters", side)[:, -1], poor.series("fighters", side)[:, -1]
        )


def test_arrears_lower_cohesion() -> None:
    """Unpaid armies come apart (Gates 2002; McLauchlin 2010)."""
    paid, unpaid = (
        play(theatre(red=MEEK, blue=MEEK)),
        play(theatre(red=MEEK | PENNILESS, blue=MEEK)),
    )
    for week in (26, 52, 104):
        assert_more(
            paid.series("cohesion", "red")[:, week], unpaid.series("cohesion", "red")[:, week]
        )
    assert_within(
        paid.series("cohesion", "blue")[:, 8] - unpaid.series("cohesion", "blue")[:, 8], 0.02
    )


def _shut(**held: dict) -> Play:
    """Play a country whose recognised seller lives on oil and whose rival shuts what it can."""
    blockades = {"posture.blockades": 20, "posture.blockade_days": 2000}
    return play(theatre(red=MEEK, blue=MEEK | SELLER, priors=blockades, **held))


def _earned(found: Play) -> object:
    """Return blue's treasury half a year on, when little else has yet happened."""
    return found.series("treasury", "blue")[:, 26]


def test_losing_the_terminal_hurts_the_seller_as_much_as_losing_the_field() -> None:
    """Oil is worth what can be shipped: a chain is cut at any link (Le Billon 2001; Ross 2012)."""
    whole, field, terminal = _shut(), _shut(wells=RED_HOLDS), _shut(port=RED_HOLDS)
    for read in (_earned, lambda found: found.national("oil_output_kbd")[:, :27].mean(1)):
        loss = read(whole) - read(field)
        assert_more(read(whole), read(terminal))
        assert_more(read(whole), read(field))
        assert_within(read(field) - read(terminal), 0.25 * loss.mean())


def test_a_blockade_cuts_the_revenue_of_the_seller() -> None:
    """Who cannot sell the oil can still deny it (Le Billon 2001; Libya's ports 2013-16)."""
    free, shut = (
        play(theatre(red=MEEK, blue=MEEK | SELLER, port=RED_HOLDS, priors={"posture.blockades": b}))
        for b in (0, 10)
    )
    assert_more(free.national("oil_output_kbd").mean(1), shut.national("oil_output_kbd").mean(1))
    assert_more(free.series("treasury", "blue")[:, 52], shut.series("treasury", "blue")[:, 52])


def test_lost_oil_lifts_the_price_where_the_country_matters_to_the_market() -> None:
    """A short supply of an inelastic good is dear (Hamilton 2009)."""
    small, large = (
        play(
            theatre(
                market={"world_supply": supply}, port=RED_HOLDS, priors={"posture.blockades": 10}
            )
        )
        for supply in (100_000, 2_000)
    )
    assert_more(large.national("oil_price").mean(1), small.national("oil_price").mean(1))


def test_recognition_without_control_pays_and_wells_without_recognition_do_not() -> None:
    """Buyers pay the recognised seller, whoever stands on the wells (Englebert 2009; UN Security
    Council resolution 2146)."""
    red = MEEK | {"oil_split": 0.05}
    neither = play(theatre(red=red, **NOBODY))
    wells = play(theatre(red=red, wells=RED_HOLDS, **NOBODY))
    recognised = play(theatre(red=red | {"recognised": True}, **NOBODY))
    # within half a year hardly anybody else has been recognised
    treasury = [found.series("treasury", "red")[:, 26] for found in (neither, wells, recognised)]
    gain = (treasury[2] - treasury[0]).mean()
    assert_more(treasury[2], treasury[0] + 40.0)
    assert_within(treasury[1] - treasury[0], 0.1 * gain)


def test_an_enforced_embargo_starves_a_side_that_buys_abroad() -> None:
    """Embargoes bite where they are enforced, and hit who depends on the market (Tierney 2005;
    Moore 2012)."""
    buyer = {"friend": {"sells": {"red": 1}, "market": 400}, "red": {"treasury": 500}}
    leaky, tight = (play(theatre(**buyer, embargo={"enforcement": e})) for e in (0, 1))
    bought = [found.series("delivered_materiel", "red")[:, -1] for found in (leaky, tight)]
    assert_more(0.2 * bought[0], bought[1])
    people = [found.series("share_population", "red")[:, -1] for found in (leaky, tight)]
    assert_more(people[0], people[1])
