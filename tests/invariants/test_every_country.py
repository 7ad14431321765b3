"""Whatever the country, nothing is lost, made from nothing, or out of bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.invariants.checks import all_breaches, people_are_accounted_for
from tests.invariants.conftest import SETTINGS
from tests.invariants.extremes import EXTREMES, countries
from tests.invariants.playing import play
from tests.invariants.worlds import Shape, country

SHAPES = {
    "one faction, one place": Shape(factions=1, places=1),
    "two factions, conditions by name": Shape(2, 4, 2, 2, conditions=True),
    "four factions, six patrons": Shape(
        4, 12, 6, 3, conditions=True, roads=3, bases=3, named_events=False
    ),
}
"""A program is compiled for each, which takes longer than all that is played with it."""


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_invariants(shape: Shape) -> None:
    @settings(SETTINGS, max_examples=12)
    @given(countries(shape))
    def never_broken(drawn) -> None:
        breaches = all_breaches(play(drawn))
        assert not breaches, "\n".join([drawn.head["summary"], *breaches])

    never_broken()


@pytest.mark.parametrize("name", sorted(EXTREMES))
def test_every_extreme_alone(name: str) -> None:
    drawn = country(SHAPES["two factions, conditions by name"], seed=len(name))
    EXTREMES[name](drawn)
    breaches = all_breaches(play(drawn))
    assert not breaches, "\n".join(breaches)


def test_no_more_civilians_die_than_there_are() -> None:
    drawn = country(SHAPES["two factions, conditions by name"], seed=0)
    for name in ("bloody crossfire", "furious war"):
        EXTREMES[name](drawn)
    for place in drawn.places:
        place["population_people"] = 200
    history = play(drawn)
    people_are_accounted_for(history)
    # it tells only where whole towns die
    assert (history.states.dead[-1] > 199.0).any()
