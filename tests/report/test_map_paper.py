"""Where things lie on the map's paper: panes, names, and the stops of the slider."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.questions import tables
from contingent.report.land.chances import MOST, chances, slider_dates
from contingent.report.land.labels import LINE, Wanted, arrange
from contingent.report.land.panes import ZOOM, enlarged, fit
from tests.results.fake import stored

wanted = st.lists(
    st.builds(
        Wanted,
        id=st.just("x"),
        text=st.text("abMW ", max_size=20),
        x=st.floats(0, 300),
        y=st.floats(0, 200),
        r=st.floats(1, 8),
        icons=st.lists(st.sampled_from(["air", "oil"]), max_size=3).map(tuple),
    ),
    max_size=30,
)


def box(put):
    """What a name with its signs covers at least."""
    xs = [x for _, x in put.icons] + [put.x]
    return min(xs), put.y - LINE / 2, max(xs), put.y + LINE / 2


@given(wanted)
@settings(max_examples=60, deadline=None)
def test_names_lie_on_the_paper_and_not_on_each_other(some):
    found = arrange(some, 300, 200, [(100.0, 0.0, 150.0, 60.0)])
    for put in found:
        left, top, right, bottom = box(put)
        assert left >= 0
        assert top >= 0
        assert right <= 300
        assert bottom <= 200
        assert not (left < 150 and right > 100 and top < 60)
    for one, two in combinations(map(box, found), 2):
        apart = one[2] <= two[0] or two[2] <= one[0]
        assert apart or abs(one[1] - two[1]) >= LINE - 1e-6


def test_a_name_goes_to_the_side_that_is_free():
    alone = Wanted("a", "Alpha", 100, 50, 4)
    assert not arrange([alone], 300, 100, [])[0].right
    assert arrange([alone], 120, 100, [])[0].right
    (put,) = arrange([alone], 300, 100, [(0, 0, 300, 100)]) or [None]
    assert put is None


def test_the_more_important_place_has_its_name():
    near = [Wanted("a", "Alpha", 20, 10, 4), Wanted("b", "Bravo", 21, 10, 4)]
    assert [put.id for put in arrange(near, 60, 20, [])] == ["a"]


@pytest.mark.parametrize("bounds", [(0, 0, 10, 5), (0, 0, 1, 40), (5, 5, 5, 5), (0, 0, 90, 1)])
def test_a_pane_shows_all_of_its_country(bounds):
    pane = fit(bounds, 500)
    for x, y in ((bounds[0], bounds[1]), (bounds[2], bounds[3])):
        assert pane.holds((x, y))
    assert 0.5 * 500 <= pane.height <= 1.25 * 500


def test_a_crowd_is_enlarged_and_scattered_places_are_not():
    scattered = {f"p{i}": (10.0 * (i % 4), 10.0 * (i // 4)) for i in range(16)}
    whole = fit((0, 0, 30, 30), 500)
    assert enlarged(scattered, whole, 300) is None
    crowd = {f"c{i}": (5 + 0.3 * i, 5 + 0.2 * (i % 3)) for i in range(6)}
    pane = enlarged(scattered | crowd, whole, 300)
    assert pane is not None
    assert pane.scale > ZOOM * whole.scale
    assert all(pane.holds(spot) for spot in crowd.values())


@pytest.mark.parametrize(("steps", "places"), [(1, 1), (30, 300), (143, 28), (500, 300), (5, 5000)])
def test_the_slider_begins_at_the_start_and_ends_at_the_end(steps, places):
    times = np.datetime64("2019-04-04") + 7 * np.arange(steps + 1)
    stops = slider_dates(times, places)
    assert (stops[0], stops[-1]) == (0, steps)
    assert stops == sorted(set(stops))
    assert len(stops) * places <= MOST or len(stops) <= 3


def test_the_slider_stops_once_a_month_in_a_long_war():
    times = np.datetime64("2019-04-04") + 7 * np.arange(144)
    months = times[slider_dates(times, 28)].astype("datetime64[M]")
    inner = months[1:-1]
    assert (np.diff(inner.astype(int)) == 1).all()


def test_chances_are_those_of_the_table(tmp_path):
    result = stored(tmp_path, draws=60, keep=0)
    table = tables.places_by_date(result)
    dates = result.times[[0, 30, 91]]
    found = chances(table, dates, ["lna", "gna"])
    assert found.dates == tuple(map(str, dates))
    held = result.shares("trajectories/holder", [0, 1, -1])
    for k, place in enumerate(found.held):
        assert place == result.scenario["places"][k]["id"]
        np.testing.assert_allclose(found.held[place], held[:, [0, 30, 91], k], atol=0.0005)
