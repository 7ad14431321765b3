"""The page in a real browser, for all readers: by keyboard, on a phone, on paper, in the dark."""

from __future__ import annotations

import pytest

from tests.report.screen import LAPTOP, PAPER, PHONE, shown, wake

SERIOUS = ("serious", "critical")


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


def test_a_phone_shows_the_question_as_wide_as_the_page(browser, report):
    with shown(browser, report, PHONE) as (view, _):
        assert view.locator(".ask").bounding_box()["width"] > 0.8 * PHONE[0]


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
