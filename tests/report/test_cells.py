"""Cells of places: nearest land, cut to the country, beside outlines that are given."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.report.land.cells import flat, make_cells

NONE = {"places": {}, "country": "[]"}


def places(*spots):
    return [{"id": f"p{i}", "lon": lon, "lat": lat} for i, (lon, lat) in enumerate(spots)]


def cells_of(some, outlines=NONE):
    to = flat(some)
    return make_cells(some, outlines, to), {p["id"]: to.point(p["lon"], p["lat"]) for p in some}


def square(left, bottom, size):
    right, top = left + size, bottom + size
    ring = [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]
    return json.dumps([[ring]])


def whole(cells):
    return shapely.union_all(list(cells.values()))


@given(
    st.lists(
        st.tuples(st.integers(-40, 40), st.integers(-20, 20)), min_size=3, max_size=25, unique=True
    )
)
@settings(max_examples=30, deadline=None)
def test_every_point_lies_in_the_cell_of_the_nearest_place(spots):
    cells, where = cells_of(places(*spots))
    assert list(cells) == list(where)
    assert sum(cell.area for cell in cells.values()) == pytest.approx(whole(cells).area)
    hull = shapely.MultiPoint(list(where.values())).convex_hull
    assert whole(cells).buffer(1e-9).contains(hull)
    left, bottom, right, top = whole(cells).bounds
    rng = np.random.default_rng(1)
    for point in rng.uniform((left, bottom), (right, top), (20, 2)):
        inside = [name for name, cell in cells.items() if cell.contains(shapely.Point(point))]
        if inside:
            away = {name: np.hypot(*(point - spot)) for name, spot in where.items()}
            assert away[inside[0]] == pytest.approx(min(away.values()))


@pytest.mark.parametrize(
    "spots",
    [
        [(10, 30)],
        [(10, 30), (12, 31)],
        [(10, 30), (11, 30), (12, 30)],
        [(10, 30), (10, 30), (10, 30), (11, 31)],
        [(179.5, -17), (-179.5, -16), (178, -18)],
        [(0, 89.9), (10, 89.5)],
    ],
    ids=["one", "two", "in a row", "on one spot", "across the date line", "at the pole"],
)
def test_odd_countries_have_cells_too(spots):
    cells, where = cells_of(places(*spots))
    assert len(cells) == len(spots)
    assert sum(cell.area for cell in cells.values()) == pytest.approx(whole(cells).area)
    assert whole(cells).geom_type == "Polygon"
    for name, spot in where.items():
        assert cells[name].distance(shapely.Point(spot)) < 0.001
    left, _, right, _ = whole(cells).bounds
    assert right - left < 5


def test_the_country_cuts_the_cells():
    some = places((1, 1), (2, 2), (3, 1))
    cells, _ = cells_of(some, {"places": {}, "country": square(0, 0, 10)})
    to = flat(some)
    assert whole(cells).symmetric_difference(to.shape(square(0, 0, 10))).area < 1e-9


def test_places_without_an_outline_get_the_rest():
    some = places((1, 1), (2, 2), (3, 1))
    given_one = square(0.5, 0.5, 1)
    cells, _ = cells_of(some, {"places": {"p0": given_one}, "country": square(0, 0, 4)})
    assert cells["p0"].equals(flat(some).shape(given_one))
    assert sum(cell.area for cell in cells.values()) == pytest.approx(whole(cells).area)


def test_a_place_whose_land_others_cover_has_no_cell():
    some = places((1, 1), (2, 2))
    outlines = {"places": {"p0": square(0, 0, 4)}, "country": square(0, 0, 4)}
    assert list(cells_of(some, outlines)[0]) == ["p0"]


def test_distances_east_are_as_short_as_they_are():
    to = flat(places((0, 59), (1, 61)))
    (x0, _), (x1, _) = to.point(0, 60), to.point(1, 60)
    assert x1 - x0 == pytest.approx(0.5)  # the cosine of 60 degrees
