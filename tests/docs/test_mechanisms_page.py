"""The page of mechanisms says what the code says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from contingent.mechanisms import NAMES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_mechanisms", DOCS / "make_mechanisms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page(maker: ModuleType) -> str:
    return maker.PAGE.read_text("utf-8")


def test_the_page_is_up_to_date(maker: ModuleType, page: str) -> None:
    assert maker.made(page) == page, "run `make mechanisms`"


def test_every_mechanism_has_theory_twin_and_directions(maker: ModuleType) -> None:
    rows = [line.split(" | ") for line in maker.mechanisms().splitlines()[2:]]
    assert [re.search(r"\[(\w+)\]", row[0])[1] for row in rows] == list(NAMES)
    for row in rows:
        assert all(cell.strip(" |") for cell in row)
        assert "[twin](" in row[-1]
        assert "[directions](" in row[-1]


def test_links_lead_somewhere(page: str) -> None:
    links = set(re.findall(r"\]\((\.\./[^)#]+)\)", page))
    assert len(links) > len(NAMES)
    assert not [link for link in links if not (DOCS / link).exists()]


def test_the_table_of_what_hangs_on_them_has_every_mechanism(page: str) -> None:
    between = page.split("<!-- made: ablation -->")[1].split("<!-- end -->", maxsplit=1)[0]
    assert re.findall(r"^\| (\w+) \|", between, re.MULTILINE)[1:] == list(NAMES)


def test_a_mark_that_is_missing_is_said(maker: ModuleType) -> None:
    with pytest.raises(ValueError, match="0 places marked 'x'"):
        maker.replaced("no marks", "x", "table")
