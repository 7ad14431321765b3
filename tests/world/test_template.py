from datetime import date

import numpy as np
import pytest

from contingent.scenario.load import load_scenario
from contingent.world.geography import crow_km, shortest_km
from contingent.world.template import calendar
from tests.mechanisms.harness import duel, libya


def test_steps_end_on_the_end_date_with_a_shorter_last_one() -> None:
    steps = calendar(date(2019, 4, 4), date(2021, 12, 31), 7)
    assert steps.times[0] == np.datetime64("2019-04-04")
    assert steps.times[-1] == np.datetime64("2021-12-31")
    assert steps.days.sum() == 1002
    assert set(steps.days[:-1]) == {7.0}
    assert steps.days[-1] == 1.0


def test_great_circle_distance_of_a_degree_of_latitude() -> None:
    assert crow_km(np.array([0.0, 1.0]), np.array([10.0, 10.0]))[0, 1] == pytest.approx(
        111.2, abs=0.1
    )


def test_shortest_path_takes_the_detour_that_pays() -> None:
    roads = np.array([[0, 10, 3.0], [10, 0, 4.0], [3, 4, 0]])
    assert shortest_km(roads)[0, 1] == 7.0


def test_roads_lead_both_ways_and_every_place_is_reached() -> None:
    given = libya().template.given
    adjacent = given[("graph", "adjacent")]
    assert np.array_equal(adjacent, adjacent.T)
    assert np.isfinite(given[("graph", "depot_km")]).all()


def test_garrisons_add_up_to_the_whole_force() -> None:
    garrison = duel().template.given[("places", "garrison")]
    assert garrison.sum(0) == pytest.approx(1.0)


def test_people_of_libya_add_up_to_the_census() -> None:
    assert sum(p.population for p in load_scenario("libya-2019").places) == 5_673_031
