"""Whatever is done to a good scenario, a scenario or a list of problems comes out."""

from __future__ import annotations

import json
import math
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contingent.scenario.document import read_yaml
from contingent.scenario.load import FILES, load_scenario
from contingent.scenario.model import Scenario
from contingent.scenario.problems import Problems, ScenarioError
from tests.scenario.conftest import DUEL

JUNK: list[Any] = [
    None,
    True,
    0,
    -1,
    10**25,
    math.nan,
    math.inf,
    "",
    "x",
    "2019-13-45",
    "\u202e\u200bх",
    [],
    {},
    [[]],
    {"x": {"y": [1]}},
    {"id": "red"},
    [{"id": 5}],
    "red",
    "alpha",
    {"value": 1},
    {"unit": "musd"},
    {"lognormal": [1, 2], "unit": "musd", "judgement": "x"},
]


def nodes(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [way] if way else []
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(value, dict | list):
            found += nodes(value, (*way, key))
        else:
            found.append((*way, key))
    return found


def spoil(data: Any, luck: random.Random) -> None:
    way = luck.choice(nodes(data))
    for key in way[:-1]:
        data = data[key]
    action = luck.randrange(5)
    if action == 0:
        del data[way[-1]]
    elif action in (1, 2):
        data[way[-1]] = luck.choice(JUNK)
    elif isinstance(data, list):
        data.append(luck.choice(data) if action == 3 else luck.choice(JUNK))
    elif action == 3:
        data[f"{way[-1]}s"] = data.pop(way[-1])
    else:
        other = luck.choice(list(data))
        data[way[-1]], data[other] = data[other], data[way[-1]]


def check(path: Path) -> None:
    try:
        loaded = load_scenario(path)
    except ScenarioError as error:
        said = str(error).splitlines()
    else:
        assert isinstance(loaded, Scenario)
        return
    assert said
    for line in said:
        assert line.startswith((str(path), "…"))
        assert line.isprintable()
        assert "cannot be understood" not in line
        assert len(line) < 1500


TRIALS = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@TRIALS
@given(luck=st.integers(0, 2**32), times=st.integers(1, 3))
def test_spoiled_data(luck, times):
    chance = random.Random(luck)
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "duel"
        shutil.copytree(DUEL, path)
        file = chance.choice(("scenario.yaml", "scenario.yaml", "evidence.yaml"))
        data = read_yaml(str(path / file), Problems()).data
        for _ in range(times):
            spoil(data, chance)
        # JSON is YAML; its NaN and Infinity become words, which are spoiled enough
        (path / file).write_text(json.dumps(data, indent=0), encoding="utf-8")
        check(path)


@TRIALS
@given(
    file=st.sampled_from(FILES),
    at=st.floats(0, 1),
    cut=st.integers(0, 30),
    junk=st.one_of(
        st.text(max_size=10),
        st.sampled_from(
            [",", "\n", '"', "'", ": ", "[", "{", "}", "&a ", "*a", "!!x ", "\0", "- "]
        ),
    ),
)
def test_spoiled_text(file, at, cut, junk):
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "duel"
        shutil.copytree(DUEL, path)
        text = (path / file).read_text(encoding="utf-8")
        i = int(at * len(text))
        spoiled = text[:i] + junk + text[i + cut :]
        (path / file).write_bytes(spoiled.encode("utf-8", errors="surrogatepass"))
        check(path)


@TRIALS
@given(file=st.sampled_from(FILES), content=st.binary(max_size=200))
def test_random_bytes(file, content):
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "duel"
        shutil.copytree(DUEL, path)
        (path / file).write_bytes(content)
        check(path)
