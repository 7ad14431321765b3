"""The joint truths of linked claims that contradict no link, as a diagram walked claim by claim.

Claims are taken one after the other. All that later claims need to know of earlier ones is the
truth of those that still have links to come (the *frontier*), so joint truths that agree on the
frontier share one node. Forty claims that exclude each other need 41 nodes a step, a chain of
implications two, where a list of joint truths would have 41 and 2**40 entries. This is the frontier
method for decision diagrams (Sekine, Imai & Tani 1995; Knuth, *TAOCP* 4A, §7.1.4). Weighing every
truth by its log-odds, one pass backwards gives the chance that the next claim is true at every
node, and one forwards the probability of each claim; both are exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.evidence.ordering import good_order
from contingent.scenario.ledger import Claim

MOST_NODES = 4096
"""Nodes of one step; more than this, and the claims are tied together too densely."""

Floats = npt.NDArray[np.float64]
Nodes = npt.NDArray[np.intp]


class TooManyLinkedError(ValueError):
    """Claims hang together so densely that they cannot be drawn jointly."""


class ContradictionError(ValueError):
    """No joint truth satisfies the links and what is given."""


@dataclass(frozen=True)
class Diagram:
    """Joint truths of linked claims.

    Attributes
    ----------
    claims : tuple of str
        Their ids in the order of the steps.
    low, high : tuple of int [node]
        For each step, the node of the next step that a false and a true claim lead to from every
        node; -1 where it would contradict a link.
    forbidden : tuple of (int, bool, int, bool)
        The links: a claim by its step with a truth, and another with one, that cannot be together.
    """

    claims: tuple[str, ...]
    low: tuple[Nodes, ...]
    high: tuple[Nodes, ...]
    forbidden: tuple[tuple[int, bool, int, bool], ...] = ()

    def chances(self, log_odds: Floats, given: Mapping[str, bool] | None = None) -> list[Floats]:
        """Return the chance that each step's claim is true, float64 [node], by step.

        Parameters
        ----------
        log_odds : float64 [claim]
            Weight of the truth of each claim.
        given : mapping of id to bool, optional
            Claims whose truth is known.

        Raises
        ------
        ContradictionError
            If what is given cannot be true together.
        """
        return self._backwards(log_odds, given or {})[0]

    def log_total(self, log_odds: Floats) -> float:
        """Return the logarithm of the summed weights of all joint truths."""
        return self._backwards(log_odds, {})[1]

    def marginals(self, chances: Sequence[Floats]) -> Floats:
        """Return the probability that each claim is true, float64 [claim]."""
        found, reach = np.zeros(len(self.claims)), np.ones(1)
        for i, (p, low, high) in enumerate(zip(chances, self.low, self.high, strict=True)):
            found[i] = np.sum(reach * p)
            following = np.zeros(max(int(low.max()), int(high.max())) + 1)
            np.add.at(following, np.maximum(low, 0), np.where(low < 0, 0.0, reach * (1 - p)))
            np.add.at(following, np.maximum(high, 0), np.where(high < 0, 0.0, reach * p))
            reach = following
        return found

    def _backwards(self, log_odds: Floats, given: Mapping[str, bool]) -> tuple[list[Floats], float]:
        chances: list[Floats] = []
        after = np.zeros(1)
        for name, weight, low, high in zip(
            reversed(self.claims), log_odds[::-1], self.low[::-1], self.high[::-1], strict=True
        ):
            known = given.get(name)
            false = np.where((low < 0) | (known is True), -np.inf, after[low])
            true = np.where((high < 0) | (known is False), -np.inf, weight + after[high])
            total = np.logaddexp(false, true)
            dead = np.isneginf(total)
            chances.append(np.where(dead, 0.0, np.exp(true - np.where(dead, 0.0, total))))
            after = total
        if np.isneginf(after[0]):
            said = ", ".join(f"{name} {'true' if on else 'false'}" for name, on in given.items())
            raise ContradictionError(f"cannot be together: {said}")
        return chances[::-1], float(after[0])


def diagram(claims: Sequence[Claim]) -> Diagram:
    """Return the joint truths of claims that are linked with each other and with no others.

    Raises
    ------
    TooManyLinkedError
        If a step would need more than `MOST_NODES` nodes.
    """
    bonds = _bonds(claims)
    order = good_order(bonds)
    place = {name: i for i, name in enumerate(order)}
    last = {name: max((place[o] for o in bonds[name]), default=0) for name in order}
    frontier: tuple[str, ...] = ()
    nodes: dict[tuple[bool, ...], int] = {(): 0}
    lows: list[Nodes] = []
    highs: list[Nodes] = []
    for i, name in enumerate(order):
        earlier = [(k, bonds[name][o]) for k, o in enumerate(frontier) if o in bonds[name]]
        kept = [k for k, other in enumerate((*frontier, name)) if last[other] > i]
        following: dict[tuple[bool, ...], int] = {}
        for value, steps in ((False, lows), (True, highs)):
            steps.append(np.full(len(nodes), -1, np.intp))
            for state, node in nodes.items():
                if all((state[k], value) not in forbidden for k, forbidden in earlier):
                    whole = (*state, value)
                    ahead = tuple(whole[k] for k in kept)
                    steps[-1][node] = following.setdefault(ahead, len(following))
        if len(following) > MOST_NODES:
            raise TooManyLinkedError(
                f"{len(claims)} claims hang together by excludes and implies, too densely to be "
                f"drawn jointly around {name}; leave out links that follow from others"
            )
        frontier = tuple((*frontier, name)[k] for k in kept)
        nodes = following
    forbidden = tuple(
        (place[other], truth, i, own)
        for i, name in enumerate(order)
        for other, pairs in sorted(bonds[name].items())
        if place[other] < i
        for truth, own in sorted(pairs)
    )
    return Diagram(tuple(order), tuple(lows), tuple(highs), forbidden)


Bonds = dict[str, dict[str, set[tuple[bool, bool]]]]
"""For each claim and each that it is linked to: pairs (truth of the other, own) that cannot be."""


def _bonds(claims: Sequence[Claim]) -> Bonds:
    bonds: Bonds = {claim.id: {} for claim in claims}
    for claim in claims:
        forbidden = [(other, True) for other in claim.excludes]
        forbidden += [(other, False) for other in claim.implies]
        for other, truth in forbidden:
            bonds[claim.id].setdefault(other, set()).add((truth, True))
            bonds[other].setdefault(claim.id, set()).add((True, truth))
    return bonds
