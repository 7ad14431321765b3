"""Recognition: it passes after the capital falls and is shared after a deal. Blue is recognised."""

from tests.mechanisms.one_world import (
    AGREEMENT,
    ALPHA,
    BLUE,
    DIPLOMATIC,
    ENVOY,
    NORTH,
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


def before():
    return case().lucky(recognition=evenly).given(commitment=0)


def in_capital(start):
    return start.given(
        holder=lambda h: put(h, (ALPHA, RED)),
        hold=lambda h: put(h, ((ALPHA, RED), 0.9), ((ALPHA, BLUE), 0.0)),
    )


def backed(start, *patrons, faction=RED):
    return start.given(commitment=lambda c: put(c, *(((k, faction), DIPLOMATIC) for k in patrons)))


def won(start, faction=RED, days=YEAR):
    return share(start.after("recognition", days).recognition[faction] > 0.5)


def test_recognition_passes_after_the_capital_falls():
    assert won(before()) == 0.0
    fallen = in_capital(before())
    after = fallen.lucky(recognition=always).after("recognition")
    assert won(fallen) > 0.0
    assert (after.recognition[RED] == 1.0).all()
    assert (after.recognition[BLUE] == 0.0).all()


def test_it_does_not_follow_the_flag_at_once():
    assert won(in_capital(before()), days=7.0) < 0.5


def test_it_is_shared_after_a_deal():
    deal = before().given(phase=lambda p: pair(p, AGREEMENT))
    assert won(deal) > 0.0
    after = deal.lucky(recognition=always).after("recognition")
    assert (after.recognition == 1.0).all()


def test_patrons_hasten_it():
    fallen = backed(in_capital(before()), ENVOY, faction=BLUE)
    assert won(backed(fallen, NORTH)) > won(fallen)
    assert won(backed(before(), NORTH)) > won(before())


def test_the_recognised_keep_it_as_long_as_nobody_takes_it():
    after = before().lucky(recognition=1.0).after("recognition", YEAR)
    assert (after.recognition[BLUE] == 1.0).all()


def test_a_faction_that_is_no_more_is_not_recognised():
    gone = before().given(active=lambda a: put(a, (BLUE, 0.0)))
    assert (gone.after("recognition").recognition[BLUE] == 0.0).all()


def test_recognition_is_all_or_nothing():
    start = random_case().lucky(recognition=lambda u: u * 0.01)
    after = start.after("recognition", 60.0).recognition
    assert (after != start.state.recognition).any()
    assert ((after == 0.0) | (after == 1.0)).all()


def test_two_half_steps_give_the_same_chance_as_one_step():
    assert_half_steps_agree(
        in_capital(before()).tuned("recognition", after_capital=1.5),
        "recognition",
        lambda after: after.recognition[RED] > 0.5,
        days=YEAR,
    )
