"""A scenario's own priors replace those of the mechanisms, within the bounds of their units."""

from __future__ import annotations

import pytest

from contingent.engine.model import make_model
from contingent.mechanisms import default_priors
from contingent.scenario.load import load_scenario
from contingent.scenario.problems import ScenarioError
from contingent.world.template import bounds_of
from tests.scenario.conftest import Folder

PRIOR = 'priors: {{{path}: {{{number}, unit: {unit}, judgement: "why not"}}}}'


def with_prior(folder: Folder, path: str, number: str, unit: str):
    folder.edit("scenario.yaml", "priors: {}", PRIOR.format(path=path, number=number, unit=unit))
    return make_model(load_scenario(folder.path)).template.slots[path].quantity


def test_a_prior_of_its_own(folder: Folder) -> None:
    assert with_prior(folder, "combat.intensity", "value: 0.01", "per_day").args == (0.01,)


@pytest.mark.parametrize(
    ("path", "number", "unit", "said"),
    [
        ("combat.intensity", "value: -0.01", "per_day", "-0.01 lies outside 0 to inf per_day"),
        ("combat.lasting", "value: 1.5", "share", "1.5 lies outside 0 to 1 share"),
        ("combat.escape", "uniform: {low: -1, high: 1}", "share", "-1 lies outside"),
        ("toll.flight", "normal: {mean: 0, sd: 1}", "per_day", "only 50% of it lies between"),
        ("war.kit", "value: 0", "musd", "0 musd is too little"),
        ("combat.intensity", "value: 1", "per_year", "unit per_year must be per_day"),
        ("combat.intensty", "value: 1", "per_day", 'did you mean "combat.intensity"?'),
    ],
)
def test_impossible_priors_are_refused(
    folder: Folder,
    path: str,
    number: str,
    unit: str,
    said: str,
) -> None:
    with pytest.raises(ScenarioError) as caught:
        with_prior(folder, path, number, unit)
    (problem,) = caught.value.problems
    assert said in problem.message
    assert problem.line is not None


def test_tails_of_a_prior_are_cut_off(folder: Folder) -> None:
    made = with_prior(folder, "toll.flight", "normal: {mean: 0.01, sd: 0.01}", "per_day")
    assert (made.ppf([0.0, 0.001, 0.5]) >= 0).all()


def test_the_mechanisms_own_priors_keep_within_their_units() -> None:
    for path, quantity in default_priors().items():
        low, high = bounds_of(quantity.unit)
        assert low <= quantity.low, path
        assert quantity.high <= high or quantity.dist == "lognormal", path
