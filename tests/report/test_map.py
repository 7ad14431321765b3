"""The map in the page: its data, its heading, and that it lives in a browser without eval."""

from __future__ import annotations

import copy
import functools
import json
import re

import pytest
import shapely
import vl_convert

from contingent.questions import tables
from contingent.report import page
from contingent.report.charts import map as map_chart
from contingent.report.charts import map_dates
from contingent.report.charts.map_layers import Sides
from contingent.report.land import holders
from contingent.report.land.chances import chances
from contingent.report.land.country import land_of
from contingent.report.sections.map import heading, section
from contingent.report.sections.view import View
from contingent.report.theme import light_ink
from tests.report.test_page import HOSTILE, tags_of
from tests.results.fake import stored

FACTIONS = ["lna", "gna"]
WHERE = """([place, x, y]) => {
  const cell = [...document.querySelectorAll("path")].find(
    (path) => path.__data__?.mark?.marktype === "shape" && path.__data__.datum?.place === place);
  const at = new DOMPoint(x, y).matrixTransform(cell.getScreenCTM());
  return [at.x, at.y];
}"""
"""Where on the screen a point of a place's cell is."""


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return stored(tmp_path_factory.mktemp("run"), draws=80, keep=2)


@pytest.fixture(scope="module")
def ink():
    return light_ink(FACTIONS, ["#b5532a", "#1f6f9f"])


def sides_of(ink, labels=("LNA", "GNA")):
    return Sides((*labels, "nobody"), (*ink.factions.values(), ink.nobody))


@pytest.fixture(scope="module")
def made(result, ink):
    """Return the map of the made-up country as Vega-Lite, at a start, a middle and an end."""
    table, dates = tables.places_by_date(result), result.times[[0, 40, 91]]
    about = {p["id"]: {"about": "there", "course": "then"} for p in result.scenario["places"]}
    found = chances(table, dates, FACTIONS)
    chart = map_chart.chart(land_of(result), found, about, sides_of(ink), ink)
    return found, chart.to_dict()


def drawn_cells(svg, ink):
    """Return fill and depth of every cell, in the order in which they are drawn."""
    fills = "|".join([*ink.factions.values(), ink.nobody])
    looks = rf'<path (?=[^>]*fill="({fills})")(?=[^>]*fill-opacity="([\d.]+)")'
    found = re.findall(looks, svg)
    return [(fill, float(depth)) for fill, depth in found]


@pytest.mark.parametrize("date", [0, 1, 2])
def test_each_cell_has_the_colour_of_its_likeliest_holder(made, ink, date):
    found, spec = made
    spec = copy.deepcopy(spec)
    next(p for p in spec["params"] if p["name"] == "when")["value"] = date
    cells = drawn_cells(vl_convert.vegalite_to_svg(spec), ink)
    colours = [*ink.factions.values(), ink.nobody]
    chance = [[values[date] for values in held] for held in found.held.values()]
    leads = [each.index(max(each)) for each in chance]
    assert [fill for fill, _ in cells[: len(leads)]] == [colours[lead] for lead in leads]
    depths = [depth for _, depth in cells[: len(leads)]]
    likeliest = [max(each) for each in chance]
    assert sorted(depths) == pytest.approx(
        sorted(0.07 + 0.73 * (1.5 * p - 0.5) for p in likeliest), abs=1e-3
    )


def test_no_chart_holds_more_rows_than_it_may(made):
    found, spec = made
    rows = sum(map(len, spec["datasets"].values()))
    assert rows + len(found.held) * len(found.dates) <= 5000
    assert "url" not in json.dumps(spec["datasets"])


@pytest.mark.parametrize("narrow", [False, True])
def test_maps_fit_the_page_and_the_phone(result, ink, narrow):
    when = holders.moments(result.times)
    found = chances(tables.places_by_date(result), [date for _, date in when], FACTIONS)
    titles = [(word, str(date)) for word, date in when]
    land, about = land_of(result), {}
    charts = [
        map_chart.chart(land, found, about, sides_of(ink), ink, narrow=narrow),
        map_dates.chart(land, found, titles, sides_of(ink), ink, narrow=narrow),
    ]
    for chart in charts:
        svg = vl_convert.vegalite_to_svg(chart.to_dict())
        width = float(re.search(r'width="([\d.]+)"', svg)[1])
        assert width <= (360 if narrow else 960)


def test_the_heading_says_what_becomes_of_the_capital(result):
    land = land_of(result)
    seat = land.foremost.id
    assert seat == "tripoli"
    sides = {"lna": "LNA", "gna": "GNA", "none": "nobody"}

    def cell(*parts):
        chance = dict(zip(sides, parts, strict=True))
        lead = max(chance, key=chance.get)
        return {"lead": lead, "p": chance[lead], "parts": list(chance.items())}

    sure = [cell(0.0, 1.0, 0.0), cell(0.01, 0.99, 0.0)]
    cells = {place.id: sure for place in land.places}
    cells[seat] = [cell(0.0, 1.0, 0.0), cell(0.4, 0.6, 0.0)]
    assert heading(land, cells, sides) == (
        "Tripoli is held by LNA at the end in 40\u202f% of worlds"
    )
    cells["sirte"] = [cell(0.0, 1.0, 0.0), cell(0.5, 0.4, 0.1)]
    assert heading(land, cells, sides).endswith("; most open besides: Sirte")
    cells[seat] = [cell(0.0, 1.0, 0.0), cell(0.0, 0.9, 0.1)]
    assert heading(land, cells, sides).startswith("Tripoli is held by GNA at the end in 90")


def test_an_older_run_has_the_table_and_no_map(result):
    result = copy.copy(result)
    older = {**result.scenario, "places": [{"id": p["id"], "name": p["name"]}
             for p in result.scenario["places"]]}  # fmt: skip
    del older["outlines"]
    tree = result.tree.copy()
    tree.attrs = {**tree.attrs, "scenario": older}
    html = page.render(type(result)(tree, result.manifest))
    assert land_of(type(result)(tree)) is None
    assert 'class="heat"' in html
    assert not any(a.get("class") == "map" for tag, a in tags_of(html) if tag == "figure")


class Studio:
    """Keeps what it is given to draw."""

    def __init__(self):
        self.alts = {}

    def draw(self, chart, alt, prefix, **_):
        assert chart.to_dict()
        self.alts[prefix] = alt
        return prefix


def test_the_section_holds_a_map_its_dates_and_three_shares(result, ink):
    studio = Studio()
    found = section(View(result, dict(tables.AsWanted(result)), ink, studio))
    assert set(studio.alts) == {
        "map-wide", "map-narrow", "map-dates-wide", "map-dates-narrow", "people", "oil", "places",
    }  # fmt: skip
    assert all(alt.strip() for alt in studio.alts.values())
    assert len(found["rows"]) == len(result.scenario["places"])
    leads = [cells[-1]["lead"] for _, cells in found["rows"]]
    counted = re.findall(r"(\d+) place", studio.alts["map-wide"])
    assert sum(map(int, counted)) == len(leads)


@functools.cache
def library():
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


@pytest.fixture
def alive(browser, result, ink, tmp_path):
    """Return a page on which the map lives, without eval, with names that are markup."""
    hostile = copy.copy(result)
    tree = result.tree.copy()
    names = [{**p, "name": f"{p['name']}{HOSTILE}"} for p in result.scenario["places"]]
    tree.attrs = {**tree.attrs, "scenario": {**result.scenario, "places": names}}
    hostile = type(result)(tree, result.manifest)
    found = chances(tables.places_by_date(result), result.times[[0, 40, 91]], FACTIONS)
    about = {p["id"]: {"about": HOSTILE, "course": HOSTILE} for p in names}
    labels = (HOSTILE, "'] + alert(1) + ['")
    chart = map_chart.chart(land_of(hostile), found, about, sides_of(ink, labels), ink)
    spec = json.dumps(vl_convert.vegalite_to_vega(chart.to_dict())).replace("<", "\\u003c")
    file = tmp_path / "map.html"
    file.write_text(
        '<meta charset="utf-8"><div id="map"></div>'
        f"<script>{library()}</script><script>window.told = [];"
        f"vegaEmbed('#map', {spec}, {{mode: 'vega', renderer: 'svg', ast: true, actions: false,"
        " tooltip: (handler, event, item, value) => { if (value) told.push(value); }})"
        ".then(made => { window.view = made.view; });</script>",
        "utf-8",
    )
    view = browser.new_page()
    view.faults = []
    view.on("pageerror", lambda error: view.faults.append(str(error)))
    view.on("dialog", lambda dialog: view.faults.append(dialog.message))
    view.goto(file.as_uri())
    view.wait_for_function("window.view !== undefined")
    yield view
    view.close()


def test_the_slider_moves_the_map_and_the_pointer_chooses_a_place(alive, made, ink):
    found, _ = made
    slider = alive.locator("input[type=range]")
    assert slider.get_attribute("max") == "2"
    last = drawn_cells(alive.content(), ink)
    slider.focus()
    alive.keyboard.press("Home")
    alive.wait_for_function("view.signal('when') === 0")
    alive.evaluate("view.runAsync().then(() => 0)")
    assert drawn_cells(alive.content(), ink) != last
    assert "4 April 2019" in alive.locator("#map svg").text_content()
    chosen = "JSON.stringify(view.data('spot_store'))"
    assert "tripoli" in alive.evaluate(chosen)
    rows = {row["place"]: row for row in made[1]["datasets"]["places"]}
    spot = shapely.geometry.shape(rows["tobruk"]["geo0"]).representative_point()
    alive.mouse.move(*alive.evaluate(WHERE, ["tobruk", spot.x, spot.y]))
    alive.wait_for_function(f"{chosen}.includes('tobruk')")
    told = json.loads(alive.evaluate("JSON.stringify(told.at(-1))"))
    assert told["title"].startswith(f"Tobruk{HOSTILE}")
    assert told["there"] == HOSTILE
    labels = (HOSTILE, "'] + alert(1) + ['", "nobody")
    for label, values in zip(labels, found.held["tobruk"], strict=True):
        assert told[f"held by {label}"] == f"{100 * values[0]:.0f} %"
    assert not alive.faults
    assert alive.locator("script").count() == 2
