"""The shipped scenario, played: sensible to a reader who knows the country in April 2019."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from contingent.engine.ensemble import Chunk, simulate
from contingent.questions.endings import ending_classes, standing_endings
from contingent.questions.evaluate import answer
from tests.mechanisms.harness import libya

PLACES = [
    "tripoli",
    "tripoli-airport",
    "gharyan",
    "tarhuna",
    "zawiya",
    "sabratha",
    "zuwara",
    "watiya",
    "zintan",
    "nalut",
    "bani-walid",
    "misrata",
    "khoms",
    "sirte",
    "jufra",
    "sabha",
    "ubari",
    "murzuq",
    "ghat",
    "ghadames",
    "oil-crescent",
    "ajdabiya",
    "benghazi",
    "bayda",
    "derna",
    "tobruk",
    "kufra",
    "jalu",
]
PATRONS = [
    "russia",
    "usa",
    "turkey",
    "uae",
    "egypt",
    "saudi-arabia",
    "qatar",
    "france",
    "italy",
    "china",
    "un",
]


@cache
def chunks() -> tuple[Chunk, ...]:
    return tuple(simulate(libya(), 512))


def national(name: str) -> np.ndarray:
    return np.concatenate([c.observed.national_series(name) for c in chunks()])


def test_it_has_the_places_patrons_and_sides_that_were_asked_for() -> None:
    scenario = libya().scenario
    assert set(scenario.roster.places) == set(PLACES)
    assert set(scenario.roster.patrons) == set(PATRONS)
    assert scenario.roster.factions == ("lna", "gna")
    assert [p.id for p in scenario.patrons if p.mediator] == ["un"]


def test_every_number_has_a_source_or_a_judgement() -> None:
    slots = libya().template.slots
    bare = [path for path, slot in slots.items() if not str(slot.quantity.origin)]
    assert not bare


def test_no_run_fails() -> None:
    assert not any(c.failed.any() for c in chunks())


def test_victory_deals_and_long_war_are_all_among_the_outcomes() -> None:
    times, factions = libya().template.calendar.times, ("lna", "gna")
    standing = np.concatenate([standing_endings(c.observed, times) for c in chunks()])
    shares = dict(
        zip(
            (*ending_classes(factions),),
            np.bincount(standing[:, -1], minlength=7) / 512,
            strict=False,
        )
    )
    assert shares["victory:lna"] > 0.02
    assert shares["victory:gna"] > 0.0
    assert shares["peace-agreement"] + shares["ceasefire"] > 0.1
    assert shares["ongoing"] > 0.1


def test_tripoli_and_deals_are_open_questions() -> None:
    scenario, times = libya().scenario, libya().template.calendar.times
    outcomes = [
        answer(scenario.questions, c.observed, times, scenario.end, ("lna", "gna"))
        for c in chunks()
    ]
    hit = np.concatenate([o.hit for o in outcomes]).mean(0)
    found = dict(zip((q.id for q in scenario.questions), hit, strict=True))
    for question in (
        "lna-tripoli-2019-12",
        "lna-tripoli-2020-12",
        "agreement-2020",
        "ceasefire-2019",
    ):
        assert 0.02 < found[question] < 0.98, question


@pytest.mark.parametrize(("series", "low", "high"), [("battle_deaths", 300, 15_000)])
def test_the_toll_lies_within_the_range_of_such_wars(series: str, low: float, high: float) -> None:
    # Libya 2011: 3,762 in a year; 2014-18: 664 to 2,284 a year (UCDP), here over 2.7 years
    assert low < np.median(national(series)[:, -1]) < high


def test_stocks_are_never_negative_and_shares_stay_shares() -> None:
    for c in chunks():
        assert (c.observed.faction >= 0.0).all()
        assert (c.observed.national >= 0.0).all()
        for name in ("share_population", "share_oil", "share_places"):
            assert (c.observed.faction_series(name).sum(-1) <= 1.0 + 1e-5).all()
