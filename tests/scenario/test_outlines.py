"""places.geojson: what it says, and what is said of one that does not fit."""

from __future__ import annotations

import json

import pytest

from contingent.engine.layout import describe
from contingent.scenario import outlines
from contingent.scenario.load import load_scenario, read_scenario
from contingent.scenario.problems import Problems

SQUARE = [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]]


def feature(ring=SQUARE, kind="Polygon", **properties):
    geometry = {"type": kind, "coordinates": ring}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features, indent=None):
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=indent)


@pytest.fixture
def draw(folder):
    def written(text):
        (folder.path / "places.geojson").write_text(text, encoding="utf-8")
        return folder

    return written


def test_outlines_are_optional_and_part_of_the_hash(folder, draw):
    plain = load_scenario(folder.path)
    assert plain.outlines == outlines.Outlines()
    draw(collection(feature(id="alpha")))
    assert load_scenario(folder.path).sha256 != plain.sha256


def test_outlines_are_read_and_kept_with_the_results(draw):
    holed = [*SQUARE, [[2, 2], [3, 2], [3, 3], [2, 2]]]
    text = collection(feature(holed, id="alpha"), feature([SQUARE], "MultiPolygon", outline=True))
    loaded = load_scenario(draw(text).path)
    assert [len(rings) for rings in loaded.outlines.places["alpha"]] == [2]
    assert loaded.outlines.country[0][0][1] == (9.0, 0.0)
    kept = describe(loaded)["outlines"]
    assert json.loads(kept["places"]["alpha"]) == [holed]
    assert json.loads(kept["country"]) == [SQUARE]
    assert hash(loaded.outlines) == hash(load_scenario(loaded.folder).outlines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("{", "1: is not valid JSON"),
        ("[]", "FeatureCollection"),
        ('{"features": 1}', "FeatureCollection"),
        ('{"features": [1]}', "feature 1: has no properties.id"),
        ("[" * 100_000, "is not"),
        ("1" * 100_000, "is not"),
        (collection(feature(id="alpah")), 'unknown place "alpah" (did you mean "alpha"?)'),
        (collection(feature(id="alpha"), feature(id="alpha")), "stands twice, first in feature 1"),
        (collection(feature(id="alpha", outline=True)), "so has no properties.id"),
        (collection(feature(outline="yes")), 'properties.outline "yes" must be true or false'),
        (collection(feature(outline=True), feature(outline=True)), "country stands twice"),
        (collection({"properties": {"id": "alpha"}, "geometry": None}), "has no geometry"),
        (collection(feature(SQUARE[0], "LineString", id="alpha")), '"LineString" must be a Poly'),
        (collection(feature([], id="alpha")), "a polygon is a list of rings, but there is an empt"),
        (collection(feature(7, "MultiPolygon", id="alpha")), "must hold polygons, but there is 7"),
        (collection(feature([SQUARE[0][:4]], id="alpha")), "a ring of 4 corners is not closed"),
        (collection(feature([[[0, 0], [1, 1], [0, 0]]], id="alpha")), "ring of 3 corners"),
        (collection(feature([[[0, 0], [500_000, 1]]], id="alpha")), "longitude 500000 is not betw"),
        (collection(feature([[[0, 91], [1, 1]]], id="alpha")), "latitude 91 is not between -90"),
        (collection(feature([[[0, True]]], id="alpha")), "latitude true is not a number"),
        (collection(feature([[["0", 1]]], id="alpha")), 'longitude "0" is not a number'),
        (collection(feature([[[float("nan"), 1]]], id="alpha")), "longitude nan is not between"),
        (collection(feature([[[0]]], id="alpha")), "a corner is [longitude, latitude]"),
        (
            collection(feature([[[0, 0], [9, 9], [9, 0], [0, 9], [0, 0]]], id="alpha")),
            "is no area: Self-intersection",
        ),
        (collection(feature([[[1, 1]] * 4], id="alpha")), "is no area"),
        (collection(*[feature(outline=True)] * 1001), "has 1001 features; at most 1000"),
        (
            collection(feature([[[0, 0], *[[1 + i / 1e5, i / 1e3] for i in range(50_000)], [0, 0]]],
                               id="alpha")),
            "has 50002 corners; at most 50000",
        ),
    ],
    ids=range(28),
)  # fmt: skip
def test_outlines_that_do_not_fit(draw, text, words):
    (problem,) = draw(text).problems()
    assert words in str(problem)


@pytest.mark.parametrize("before", ["", '"features": [1, {}],\n', '"name": {"features": [2]},\n'])
def test_a_fault_is_found_at_its_line(draw, before):
    features = [feature(id="alpha"), feature(id="no-such")]
    lines = ",\n".join(json.dumps(item) for item in features)
    (problem,) = draw("\n{" + before + f'"features" : [\n{lines}\n] , "x": 0 }}').problems()
    assert (problem.line, problem.message[:9]) == (4 + before.count("\n"), "feature 2")


def test_an_outline_far_from_its_place_is_doubted(draw):
    problems = Problems()
    far = [[[100, 50], [101, 50], [101, 51], [100, 50]]]
    loaded = read_scenario(str(draw(collection(feature(far, id="alpha"))).path), problems)
    (doubt,) = problems.warnings
    assert loaded is not None
    assert "the outline of alpha does not hold the place itself" in doubt.message
