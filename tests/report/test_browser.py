"""The page in a real browser: Chromium without a network, on screen, on paper and by keyboard."""

from __future__ import annotations

import copy
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from contingent.report import page
from contingent.report.studio import live
from contingent.report.studio.drawing import studio

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

HOSTILE = (
    '</script><script>window.ran = 1</script>"><img src=x onerror="window.ran = 2">'
    "{{7*7}}\u2028${window.ran = 3}'"
)
LAPTOP, PHONE = (1280, 900), (390, 800)
PAPER = (688, 1017)  # A4 at 96 dots an inch, within the page's margins
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def result(duel_run):
    return duel_run


@pytest.fixture(scope="module")
def report(result):
    return result.folder / "report.html"


@dataclass
class Heard:
    """What a page complained of, and what it asked for."""

    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def shown(browser, path, size=LAPTOP, **options):
    """Open a page from disk with the network off."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    context.set_offline(True)
    heard = Heard()
    view = context.new_page()

    def route(request):
        heard.asked.append(request.request.url)
        own = request.request.url.startswith(path.as_uri())
        request.continue_() if own else request.abort()

    view.route("**/*", route)
    view.on("console", lambda said: heard.errors.append(said.text) if said.type == "error" else 0)
    view.on("pageerror", lambda error: heard.errors.append(str(error)))
    view.goto(path.as_uri())
    try:
        yield view, heard
    finally:
        context.close()


@pytest.mark.parametrize("width", [1280, 1024])
def test_every_entry_of_the_contents_can_be_seen_without_scrolling_them(browser, report, width):
    with shown(browser, report, (width, 900)) as (view, _):
        view.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        view.wait_for_timeout(200)
        bar, links = view.locator("nav > div").bounding_box(), view.locator("nav a")
        assert links.count() > 8
        for i in range(links.count()):
            box = links.nth(i).bounding_box()
            assert bar["x"] <= box["x"]
            assert box["x"] + box["width"] <= bar["x"] + bar["width"]


def wake(view):
    """Scroll down the page and wait until every chart that can be seen and react does so."""
    charts = view.locator(".chart:visible:has(> script)")
    for i in range(charts.count()):
        charts.nth(i).scroll_into_view_if_needed()
    view.wait_for_function(
        """() => [...document.querySelectorAll(".chart")]
            .filter((each) => each.getClientRects().length && each.querySelector("script"))
            .every((each) => each.classList.contains("is-live"))"""
    )
    return charts.count()


def pointed(view, place):
    """Point at the first of a place and return what the page says of it."""
    there = view.locator(place).first
    there.scroll_into_view_if_needed()
    # what is said goes when the page is scrolled, of which the page is told a frame later
    view.evaluate("new Promise((on) => requestAnimationFrame(() => requestAnimationFrame(on)))")
    there.hover()
    said = view.locator(".tip")
    sync_api.expect(said).to_be_visible()
    return said.inner_text()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_offline_from_disk_every_chart_comes_to_life(browser, report, size):
    with shown(browser, report, size) as (view, heard):
        assert view.locator(".chart.is-live").count() < view.locator(".chart:visible").count()
        assert wake(view) > 10
        assert view.locator(".chart.is-live > svg:visible").count() == 0
        assert view.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert heard.errors == []
        assert set(heard.asked) == {report.as_uri()}


def test_a_phone_shows_the_question_as_wide_as_the_page(browser, report):
    with shown(browser, report, PHONE) as (view, _):
        assert view.locator(".ask").bounding_box()["width"] > 0.8 * PHONE[0]


def test_the_policy_stops_every_other_script(browser, report, tmp_path):
    text = report.read_text("utf-8")
    bad = tmp_path / "bad.html"
    bad.write_text(text.replace("<main", "<script>window.ran = 1</script><main", 1), "utf-8")
    with shown(browser, bad) as (view, heard):
        assert view.evaluate("window.ran") is None
        assert any("Content Security Policy" in said for said in heard.errors)


def test_without_scripts_the_drawings_stand(browser, report):
    with shown(browser, report, java_script_enabled=False) as (view, _):
        assert view.locator(".chart > svg:visible").count() > 10
        assert view.locator(".chart:visible").count() == view.locator(
            ".chart > svg:visible"
        ).count()  # fmt: skip


def test_the_pointer_is_told_value_and_unit(browser, report):
    with shown(browser, report) as (view, _):
        wake(view)
        said = pointed(view, "#cost .stage:visible")
        assert said.splitlines()[0].split()[-1] in ("2020", "2021")
        assert "median, deaths" in said
        assert "1 in 20 above" in said
        said = pointed(view, '#questions .chart:visible [class*="probe"] > path')
        assert "%" in said
        assert "points" in said
        view.mouse.move(2, 2)
        assert view.locator(".tip").is_hidden()


def test_tables_open_by_keyboard_and_every_figure_has_one(browser, report):
    with shown(browser, report) as (view, _):
        wake(view)
        folded = view.locator("summary:visible")
        for i in range(folded.count()):
            folded.nth(i).focus()
            view.keyboard.press("Enter")
        # those that stand open from the start are closed now
        opened = view.locator("details[open] table:visible")
        assert opened.count() >= folded.count() - view.locator("#why details").count()
        assert all(rows > 0 for rows in opened.evaluate_all("all => all.map(t => t.rows.length)"))
        without = view.evaluate(
            """() => [...document.querySelectorAll("figure")]
                .filter((each) => each.querySelector(".chart"))
                .filter((each) => !each.closest("section").querySelector("table"))
                .map((each) => each.closest("section").id)"""
        )
        assert without == []


def test_the_first_key_leads_past_the_head_and_the_contents_lead_to_sections(browser, report):
    with shown(browser, report) as (view, _):
        view.keyboard.press("Tab")
        view.keyboard.press("Enter")
        assert view.evaluate("document.activeElement.id") == "content"
        links = view.locator("nav a")
        sections = view.locator("section[id]").evaluate_all("all => all.map(each => each.id)")
        assert links.evaluate_all("all => all.map(a => a.hash.slice(1))") == sections
        links.filter(has_text="Human cost").click()
        view.wait_for_function("document.querySelector('[aria-current]')?.hash === '#cost'")
        top = view.locator("#cost").bounding_box()["y"]
        assert 0 <= top < 200


def test_it_prints_with_every_chart_whole_and_within_the_paper(browser, report):
    with shown(browser, report, PAPER) as (view, heard):
        wake(view)
        view.emulate_media(media="print")
        assert view.locator(".stage:visible, nav:visible, summary:visible").count() == 0
        drawn = view.locator(".chart > svg:visible")
        boxes = [drawn.nth(i).bounding_box() for i in range(drawn.count())]
        assert len(boxes) > 10
        for box in boxes:
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PAPER[0]
            assert box["height"] < PAPER[1]
        breaks = view.locator("figure").evaluate_all(
            "all => all.map(each => getComputedStyle(each).breakInside)"
        )
        assert set(breaks) == {"avoid"}
        assert view.evaluate("document.documentElement.scrollWidth") <= PAPER[0]
        printed = view.pdf(format="A4")
        assert printed.startswith(b"%PDF")
        assert printed.count(b"/Type /Page\n") >= 3
        assert heard.errors == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser, report, scheme, size):
    from axe_playwright_python.sync_playwright import Axe

    with shown(browser, report, size, color_scheme=scheme) as (view, _):
        view.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
        wake(view)
        found = Axe().run(view).response["violations"]
        faults = [
            f"{each['id']}: {node['html'][:160]}"
            for each in found
            if each["impact"] in SERIOUS
            for node in each["nodes"]
        ]
        assert faults == []


def test_live_charts_follow_the_page_into_the_dark(browser, report):
    with shown(browser, report, color_scheme="light") as (view, _):
        wake(view)
        label = view.locator("#questions .stage text:visible").first
        colour = "(each) => getComputedStyle(each).fill"
        light = label.evaluate(colour)
        view.emulate_media(color_scheme="dark")
        assert label.evaluate(colour) != light


def hostile(value):
    """Return a description of a scenario in which every text for readers is an attack."""
    told = ("name", "title", "summary", "ask", "note", "says", "says_for", "hedge", "override")
    if isinstance(value, list):
        return [hostile(each) for each in value]
    if isinstance(value, dict):
        return {
            key: HOSTILE if key in told and isinstance(each, str) else hostile(each)
            for key, each in value.items()
        }
    return value


def test_a_hostile_scenario_is_shown_as_text_and_runs_nothing(browser, result, tmp_path):
    tree = result.tree.copy()
    tree.attrs |= {
        name: hostile(copy.deepcopy(tree.attrs[name])) for name in ("scenario", "claims", "arms")
    }
    path = tmp_path / "hostile.html"
    path.write_text(page.render(replace(result, tree=tree, folder=None)), "utf-8")
    with shown(browser, path) as (view, heard):
        view.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
        wake(view)
        assert "{{7*7}}" in pointed(view, '#questions .chart:visible [class*="probe"] > path')
        assert view.evaluate("window.ran") is None
        assert view.locator("img").count() == 0
        assert view.locator("script").count() == view.locator(".chart > script").count() + 2
        assert heard.errors == []
        assert set(heard.asked) == {path.as_uri()}
        plain = HOSTILE.replace("\u2028", "")
        assert view.locator("h1").text_content().replace("\u2028", "") == plain
        for part in ("</script><script>window.ran = 1</script>", "{{7*7}}", "<img src=x onerror="):
            assert part in view.locator("main").inner_text()
        assert "49" not in view.locator("h1").inner_text()


def test_a_slider_stands_with_its_chart_and_moves_it(browser, tmp_path):
    import altair as alt

    date = alt.param("date", value=1, bind=alt.binding_range(min=1, max=5, step=1, name="Month"))
    chart = (
        alt.Chart({"values": [{"x": 1}, {"x": 4}]})
        .mark_circle()
        .encode(x=alt.X("x:Q", scale={"domain": [0, 5]}))
        .transform_filter("datum.x <= date")
        .add_params(date)
    )
    with studio() as drawn:
        body = drawn.draw(chart, "what is there by month", "slider").__html__()
    made = live.scripts()
    path = tmp_path / "slider.html"
    path.write_text(
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{made.policy}"><title>slider</title><body>{body}'
        f"<script>{made.library}</script><script>{made.own}</script>",
        "utf-8",
    )
    with shown(browser, path) as (view, heard):
        wake(view)
        marks = view.locator(".stage .mark-symbol > path")
        assert marks.count() == 1
        slider = view.get_by_role("slider", name="Month")
        slider.focus()
        for _ in range(3):
            view.keyboard.press("ArrowRight")
        sync_api.expect(marks).to_have_count(2)
        assert slider.evaluate("each => !each.closest('[role=img]')")
        assert heard.errors == []
