"""A scenario made ready to run: arrays, credences, effects of claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.evidence.credence import accounts
from contingent.evidence.diagram import TooManyLinkedError
from contingent.evidence.switches import Switch, draw_claims, switches, turn_claim
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
    given : tuple of (id, bool)
        Claims whose truth is given in every draw; those linked to them follow.
    turned : str or None
        Claim that is true where it would be false, and false where it would be true.
    """

    scenario: Scenario
    template: Template
    credences: npt.NDArray[np.float64]
    groups: tuple[Switch, ...]
    effects: Effects
    changes: tuple[Change, ...] = ()
    given: tuple[tuple[str, bool], ...] = ()
    turned: str | None = None

    def worlds(self, seed: int, first: int, count: int) -> tuple[Draws, npt.NDArray[np.bool_]]:
        """Draw worlds and the truth of every claim, shape ``[draw, claim]``."""
        truth = self.truths(seed, first, count)
        changes = [(change, truth[:, claim]) for claim, change in self.effects]
        changes += [(change, np.ones(count, bool)) for change in self.changes]
        return draw_worlds(self.template, seed, first, count, changes), truth

    def truths(self, seed: int, first: int, count: int) -> npt.NDArray[np.bool_]:
        """Draw the truth of every claim, bool ``[draw, claim]``."""
        claims, groups = self.scenario.claims, self.groups

        def stream(name: str) -> npt.NDArray[np.float64]:
            return uniforms(seed, name, first, count)

        if self.turned is not None:
            return turn_claim(claims, groups, stream, self.turned)
        return draw_claims(claims, groups, stream, dict(self.given))


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
    believed = [a.credence for a in accounts(scenario.claims, scenario.sources)]
    credences = np.array(believed, np.float64)
    try:
        groups = switches(scenario.claims, credences.tolist())
    except TooManyLinkedError as error:
        problems.add(*scenario.where("claims"), str(error))
        groups = ()
    problems.raise_if_any()
    return Model(scenario, template, credences, groups, effects, tuple(changes))
