"""Where things lie on the map's paper: panes, names, and the stops of the slider."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.questions import tables
from contingent.report.charts.map_layers import Sheet
from contingent.report.charts.map_names import names
from contingent.report.land.chances import MOST, chances, slider_dates
from contingent.report.land.country import Land, Place
from contingent.report.land.labels import arrange
from contingent.report.land.panes import ZOOM, enlarged, fit
from contingent.report.land.rooms import LINE, Paper, Wanted, length
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


def put_on(some, width, height, taken=(), land=None):
    return arrange(Paper(width, height, tuple(some), tuple(taken), land))


def apart(one, two):
    return one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


@given(wanted)
@settings(max_examples=60, deadline=None)
def test_names_lie_on_the_paper_and_not_on_each_other_nor_on_marks(some):
    taken = (100.0, 0.0, 150.0, 60.0)
    found = put_on(some, 300, 200, [taken])
    marks = [(w.x - w.r, w.y - w.r, w.x + w.r, w.y + w.r) for w in some]
    for put in found:
        left, top, right, bottom = put.box
        assert left >= 0
        assert top >= 0
        assert right <= 300
        assert bottom <= 200
        assert bottom - top == pytest.approx(LINE)
        xs = [x for _, x in put.icons] + [put.x]
        assert left <= min(xs) <= max(xs) <= right
        room = put.x - left if put.right else right - put.x
        assert room >= length(put.text, 0) - 1e-6
        assert all(apart(put.box, mark) for mark in (taken, *marks))
    for one, two in combinations([put.box for put in found], 2):
        assert apart(one, two)


def test_a_name_goes_to_the_side_that_is_free():
    alone = Wanted("a", "Alpha", 100, 50, 4)
    assert not put_on([alone], 300, 100)[0].right
    assert put_on([alone], 120, 100)[0].right
    assert not put_on([alone], 300, 100, [(0, 0, 300, 100)])


def test_the_more_important_place_has_its_name():
    near = [Wanted("a", "Alpha", 20, 10, 4), Wanted("b", "Bravo", 21, 10, 4)]
    assert [put.id for put in put_on(near, 60, 20)] == ["a"]


def test_a_name_makes_way_for_one_that_can_stand_nowhere_else():
    # a may stand on either side; b, on the right edge, on its left alone
    first, second = Wanted("a", "Alpha", 60, 10, 4), Wanted("b", "Bravo", 115, 10, 4)
    assert not put_on([first], 120, 20)[0].right
    assert [(put.id, put.right) for put in put_on([first, second], 120, 20)] == [
        ("a", True),
        ("b", True),
    ]


def test_names_keep_to_their_cell_and_off_others_or_are_shortened():
    own, other = shapely.box(0, 0, 70, 100), shapely.box(70, 0, 300, 100)
    land = shapely.union(own, other)
    place = Wanted("a", "Alpha", 60, 50, 4, cell=own)
    assert not put_on([place], 300, 100)[0].right
    (put,) = put_on([place], 300, 100, land=land)
    assert put.box[2] <= 70
    long = Wanted("a", "Alpha International Airport", 60, 50, 4, short="Alpha", cell=own)
    assert put_on([long], 300, 100)[0].text == "Alpha International Airport"
    assert put_on([long], 300, 100, land=land)[0].text == "Alpha"


def test_signs_stand_elsewhere_rather_than_that_a_name_is_left_out():
    place = Wanted("a", "Alpha", 45, 20, 4, ("air", "oil"))
    assert len(put_on([place], 300, 40)) == 1
    # neither side has room for name and signs together
    named, signs = put_on([place], 90, 27, [(0, 0, 90, 12)])
    assert (named.text, named.icons) == ("Alpha", ())
    assert (signs.text, [name for name, _ in signs.icons]) == ("", ["air", "oil"])


def test_where_there_is_no_room_for_all_the_most_people_have_their_name():
    """Ten towns on a road too short for their names: which are named goes by people."""
    towns = tuple(
        Place(
            f"t{i}", f"Town number {i}", (0.02 * i, 0.0), 1000.0 * (i + 1), 0, False, False, i == 0
        )
        for i in range(10)
    )
    sheet = Sheet(Land(towns, {}, ()), None, None, fit((0, 0, 0.18, 0), 300), None)
    named = [put.id for put in names(sheet, sheet.whole)]
    assert named[:2] == ["t0", "t9"]
    assert 2 <= len(named) < 10


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
