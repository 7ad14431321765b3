"""One planted run for all tests of the page that only look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.test_sections import LEVER, planted

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def duel_run(tmp_path_factory):
    return planted(tmp_path_factory.mktemp("runs") / "duel", [LEVER])


@pytest.fixture(scope="session")
def report(duel_run):
    """The page of that run."""
    return duel_run.folder / "report.html"


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; one for all tests, since a process can drive no second."""
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser at {CHROMIUM}")
    drive = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with drive.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()
