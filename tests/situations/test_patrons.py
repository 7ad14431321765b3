"""When patrons come, stay out and leave, and what it does to their clients."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.situations.plays import (
    Play,
    assert_likely,
    assert_more,
    assert_unlikely,
    assert_within,
    play,
)
from tests.situations.theatre import IDLE_CONDITIONS, RUNGS, theatre

CALM, ANY = IDLE_CONDITIONS


def _cost(*points: float) -> dict[str, float]:
    return dict(zip(RUNGS, points, strict=True))


FREE = _cost(0, 0, 0, 0, 0, 0)


def _squeamish(deaths: float) -> Play:
    """Play a patron with advisers at red's side that stays only while few have died."""
    clean = {"total": {"of": "battle_deaths", "below": deaths}}
    backer = {
        "stake": {"red": 9},
        "cost": _cost(0, 0, 0, 0, 20, 30),
        "commitment": {"red": "advisers"},
        "men": 3000,
        "arms": 300,
        "conditions": [
            {"id": "clean", "event": clean, "for": "red", "from": "money", "required": True},
            ANY,
        ],
    }
    return play(theatre(backer=backer))


def test_a_patron_leaves_when_its_condition_breaks_and_its_client_weakens_with_a_delay() -> None:
    """Support is delegation under conditions; its end tells only when what was sent is used up
    (Salehyan, Gleditsch & Cunningham 2011; Byman 2013)."""
    stays, leaves = _squeamish(1e9), _squeamish(100)
    broken = leaves.national("battle_deaths")[:, 0:79] >= 100
    runs = broken.any(1)
    week = broken.argmax(1)[runs]
    assert runs.mean() > 0.5

    rungs = {name: f.rung("backer", "red")[runs] for name, f in (("stay", stays), ("go", leaves))}
    half_year_on = np.arange(len(week)), week + 26
    assert_unlikely(rungs["go"][half_year_on] >= 2, at_most=0.15)
    assert_likely(rungs["stay"][half_year_on] >= 2, at_least=0.75)

    gone = leaves.rung("backer", "red")[runs] < 4
    gone &= np.arange(gone.shape[1]) >= week[:, None]
    left = gone.argmax(1)
    seen = gone.any(1) & (left < 90)
    men = leaves.full["foreign"][runs][:, :, 0, 0][seen]
    at = np.arange(seen.sum())
    when = left[seen]
    # the week they are told to go they are still there; three months later most are not
    assert_likely(men[at, when] > 0.5 * men[at, when - 1], at_least=0.95)
    assert_more(0.35 * men[at, when - 1], men[at, np.minimum(when + 14, men.shape[1] - 1)])

    def people(found: Play, after: int) -> np.ndarray:
        return found.series("share_population", "red")[runs][np.arange(len(week)), week + after]

    assert_within(people(stays, 2) - people(leaves, 2), 0.02)
    assert_more(people(stays, 26), people(leaves, 26) + 0.02)


INTERVENER = {
    "stake": {"red": 8},
    "cost": _cost(0, 0.2, 0.6, 1.2, 3, 8),
    "cash": 20,
    "arms": 50,
    "men": 300,
    "strikes": 15,
    "own_bases": True,
    "rivals": {"rival": 1},
    "allies": {"friend": 1},
    "allies_needed": 1,
}
RIVAL = {
    "stake": {"blue": 10},
    "cost": FREE,
    "commitment": {"blue": "troops"},
    "arms": 50,
    "men": 500,
    "strikes": 10,
    "troops": 2000,
}
ALLY = {
    "stake": {"red": 10},
    "cost": _cost(0, 0, 3, 5, 8, 9),
    "commitment": {"red": "money"},
    "cash": 1,
}


def test_a_deterred_intervener_stays_out_and_with_allies_and_no_rival_it_comes_in() -> None:
    """Rivals already engaged deter, partners draw in (Findley & Teo 2006; Kathman 2010; Finnemore
    2003)."""

    def strikes(**others: dict[str, Any]) -> np.ndarray:
        found = play(theatre(backer=INTERVENER, **others), runs=1024)
        return found.stands("backer", "red", "air_strikes")

    deterred = strikes(rival=RIVAL)
    alone = strikes()
    encouraged = strikes(friend=ALLY)
    assert_unlikely(deterred.any(1), at_most=0.12)
    assert_likely(encouraged.any(1), at_least=0.45)
    assert_more(encouraged.any(1), alone.any(1))
    assert_more(alone.any(1), deterred.any(1))


FAR = {
    "roads": {"west": 3000, "east": 150, "wells": 3000, "port": 150},
    "east": {"airbase": False},
    "west": {"depot": False, "affinity": {"blue": 0.9}, "fighters": {"blue": 1}},
    "wells": {
        "airbase": True,
        "holder": "blue",
        "control": {"blue": 0.9},
        "affinity": {"blue": 0.9},
        "fighters": {"blue": 1},
    },
    "port": {
        "depot": True,
        "people": 500_000,
        "holder": "blue",
        "control": {"blue": 0.9},
        "affinity": {"red": 0.1, "blue": 0.6},
        "fighters": {"blue": 6},
    },
}
"""Both air bases are blue's and out of reach; the war is between the east and the port."""
FLEET = {"stake": {"red": 10}, "cost": FREE, "commitment": {"red": "air_strikes"}, "strikes": 60}


def test_aircraft_without_a_base_do_not_arrive() -> None:
    """No sorties without bases in reach (Pape 1996; Pettyjohn & Kavanagh 2016 on access)."""
    none = play(theatre(backer=FLEET | {"strikes": 0}, **FAR))
    baseless = play(theatre(backer=FLEET, **FAR))
    carriers = play(theatre(backer=FLEET | {"own_bases": True}, **FAR))
    people = [f.series("share_population", "red")[:, 40] for f in (none, baseless, carriers)]
    assert_more(people[2], people[0])
    assert_within(people[1] - people[0], 0.2 * (people[2] - people[0]).mean())


def test_aircraft_without_a_base_impress_nobody() -> None:
    """What cannot fly is no power (Press 2005: credibility is current capability)."""
    none = play(theatre(backer=FLEET | {"strikes": 0}, **FAR))
    baseless = play(theatre(backer=FLEET, **FAR))
    blue_of_red = [f.full["belief"][:, 12, 1, 0] for f in (none, baseless)]
    assert_within(blue_of_red[1] - blue_of_red[0], 0.1)


def test_a_patron_that_needs_a_base_does_not_strike_for_a_client_without_one() -> None:
    """Access is bargained for before aircraft come (Pettyjohn & Kavanagh 2016)."""
    basing = {
        "id": "base",
        "offer": {"kind": "basing", "at_least": 0.5},
        "for": "red",
        "from": "air_strikes",
        "required": True,
    }
    backer = {"stake": {"red": 10}, "cost": FREE, "commitment": {"red": "advisers"}, "strikes": 10}
    backer["conditions"] = [CALM, basing]
    client = {"red": {"offers": {"basing": 0.6}}, "backer": backer}
    without, having = play(theatre(**client, **FAR)), play(theatre(**client))
    struck = without.stands("backer", "red", "air_strikes")
    held = without.held("west", "red") | without.held("wells", "red")
    assert not (struck[:, 1:] & ~struck[:, :-1] & ~held[:, :-1]).any()
    assert_likely(having.stands("backer", "red", "air_strikes").any(1), at_least=0.9)
    assert_more(having.stands("backer", "red", "air_strikes")[:, 26], struck[:, 26])


def test_aircraft_that_a_partner_must_agree_to_do_not_come_against_its_will() -> None:
    """Coalition partners with a veto hold up arms (Kreps 2010; the article's stalled aircraft)."""
    leave = {"id": "leave", "consent_of": ["rival"], "covers": "aircraft", "required": True}
    backer = {
        "stake": {"red": 10},
        "cost": FREE,
        "commitment": {"red": "arms"},
        "aircraft": 10,
        "conditions": [CALM, leave],
    }

    def came(stake: dict[str, float]) -> np.ndarray:
        found = play(theatre(backer=backer, rival={"stake": stake}))
        return found.series("delivered_aircraft", "red")[:, -1] > 0.5

    assert_unlikely(came({"blue": 10}), at_most=0.08)
    assert_likely(came({"red": 10}), at_least=0.9)


def test_only_a_hedging_patron_backs_both_sides() -> None:
    """Backing one side is what commitment means; some powers avoid it (charter; Korolev 2016 on
    hedging)."""
    courted = {
        "stake": {"red": 9, "blue": 9},
        "cost": _cost(0, 0.1, 0.2, 0.5, 2, 4),
        "cash": 20,
        "arms": 50,
    }

    def both(hedges: bool) -> np.ndarray:
        found = play(theatre(backer=courted | {"hedges": hedges}))
        return (
            found.stands("backer", "red", "money") & found.stands("backer", "blue", "money")
        ).any(1)

    assert not both(hedges=False).any()
    assert_likely(both(hedges=True), at_least=0.9)
