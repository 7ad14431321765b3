"""Who wins, where and how fast."""

from __future__ import annotations

import numpy as np
import pytest

from tests.situations.plays import assert_likely, assert_more, assert_unlikely, play
from tests.situations.theatre import theatre

TENFOLD = {"fighters": 80_000, "materiel": 1600, "treasury": 2000, "income": 1000}
MEEK = {"ambition": 0}
BLUE_WEST = {"fighters": {"blue": 9}}
RED_MIDDLE = {"holder": "red", "control": {"red": 0.8}, "fighters": {"red": 2}}
BLUE_MIDDLE = {"holder": "blue", "control": {"blue": 0.9}, "fighters": {"blue": 7}}


def test_ten_times_the_power_and_no_patron_against_it_wins_quickly_and_for_good() -> None:
    """Preponderance decides where nobody steps in (Lanchester 1916; Mason, Weingarten & Fett 1999:
    wars that outside help does not prolong end early by victory of the stronger side)."""
    strong, equal = play(theatre(red=TENFOLD)), play(theatre())
    within_a_year = strong.standing[:, :53]
    assert_likely((within_a_year == "victory:red").any(1), at_least=0.8)
    assert_likely(strong.standing[:, -1] == "victory:red", at_least=0.8)
    assert_unlikely((strong.standing == "victory:blue").any(1), at_most=0.05)
    assert_unlikely(equal.standing[:, -1] == "victory:red", at_most=0.2)


@pytest.mark.parametrize("ground", ["mountain", "urban"])
def test_ground_helps_those_who_defend_it(ground: str) -> None:
    """Attackers of hills and towns need more than of open ground (Biddle 2004; Fearon & Laitin
    2003 on mountains)."""
    attack = {"red": {"fighters": 12_000}, "blue": MEEK}
    plain = play(theatre(**attack, middle=BLUE_MIDDLE))
    rough = play(theatre(**attack, middle=BLUE_MIDDLE | {"terrain": ground}))
    assert_more(plain.held("middle", "red").any(1), rough.held("middle", "red").any(1))


def test_a_far_prize_is_taken_later_than_a_near_one() -> None:
    """Power falls with distance (Boulding 1962; Buhaug 2010)."""

    def march(km: float) -> np.ndarray:
        country = theatre(
            red={"efforts": ["wells"], "fighters": 16_000},
            blue=MEEK,
            middle=RED_MIDDLE,
            wells={
                "people": 200_000,
                "holder": "blue",
                "control": {"blue": 0.9},
                "fighters": {"blue": 3},
            },
            roads={"west": 150, "east": 150, "wells": km, "port": 150},
        )
        found = play(country)
        return found.weeks_until(found.held("wells", "red"))

    assert_more(march(800), march(80))


def test_a_war_of_higher_tempo_ends_sooner() -> None:
    """The same contest runs through its phases faster where fighting is more intense (Cunningham,
    Gleditsch & Salehyan 2009)."""
    slow, fast = (
        play(theatre(red={"fighters": 40_000, "treasury": 1000}, priors={"war.tempo": tempo}))
        for tempo in (0.4, 2.5)
    )
    assert_more(
        slow.weeks_until(slow.standing != "ongoing"), fast.weeks_until(fast.standing != "ongoing")
    )


def test_a_friendly_place_without_garrison_changes_hands_without_battle() -> None:
    """Communities turn to the side they favour when nothing holds them down (Kalyvas 2006;
    Christia 2012)."""

    def turns(affinity: dict[str, float]) -> tuple[np.ndarray, np.ndarray]:
        country = theatre(
            red=MEEK, blue=MEEK, middle=RED_MIDDLE, port={"affinity": affinity}, west=BLUE_WEST
        )
        found = play(country)
        red = found.held("port", "red")
        week = np.where(red.any(1), red.argmax(1), red.shape[1] - 1)
        # no battle in the town in the month before it turned
        fought = found.full["engaged"][..., 4]
        before = [
            run[max(0, w - 4) : w].max(initial=0.0) for run, w in zip(fought, week, strict=True)
        ]
        return red.any(1), red.any(1) & (np.array(before) < 0.05)

    turned, in_peace = turns({"red": 0.85, "blue": 0.05})
    assert_likely(turned, at_least=0.85)
    assert_likely(in_peace[turned], at_least=0.8)
    assert_more(in_peace, turns({"red": 0.05, "blue": 0.85})[1])


def test_a_garrison_keeps_a_friendly_place_from_turning() -> None:
    """Control shapes collaboration: people do not defect under the eyes of a garrison (Kalyvas
    2006)."""
    people = {"holder": "blue", "control": {"blue": 0.9}, "affinity": {"red": 0.8, "blue": 0.05}}
    sides = {"red": MEEK, "blue": MEEK, "middle": RED_MIDDLE}
    bare = play(theatre(**sides, port=people))
    guarded = play(theatre(**sides, port=people | {"fighters": {"blue": 3}}))
    assert_more(bare.held("port", "red").any(1), guarded.held("port", "red").any(1))


def test_an_enemy_without_air_defence_suffers_more_from_the_air() -> None:
    """Air power counts where it is not denied (Pape 1996)."""
    bare, covered = (
        play(theatre(red={"air": 40}, blue={"air_defence": systems})) for systems in (0, 30)
    )
    for what in ("share_population", "air"):
        assert_more(bare.series(what, "red")[:, -1], covered.series(what, "red")[:, -1])


def test_sides_that_want_nothing_attack_nobody() -> None:
    """War needs at least one side that prefers it to what it has (Fearon 1995; Schweller 1994)."""
    meek, keen = play(theatre(red=MEEK, blue=MEEK)), play(theatre())
    attacks, usual = (
        (found.full["effort"][:, 1:] > 0.0).any((2, 3)).mean(1) for found in (meek, keen)
    )
    assert_more(0.1 * usual, attacks)
