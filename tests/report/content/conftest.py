"""The made-up run whose sections are read here; stored once for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contingent.questions import tables as make_tables
from contingent.report import page
from contingent.report.sections.view import View
from contingent.report.theme import light_ink
from tests.report.content.easel import MODEL, Easel
from tests.results.fake import stored


@pytest.fixture(scope="session")
def result(tmp_path_factory):
    found = stored(tmp_path_factory.mktemp("run"), draws=300, keep=2)
    tree = found.tree.copy()
    about = tree.attrs["scenario"] | {"titles": {"war.tempo": "pace of the war"}}
    tree.attrs |= {"model": MODEL, "scenario": about}
    return replace(found, tree=tree)


@pytest.fixture(scope="session")
def tables(result):
    return dict(make_tables.AsWanted(result))


@pytest.fixture(scope="session")
def html(result, tables):
    return page.render(result, tables)


@pytest.fixture
def view(result, tables):
    return View(result, tables, light_ink(["lna", "gna"], ["#b5532a", "#2f6f8f"]), Easel())
