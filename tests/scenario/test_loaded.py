"""What a loaded scenario is: frozen, hashed, with its lines and its origins, and soon there."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from contingent.scenario.load import load_scenario
from tests.scenario.conftest import DUEL


def test_loaded_scenario_is_frozen_hashed_and_copies(folder):
    scenario = load_scenario(folder.path)
    with pytest.raises(AttributeError):
        scenario.title = "x"
    with pytest.raises(AttributeError):
        scenario.factions[0].treasury.unit = "x"
    with pytest.raises(TypeError):
        scenario.patrons[0].stake["red"] = None
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    again = load_scenario(DUEL)
    assert again.sha256 == scenario.sha256
    folder.edit("oil.csv", "120,100", "120,101")
    assert load_scenario(folder.path).sha256 != again.sha256


def test_where_names_lines():
    scenario = load_scenario(DUEL)
    assert scenario.where("factions", "red", "treasury") == (str(DUEL / "scenario.yaml"), 22)
    assert scenario.where("factions", "red", "nothing")[1] == 11
    assert scenario.where("places", "delta") == (str(DUEL / "places.csv"), 5)
    assert scenario.where("fields", "big") == (str(DUEL / "oil.csv"), 2)
    assert scenario.where("claims", "red-leader-ill") == (str(DUEL / "evidence.yaml"), 34)


def test_left_out_quantities_are_zero_and_say_so():
    envoy = load_scenario(DUEL).patrons[1]
    assert envoy.cash.central == 0
    assert envoy.cash.unit == "musd_per_year"
    assert envoy.cash.origin.omitted
    assert list(envoy.stake) == ["red", "blue"]
    assert list(envoy.rivals) == ["north", "envoy"]
    assert next(iter(envoy.cost)) == "none"


def test_no_heavy_imports():
    code = (
        "import sys, contingent.scenario.load as l; l.load_scenario(sys.argv[1]);"
        "heavy = {'jax', 'pandas', 'xarray', 'pydantic', 'scipy.stats'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(DUEL)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
