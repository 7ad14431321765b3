"""A scenario made ready to run: arrays, credences, effects of claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from contingent.evidence.credence import accounts
from contingent.evidence.diagram import TooManyLinkedError
from contingent.evidence.switches import Switch, draw_claims, switches, turn_claim
from contingent.mechanisms import default_priors, running
from contingent.scenario.arms import Arm
from contingent.scenario.changes import Change
from contingent.scenario.model import Scenario
from contingent.scenario.problems import Problem, Problems, UserError
from contingent.world.build import build
from contingent.world.draw import Draws, change_worlds, draw_worlds, uniforms
from contingent.world.effects import Effects, claim_effects, merged_priors
from contingent.world.ordering import check_levers, course_of
from contingent.world.orders import Orders, no_orders
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
    orders : Orders
        What is commanded on the way, numpy arrays with an axis of steps in front.
    changes : tuple of Change
        What is changed in every draw, after the claims.
    without : tuple of str
        Mechanisms that do not run.
    given : tuple of (id, bool)
        Claims whose truth is given in every draw; those linked to them follow.
    turned : str or None
        Claim that is true where it would be false, and false where it would be true.
    reseeded : mapping of str to int
        Seeds of the streams of quantities (by path) and claims that have their own.
    """

    scenario: Scenario
    template: Template
    credences: npt.NDArray[np.float64]
    groups: tuple[Switch, ...]
    effects: Effects
    orders: Orders
    changes: tuple[Change, ...] = ()
    without: tuple[str, ...] = ()
    given: tuple[tuple[str, bool], ...] = ()
    turned: str | None = None
    reseeded: Mapping[str, int] = field(default_factory=dict)

    def worlds(self, seed: int, first: int, count: int) -> tuple[Draws, npt.NDArray[np.bool_]]:
        """Draw worlds and the truth of every claim, shape ``[draw, claim]``."""
        drawn, truth = self.before_changes(seed, first, count)
        return self.changed(drawn), truth

    def before_changes(
        self, seed: int, first: int, count: int
    ) -> tuple[Draws, npt.NDArray[np.bool_]]:
        """Draw worlds as claims leave them, which all arms share, and the truth of every claim."""
        truth = self.truths(seed, first, count)
        changes = [(change, truth[:, claim]) for claim, change in self.effects]
        return draw_worlds(self.template, seed, first, count, changes, self.reseeded), truth

    def truths(self, seed: int, first: int, count: int) -> npt.NDArray[np.bool_]:
        """Draw the truth of every claim, bool ``[draw, claim]``."""
        claims, groups = self.scenario.claims, self.groups

        def stream(name: str) -> npt.NDArray[np.float64]:
            return uniforms(self.reseeded.get(name, seed), name, first, count)

        if self.turned is not None:
            return turn_claim(claims, groups, stream, self.turned)
        return draw_claims(claims, groups, stream, dict(self.given))

    def changed(self, drawn: Draws) -> Draws:
        """Return drawn worlds with the model's own changes."""
        return change_worlds(self.template, drawn, self.changes)

    def under(self, arm: Arm) -> Model:
        """Return the model of an arm.

        Raises
        ------
        UserError
            If a change of the arm cannot be made.
        """
        course, wrong = course_of(self.scenario, self.template, arm.changes)
        if wrong:
            raise UserError(Problem(arm.id, None, message) for _, message in wrong)
        return replace(self, orders=course.orders, changes=(*self.changes, *course.changes))


def make_model(
    scenario: Scenario,
    changes: Sequence[Change] = (),
    *,
    without: Sequence[str] = (),
) -> Model:
    """Make a scenario ready to run.

    Parameters
    ----------
    scenario : Scenario
    changes : sequence of Change, optional
        Changes made in every draw; nothing recompiles for them.
    without : sequence of str, optional
        Names of mechanisms that do not run, see `Model`.

    Raises
    ------
    ValueError
        If there is no such mechanism.
    ScenarioError
        If a prior, an effect of a claim or a lever does not fit the world, with file and line.
    """
    running(without)
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
    check_levers(scenario, template, problems)
    problems.raise_if_any()
    still = no_orders(template)
    return Model(
        scenario, template, credences, groups, effects, still, tuple(changes), tuple(without)
    )
