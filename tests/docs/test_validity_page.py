"""The page on validity says what the fits that come with the package say."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from contingent.world.learnt import read_learnt

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def maker(monkeypatch):
    monkeypatch.syspath_prepend(str(DOCS))
    return importlib.import_module("make_validity")


def test_its_tables_are_those_of_the_fits(maker):
    page = maker.PAGE.read_text("utf-8")
    assert maker.page(page) == page, "run `make validity`"


def test_it_prints_every_score_good_or_bad(maker):
    page = maker.PAGE.read_text("utf-8")
    for found in read_learnt().scores.values():
        for name in ("contingent", "logit, 5 features", "Weibull, 5 features"):
            scores = found["scores"][name]
            for measure in set(maker.MEASURES) & set(scores):
                value, low, high = scores[measure]
                assert f"{value:.3f} [{low:.3f}, {high:.3f}]" in page
