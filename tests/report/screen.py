"""A page opened in a real browser: without a network, listened to, woken and pointed at."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

LAPTOP, PHONE = (1280, 900), (390, 800)
PAPER = (688, 1017)  # A4 at 96 dots an inch, within the page's margins


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
