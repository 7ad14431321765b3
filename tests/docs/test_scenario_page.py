"""The page on writing scenarios says what the shapes say, and leaves no key out."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from contingent.scenario.changes import OPERATIONS
from contingent.scenario.document import parse_yaml
from contingent.scenario.grammar import KINDS, MODES, SHARES, TOTALS
from contingent.scenario.problems import Problems
from contingent.scenario.schema import json_schema
from contingent.scenario.vocabulary import CLAUSES, DELIVERIES, PHASES, RUNGS, TERRAINS
from contingent.world.orders import MOVABLE

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def maker():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS))
        yield importlib.import_module("make_scenario")


@pytest.fixture(scope="module")
def page(maker):
    return maker.PAGE.read_text("utf-8")


def test_it_is_up_to_date(maker, page):
    assert maker.made(page) == page, "run `make scenario`"


def keys(schema):
    """Yield every key that a schema knows by name."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys(part)


@pytest.mark.parametrize("kind", ["scenario", "evidence", "questions"])
def test_every_key_that_an_editor_knows_stands_on_it(page, kind):
    missing = {key for key in keys(json_schema(kind)) if not re.search(rf"\b{key}\b", page)}
    assert not missing


def test_every_word_of_the_grammar_stands_on_it(page):
    words = (*KINDS, *MODES, *SHARES, *TOTALS, *OPERATIONS, *RUNGS, *PHASES, *CLAUSES)
    words = (*words, *DELIVERIES, *TERRAINS, *(field for _, field in MOVABLE))
    assert not [word for word in words if not re.search(rf"\b{word}\b", page)]


def test_every_key_says_what_it_means(maker):
    for name, text in maker.parts().items():
        if name == "starter":
            continue
        for line in text.splitlines()[2:]:
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            assert all(cells[:3] if len(cells) > 2 else cells), (name, line)


def test_its_yaml_can_be_read(page):
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(blocks) > 5
    for block in blocks:
        problems = Problems()
        parse_yaml("page", block.encode(), problems)
        assert not problems, [str(problem) for problem in problems.sorted()]


def test_its_links_lead_somewhere(page):
    headings = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in headings}
    for target in re.findall(r"\]\(([^)]+)\)", page):
        file, _, anchor = target.partition("#")
        assert (DOCS / file).exists() if file else anchor in anchors, target
