"""The page in a real browser: Chromium without a network; what lives, and what may not run."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from contingent.report import page
from contingent.report.studio import live
from contingent.report.studio.drawing import studio
from tests.report.screen import LAPTOP, PHONE, pointed, shown, sync_api, wake

HOSTILE = (
    '</script><script>window.ran = 1</script>"><img src=x onerror="window.ran = 2">'
    "{{7*7}}\u2028${window.ran = 3}'"
)


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_offline_from_disk_every_chart_comes_to_life(browser, report, size):
    with shown(browser, report, size) as (view, heard):
        assert view.locator(".chart.is-live").count() < view.locator(".chart:visible").count()
        assert wake(view) > 10
        assert view.locator(".chart.is-live > svg:visible").count() == 0
        assert view.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert heard.errors == []
        assert set(heard.asked) == {report.as_uri()}


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


def test_a_hostile_scenario_is_shown_as_text_and_runs_nothing(browser, duel_run, tmp_path):
    tree = duel_run.tree.copy()
    tree.attrs |= {
        name: hostile(copy.deepcopy(tree.attrs[name])) for name in ("scenario", "claims", "arms")
    }
    path = tmp_path / "hostile.html"
    path.write_text(page.render(replace(duel_run, tree=tree, folder=None)), "utf-8")
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
