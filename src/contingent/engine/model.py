"""A scenario made ready to run: arrays, credences, effects of claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from contingent.evidence.credence import credence
from contingent.evidence.switches import Switch, TooManyLinkedError, draw_claims, switches
from contingent.mechanisms import default_priors
from contingent.scenario.changes import Change
from contingent.scenario.model import Scenario
from contingent.scenario.problems import Problems
from contingent.world.build import build
from contingent.world.draw import Draws, draw_worlds, uniforms
from contingent.world.effects import Effects, claim_effects, merged_priors
from contingent.world.template import Template


@dataclass(frozen=True)
class Model:
    """A scenario with everything that runs need.

    Attributes
    ----------
    scenario : Scenario
    template : Template
        Its arrays.
    credences : float64 [claim]
        Probability that each claim is true.
    groups : tuple of Switch
        Claims drawn together.
    effects : Effects
        What claims change if true.
    changes : tuple of Change
        What is changed in every draw, after the claims.
    reseeded : mapping of str to int
        Seeds of the streams of quantities (by path) and claims that have their own.
    """

    scenario: Scenario
    template: Template
    credences: npt.NDArray[np.float64]
    groups: tuple[Switch, ...]
    effects: Effects
    changes: tuple[Change, ...] = ()
    reseeded: Mapping[str, int] = field(default_factory=dict)

    def worlds(self, seed: int, first: int, count: int) -> tuple[Draws, npt.NDArray[np.bool_]]:
        """Draw worlds and the truth of every claim, shape ``[draw, claim]``."""
        own = self.reseeded
        truth = draw_claims(
            self.scenario.claims,
            self.groups,
            lambda name: uniforms(own.get(name, seed), name, first, count),
        )
        changes = [(change, truth[:, claim]) for claim, change in self.effects]
        changes += [(change, np.ones(count, bool)) for change in self.changes]
        return draw_worlds(self.template, seed, first, count, changes, own), truth


def make_model(scenario: Scenario, changes: Sequence[Change] = ()) -> Model:
    """Make a scenario ready to run.

    Parameters
    ----------
    scenario : Scenario
    changes : sequence of Change, optional
        Changes made in every draw; nothing recompiles for them.

    Raises
    ------
    ScenarioError
        If a prior or an effect of a claim names no quantity of the world, with file and line.
    """
    problems = Problems()
    priors = merged_priors(scenario, default_priors(), problems)
    template = build(scenario, priors)
    effects = claim_effects(scenario, template.slots, problems)
    sources = {source.id: source for source in scenario.sources}
    credences = np.array([credence(claim, sources) for claim in scenario.claims], np.float64)
    try:
        groups = switches(scenario.claims, credences.tolist())
    except TooManyLinkedError as error:
        problems.add(*scenario.where("claims"), str(error))
        groups = ()
    problems.raise_if_any()
    return Model(scenario, template, credences, groups, effects, tuple(changes))
