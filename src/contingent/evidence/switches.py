"""Claims as switches: true or false in each draw, consistently with each other.

Claims linked by `excludes` or `implies` are drawn together, from a joint distribution that gives
no weight to what contradicts a link and keeps the credences as far as logic allows: see
`contingent.evidence.margins`. Claims without links are drawn alone. Each claim has its own stream
of uniform numbers, so that a claim more or less leaves those it is not linked to as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.evidence.diagram import Diagram, Floats, diagram
from contingent.evidence.margins import weights
from contingent.scenario.ledger import Claim

Uniforms = Callable[[str], Floats]


def stream_of(claim: str) -> str:
    """Return the name of the random stream that decides a claim."""
    return f"claim {claim}"


@dataclass(frozen=True)
class Switch:
    """A set of claims drawn together, or one that is linked to no other.

    Attributes
    ----------
    joint : Diagram
        Their consistent joint truths.
    log_odds : float64 [claim]
        Weight of the truth of each, in the order of the diagram.
    """

    joint: Diagram
    log_odds: Floats

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims, in the order in which they are drawn."""
        return self.joint.claims

    @property
    def marginals(self) -> Floats:
        """How often each claim comes out true, float64 [claim]."""
        return self.joint.marginals(self.joint.chances(self.log_odds))

    def draw(
        self, uniforms: Uniforms, given: Mapping[str, bool] | None = None
    ) -> dict[str, npt.NDArray[np.bool_]]:
        """Return the truth of each claim, bool [draw] by id, perhaps with some given."""
        chances = self.joint.chances(self.log_odds, given)
        node: npt.NDArray[np.intp] | None = None
        truth: dict[str, npt.NDArray[np.bool_]] = {}
        joint = self.joint
        for name, p, low, high in zip(self.claims, chances, joint.low, joint.high, strict=True):
            u = uniforms(stream_of(name))
            node = np.zeros(len(u), np.intp) if node is None else node
            truth[name] = u < p[node]
            node = np.where(truth[name], high[node], low[node])
        return truth


def switches(claims: Sequence[Claim], credences: Sequence[float]) -> tuple[Switch, ...]:
    """Group claims by their links, and find how each group is drawn."""
    belief = dict(zip((c.id for c in claims), credences, strict=True))
    by_id = {c.id: c for c in claims}
    groups = []
    for names in _components(claims):
        joint = diagram([by_id[name] for name in names])
        believed = np.array([belief[name] for name in joint.claims])
        groups.append(Switch(joint, weights(joint, believed)))
    return tuple(groups)


def draw_claims(
    claims: Sequence[Claim],
    groups: Sequence[Switch],
    uniforms: Uniforms,
    given: Mapping[str, bool] | None = None,
) -> npt.NDArray[np.bool_]:
    """Draw the truth of every claim.

    Parameters
    ----------
    claims, groups
        As for `switches`, and what it returned.
    uniforms : callable
        Returns the uniform numbers of a stream, one a draw; each claim has its own.
    given : mapping of id to bool, optional
        Claims that are true, or false, in every draw. Claims linked to them follow as logic and
        their credences demand; the others keep the truth that they would have had.

    Returns
    -------
    bool [draw, claim]
        In the order of `claims`.
    """
    if not claims:
        return np.zeros((len(uniforms("")), 0), bool)
    truth: dict[str, npt.NDArray[np.bool_]] = {}
    for group in groups:
        truth |= group.draw(uniforms, {n: v for n, v in (given or {}).items() if n in group.claims})
    return np.stack([truth[c.id] for c in claims], 1)


def turn_claim(
    claims: Sequence[Claim], groups: Sequence[Switch], uniforms: Uniforms, name: str
) -> npt.NDArray[np.bool_]:
    """Draw the truth of every claim, with one claim turned round, bool [draw, claim].

    It is exact for a claim without links. For a linked one, compare draws in which it is given as
    true and as false: where it would be true, what it is linked to is not what it would be else.
    """
    at = [claim.id for claim in claims].index(name)
    drawn = draw_claims(claims, groups, uniforms)
    false, true = (draw_claims(claims, groups, uniforms, {name: v}) for v in (False, True))
    return np.where(drawn[:, [at]], false, true)


def _components(claims: Sequence[Claim]) -> list[list[str]]:
    links: dict[str, set[str]] = {c.id: set() for c in claims}
    for claim in claims:
        for other in (*claim.excludes, *claim.implies):
            links[claim.id].add(other)
            links[other].add(claim.id)
    seen: set[str] = set()
    components = []
    for start in links:
        if start in seen:
            continue
        todo, members = [start], set[str]()
        while todo:
            here = todo.pop()
            if here not in members:
                members.add(here)
                todo.extend(links[here])
        components.append(sorted(members))
        seen |= members
    return components
