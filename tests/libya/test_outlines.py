"""The outlines of Libya's places: a coverage of the country in which each holds its own place.

The same script makes them for both scenarios.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from contingent.scenario.geojson import shape_of
from contingent.scenario.load import load_scenario

DISTRICTS = Path(__file__).parents[3] / "shared" / "data" / "libya_admin1_ne10m.geojson"


@pytest.fixture(scope="module", params=["libya-2019", "libya-2011"])
def libya(request):
    return load_scenario(request.param)


@pytest.fixture(scope="module")
def cells(libya):
    return {name: shape_of(area) for name, area in libya.outlines.places.items()}


def test_every_place_lies_in_its_own_cell(libya, cells):
    assert list(cells) == [place.id for place in libya.places]
    for place in libya.places:
        spot = shapely.Point(place.lon, place.lat)
        assert [name for name, cell in cells.items() if cell.contains(spot)] == [place.id]


def test_the_cells_leave_no_gap_and_do_not_overlap(cells):
    # equal corners on both sides of every border: what simplifying each alone would break
    assert shapely.coverage_is_valid(list(cells.values()))
    whole = shapely.union_all(list(cells.values()))
    assert whole.geom_type == "Polygon"
    assert not whole.interiors


def test_the_cells_cover_the_districts(cells):
    if not DISTRICTS.is_file():
        pytest.skip(f"the outlines of the districts are not here: {DISTRICTS.name}")
    features = json.loads(DISTRICTS.read_text("utf-8"))["features"]
    land = shapely.union_all([shapely.from_geojson(json.dumps(f["geometry"])) for f in features])
    whole = shapely.union_all(list(cells.values()))
    assert whole.symmetric_difference(land).area < 0.0005 * land.area


def test_the_file_is_light(libya):
    assert (libya.folder / "places.geojson").stat().st_size < 150_000
