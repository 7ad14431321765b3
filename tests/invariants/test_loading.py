"""Whatever is written is loaded as it stands, or refused on the line that is wrong."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.scenario.distributions import ARGUMENTS
from contingent.scenario.load import FILES, load_scenario
from contingent.scenario.model import Scenario
from contingent.scenario.problems import ScenarioError
from tests.invariants.conftest import SETTINGS
from tests.invariants.extremes import countries
from tests.invariants.worlds import Country, Shape, country

SHAPE = Shape(2, 3, 2, 1, conditions=True, roads=1)


@settings(SETTINGS, max_examples=10)
@given(countries(SHAPE))
def test_numbers_are_loaded_as_they_were_written(drawn: Country) -> None:
    scenario = drawn.load()
    for kind in ("factions", "patrons"):
        for written, read in zip(drawn.head[kind], getattr(scenario, kind), strict=True):
            assert read.id == written["id"]
            for name, number in written.items():
                if isinstance(number, dict) and "unit" in number:
                    assert_same(number, getattr(read, name))
    for row, place in zip(drawn.places, scenario.places, strict=True):
        assert place.population == row["population_people"]
        for faction in scenario.roster.factions:
            assert place.control[faction] == row[f"control_{faction}_share"]
            assert place.affinity[faction] == row[f"affinity_{faction}_share"]
    for row, well in zip(drawn.fields, scenario.fields, strict=True):
        assert (well.place, well.output_kbd) == (row["place"], row["output_kbd"])


def assert_same(written: dict[str, Any], read: Any) -> None:
    """Compare a quantity, or each of a table of them, with what was written."""
    numbers = {k: v for k, v in written.items() if k not in ("unit", "judgement")}
    if not numbers.keys() & ARGUMENTS.keys():
        assert {k: read[k].args for k in numbers} == {k: (float(v),) for k, v in numbers.items()}
        return
    ((dist, arguments),) = numbers.items()
    parts = arguments.values() if isinstance(arguments, dict) else [arguments]
    flat = [x for part in parts for x in (part if isinstance(part, list) else [part])]
    assert (read.dist, read.unit, list(read.args)) == (dist, written["unit"], flat)


WRONG: dict[str, Any] = {
    "another unit": lambda q: q | {"unit": "furlongs"},
    "no unit": lambda q: {k: v for k, v in q.items() if k != "unit"},
    "not finite": lambda q: {"value": 1e300, "unit": q["unit"], "judgement": "x"},
    "far too small": lambda q: {"value": -1e9, "unit": q["unit"], "judgement": "x"},
    "a word": lambda q: {"value": "many", "unit": q["unit"], "judgement": "x"},
    "two distributions": lambda q: q | {"value": 1, "uniform": {"low": 0, "high": 1}},
    "an unknown key": lambda q: q | {"colour": "red"},
    "upside down": lambda q: {"uniform": {"low": 1, "high": 0}, **q, "value": None},
    "nothing": lambda _: None,
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_number_is_refused_where_it_stands(mistake: str) -> None:
    luck = random.Random(mistake)
    for _ in range(2):
        drawn = country(SHAPE, luck.randrange(2**32))
        kind = luck.choice(["factions", "patrons"])
        i = luck.randrange(2)
        entity = drawn.head[kind][i]
        name = luck.choice([k for k, v in entity.items() if ARGUMENTS.keys() & set_of(v)])
        entity[name] = WRONG[mistake](entity[name])
        with pytest.raises(ScenarioError) as caught:
            drawn.load()
        first, last = lines_of(drawn.head, kind, i, name)
        for problem in caught.value.problems:
            assert problem.line is not None
            assert first <= problem.line <= last, str(problem)
            assert name in problem.message


def set_of(value: Any) -> set[str]:
    return set(value) if isinstance(value, dict) else set()


def lines_of(head: dict[str, Any], kind: str, i: int, name: str) -> tuple[int, int]:
    """Return the lines on which a quantity begins and ends."""
    begins, ends = "<<begins>>", "<<ends>>"
    entity = head[kind][i]
    before = {k: v for k, v in entity.items() if k in list(entity)[: list(entity).index(name)]}
    marked = before | {name: begins}
    items = [*head[kind][:i], marked]
    text = json.dumps({**up_to(head, kind), kind: items}, indent=1).splitlines()
    first = next(n for n, line in enumerate(text, 1) if begins in line)
    marked = before | {name: entity[name], ends: 0}
    items = [*head[kind][:i], marked]
    text = json.dumps({**up_to(head, kind), kind: items}, indent=1).splitlines()
    return first, next(n for n, line in enumerate(text, 1) if ends in line) - 1


def up_to(head: dict[str, Any], kind: str) -> dict[str, Any]:
    keys = list(head)
    return {k: head[k] for k in keys[: keys.index(kind)]}


WORDS = st.sampled_from(
    """
    id title start end step factions patrons routes value unit judgement uniform low high fighters
    red alpha 7 0 -1 1e999 .nan .inf ~ true 2019-04-04 <<: ? | > ! & * @ % ` { } [ ] , : - '
    """.split()  # noqa: SIM905
)
SCALARS = st.one_of(WORDS, st.text(max_size=8), st.integers(), st.floats(), st.booleans())
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(WORDS, st.text(max_size=5)), inner)
    ),
    max_leaves=12,
)


def as_block(tree: Any, depth: int = 0) -> str:
    """Write a tree as an analyst would, in blocks, quoting nothing."""
    pad = "  " * depth
    if isinstance(tree, dict):
        return "".join(f"\n{pad}{k}: {as_block(v, depth + 1)}" for k, v in tree.items())
    if isinstance(tree, list):
        return "".join(f"\n{pad}- {as_block(v, depth + 1)}" for v in tree)
    return str(tree)


@settings(SETTINGS, max_examples=40)
@given(st.sampled_from([f for f in FILES if f.endswith("yaml")]), TREES, st.booleans())
def test_any_yaml_is_a_scenario_or_a_list_of_mistakes(file: str, tree: Any, block: bool) -> None:
    text = as_block(tree) if block else json.dumps(tree)
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            (Path(folder) / name).write_text("", "utf-8")
        path = Path(folder) / file
        path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
        try:
            read = load_scenario(folder)
        except ScenarioError as error:
            said = [line for line in str(error).splitlines() if line.startswith(str(path))]
            assert said
            assert all(line.isprintable() for line in said)
        else:
            assert isinstance(read, Scenario)
