"""One planted run for all tests of the page that only look at it."""

from __future__ import annotations

import pytest

from tests.report.test_sections import LEVER, planted


@pytest.fixture(scope="session")
def duel_run(tmp_path_factory):
    return planted(tmp_path_factory.mktemp("runs") / "duel", [LEVER])
