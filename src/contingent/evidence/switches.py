"""Claims as switches: true or false in each draw, consistently with each other.

Claims linked by `excludes` or `implies` are drawn together: of all joint states that contradict no
link, one is drawn with probability proportional to the product of the claims' own credences
(independent claims conditioned on consistency). Unlinked claims are drawn alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from contingent.scenario.ledger import Claim

MOST_LINKED = 14
"""Claims that may hang together; their joint states are listed one by one."""

Uniforms = Callable[[str], npt.NDArray[np.float64]]


class TooManyLinkedError(ValueError):
    """More claims hang together than can be drawn jointly."""


@dataclass(frozen=True)
class Switch:
    """A set of claims drawn together.

    Attributes
    ----------
    claims : tuple of str
        Their ids; the first one names the random stream.
    states : bool [state, claim]
        Joint states that contradict no link.
    upto : float64 [state]
        Cumulative probability of the states.
    """

    claims: tuple[str, ...]
    states: npt.NDArray[np.bool_]
    upto: npt.NDArray[np.float64]

    @property
    def stream(self) -> str:
        """Name of the random stream that decides them."""
        return f"claim {self.claims[0]}"

    def draw(self, u: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return the truth of the claims, shape ``[draw, claim]``."""
        chosen = np.searchsorted(self.upto, u, side="right").clip(max=len(self.upto) - 1)
        return np.asarray(self.states[chosen])


def switches(claims: Sequence[Claim], credences: Sequence[float]) -> tuple[Switch, ...]:
    """Group claims by their links and list the consistent joint states of each group."""
    belief = dict(zip((c.id for c in claims), credences, strict=True))
    by_id = {c.id: c for c in claims}
    return tuple(_switch([by_id[name] for name in names], belief) for names in _components(claims))


def _components(claims: Sequence[Claim]) -> list[list[str]]:
    links: dict[str, set[str]] = {c.id: set() for c in claims}
    for claim in claims:
        for other in (*claim.excludes, *claim.implies):
            links[claim.id].add(other)
            links[other].add(claim.id)
    seen: set[str] = set()
    components = []
    for start in links:
        todo, members = [start], set[str]()
        while todo:
            here = todo.pop()
            if here not in members:
                members.add(here)
                todo.extend(links[here])
        if start not in seen:
            components.append(sorted(members))
        seen |= members
    return components


def _switch(claims: list[Claim], belief: dict[str, float]) -> Switch:
    if len(claims) > MOST_LINKED:
        raise TooManyLinkedError(
            f"{len(claims)} claims hang together by excludes and implies, from {claims[0].id}; "
            f"at most {MOST_LINKED} can be drawn jointly"
        )
    names = tuple(c.id for c in claims)
    states = [s for s in product((False, True), repeat=len(names)) if _consistent(claims, s)]
    weight = [
        np.prod([belief[n] if true else 1 - belief[n] for n, true in zip(names, s, strict=True)])
        for s in states
    ]
    upto = np.cumsum(weight) / np.sum(weight)
    return Switch(names, np.array(states, bool).reshape(len(states), len(names)), upto)


def _consistent(claims: list[Claim], state: tuple[bool, ...]) -> bool:
    true = {c.id for c, s in zip(claims, state, strict=True) if s}
    return not any(set(c.excludes) & true or set(c.implies) - true for c in claims if c.id in true)


def draw_claims(
    claims: Sequence[Claim], groups: Sequence[Switch], uniforms: Uniforms
) -> npt.NDArray[np.bool_]:
    """Draw the truth of every claim, shape ``[draw, claim]`` in the order of `claims`."""
    if not claims:
        return np.zeros((len(uniforms("")), 0), bool)
    truth = {}
    for group in groups:
        drawn = group.draw(uniforms(group.stream))
        truth.update({name: drawn[:, i] for i, name in enumerate(group.claims)})
    return np.stack([truth[c.id] for c in claims], 1)
