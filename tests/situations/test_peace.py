"""When wars settle, and whether the settlement holds."""

from __future__ import annotations

import numpy as np

from tests.situations.plays import Play, assert_likely, assert_more, assert_unlikely, play
from tests.situations.theatre import RUNGS, theatre

FOUR_YEARS = {"end": "2024-01-01", "step": "14 days"}
BROKER = {
    "mediator": True,
    "commitment": {"red": "diplomatic", "blue": "diplomatic"},
    "cost": {"diplomatic": 0},
    "stake": {"red": 9, "blue": 9},
}


def _settled(found: Play) -> np.ndarray:
    return np.isin(found.standing[:, -1], ["ceasefire", "peace-agreement"])


def test_equal_sides_mostly_settle_with_a_strong_guarantor_and_fight_on_without() -> None:
    """Who disarms without a guarantor is at the other's mercy, so deals fail for want of trust in
    them (Walter 1997, 2002)."""
    guaranteed = play(theatre(war=FOUR_YEARS, friend=BROKER | {"guarantee": 0.95}), runs=1024)
    alone = play(theatre(war=FOUR_YEARS))
    assert_likely(_settled(guaranteed), at_least=0.65)
    assert_unlikely(_settled(alone), at_most=0.35)


def test_a_guarantee_is_worth_more_than_mediation_alone() -> None:
    """Mediators bring parties to the table, guarantors keep them to the deal (Walter 2002;
    Beardsley 2008)."""
    guaranteed, mediated = (
        play(theatre(war=FOUR_YEARS, friend=BROKER | {"guarantee": g})) for g in (0.95, 0)
    )
    assert_more(_settled(guaranteed), _settled(mediated))


def test_talks_open_sooner_with_a_mediator() -> None:
    """A way out and someone to point to it (Zartman 1989; Greig & Regan 2008)."""
    alone, mediated = play(theatre()), play(theatre(friend=BROKER))
    weeks = [found.weeks_until(found.phase("talks")) for found in (alone, mediated)]
    assert_more(*weeks)


def test_the_thicker_the_fog_the_longer_the_war() -> None:
    """Wars last until both sides agree who is stronger (Blainey 1973; Slantchev 2003)."""
    clear, thick = (
        play(theatre(war=FOUR_YEARS, priors={"war.fog": fog}), runs=1024) for fog in (0.05, 1.5)
    )
    assert_more((thick.standing == "ongoing").mean(1), (clear.standing == "ongoing").mean(1))


def test_mutual_optimism_prolongs_war() -> None:
    """Both sides cannot be right about winning (Blainey 1973; Fearon 1995)."""
    sober, hopeful = (play(theatre(red={"optimism": o}, blue={"optimism": o})) for o in (-0.3, 1.5))
    assert_more(_settled(sober), _settled(hopeful))
    assert_more((hopeful.standing == "ongoing").mean(1), (sober.standing == "ongoing").mean(1))


def test_a_deal_breaks_when_power_shifts_fast_and_holds_when_it_does_not() -> None:
    """Terms that power has outrun are not kept (Powell 2006; Fearon 2004). The patron's men come
    after the signature: those who were there before it are in the terms."""
    rearmed = {
        "stake": {"red": 10},
        "cost": dict.fromkeys(RUNGS, 0),
        "commitment": {"red": "arms"},
        "arms": 3000,
        "men": 4000,
        "troops": 4000,
    }
    steady, shifting = (
        play(theatre(war={"talks": "agreement"}, backer=backer, priors={"patronage.patience": 10}))
        for backer in ({}, rearmed)
    )
    assert_unlikely(steady.phase("war").any(1), at_most=0.15)
    assert_likely(shifting.phase("war").any(1), at_least=0.65)
