"""Joint distributions of linked claims that keep each claim's credence as far as logic allows.

Of all distributions over the joint truths that contradict no link, the one wanted has each claim
true as often as its credence says and beyond that assumes nothing: its entropy is the greatest
(Jaynes 1957, *Physical Review* 106, 620-630). It is a product of one weight a claim, cut to the
consistent joint truths. Where the links form a tree the log-odds of these weights are known: every
link that forbids x and y together, with credences a and b, adds log((1 - a) / (1 - a - b)) to those
of x and log((1 - b) / (1 - a - b)) to those of y. From there a concave problem is solved::

    maximise  p . t - log Z(t) - (RIDGE / 2) |t - start|²

**The compromise.** Credences may ask for what logic forbids: two claims that exclude each other at
0.6 each, or a claim believed more than what it implies. What Bayes' rule makes of such credences,
if the reports on each claim are independent, is the product of the claims' own odds cut to the
consistent joint truths; that is always possible, but it moves every linked claim. So the credences
are moved towards it only as far as needed: the largest step that any claim takes is made as small
as can be, then the sum of all steps, so that claims outside the conflict stay where they are. (Both
are linear programs on the diagram's flow.) From that edge all go `INWARDS` further, so that no
consistent joint truth is ruled out. In the first example both claims come out at 0.5 less a little,
in the second both at the same probability.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from contingent.cache import kept
from contingent.evidence.diagram import Diagram, Floats

RIDGE = 1e-5
INWARDS = 0.02
EXACT = 1e-5
TIGHTEST = 1e-9
"""Least probability of a claim, or of neither side of a link, so that weights stay finite."""
NEAR = 0.002
"""A claim that comes out this near its credence has kept it."""


def weights(joint: Diagram, believed: Floats) -> Floats:
    """Return the log-odds by which each claim's truth is weighed, in the diagram's order.

    Parameters
    ----------
    joint : Diagram
        Joint truths that contradict no link.
    believed : float64 [claim]
        Credences, strictly between 0 and 1.
    """
    if _slack(joint, believed) > -EXACT:
        start = _start(joint, believed)
        if _farthest(joint, start, believed) <= EXACT:
            return start
    # scipy's solvers take longer to load than all else that is done with a ledger
    told = _told(joint, believed)
    return np.frombuffer(kept("weights", told, lambda: _solved(joint, believed).tobytes()))


def _told(joint: Diagram, believed: Floats) -> bytes:
    """Return all that the weights depend on, our code among it."""
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    steps = [step.tobytes() for step in (*joint.low, *joint.high, believed)]
    return b"|".join([*code, repr(joint.forbidden).encode(), *steps])


def _solved(joint: Diagram, believed: Floats) -> Floats:
    if _slack(joint, believed) > -EXACT:
        fitted = _fitted(joint, believed)
        if _farthest(joint, fitted, believed) <= NEAR:
            return fitted
    conditioned = joint.marginals(joint.chances(_logit(believed)))
    edge = _edge(joint, believed, conditioned)
    return _fitted(joint, edge + INWARDS * (conditioned - edge))


def _logit(p: Floats) -> Floats:
    p = np.clip(p, TIGHTEST, 1 - TIGHTEST)
    return np.asarray(np.log(p) - np.log1p(-p))


def _farthest(joint: Diagram, log_odds: Floats, wanted: Floats) -> float:
    """Return how far some claim comes out from the probability wanted."""
    return float(np.abs(joint.marginals(joint.chances(log_odds)) - wanted).max())


def _sides(p: Floats, link: tuple[int, bool, int, bool]) -> tuple[float, float]:
    """Return the probabilities of the two truths that a link keeps apart."""
    i, own, j, other = link
    return float(p[i] if own else 1 - p[i]), float(p[j] if other else 1 - p[j])


def _slack(joint: Diagram, p: Floats) -> float:
    """Return what the tightest link leaves to neither side; below 0 it is impossible."""
    return min((1.0 - sum(_sides(p, link)) for link in joint.forbidden), default=1.0)


def _start(joint: Diagram, wanted: Floats) -> Floats:
    """Return the weights that are exact where the links form a tree."""
    t = _logit(wanted)
    for link in joint.forbidden:
        a, b = _sides(wanted, link)
        neither = max(1.0 - a - b, TIGHTEST)
        t[link[0]] += (1 if link[1] else -1) * math.log((1 - a) / neither)
        t[link[2]] += (1 if link[3] else -1) * math.log((1 - b) / neither)
    return t


def _fitted(joint: Diagram, wanted: Floats) -> Floats:
    """Return the weights with which each claim is true as often as wanted."""
    start = _start(joint, wanted)
    if _farthest(joint, start, wanted) <= EXACT:
        return start
    from scipy.optimize import minimize

    def loss(t: Floats) -> tuple[float, Floats]:
        away = t - start
        slope = joint.marginals(joint.chances(t)) - wanted + RIDGE * away
        return float(joint.log_total(t) - wanted @ t + RIDGE / 2 * away @ away), slope

    options = {"maxiter": 500, "ftol": 1e-13, "gtol": 1e-6}
    # scipy's types know of one-dimensional arrays only by another name
    solve: Any = minimize
    return np.asarray(solve(loss, start, jac=True, method="L-BFGS-B", options=options).x)


def _edge(joint: Diagram, believed: Floats, conditioned: Floats) -> Floats:
    """Return the possible marginals nearest the credences on the way to the conditioned ones.

    The unknowns are the flow along every edge of the diagram, which starts at 1 and is conserved,
    the step of every claim between its credence (0) and its conditioned value (1), and the largest.
    """
    from scipy import sparse
    from scipy.optimize import linprog

    n = len(believed)
    balance, true = _flow(joint)
    flows = balance.shape[1]
    toward = sparse.diags_array(believed - conditioned)
    equal = sparse.block_array([[balance, None, None], [true, toward, sparse.csr_array((n, 1))]])
    right = np.concatenate([[1.0], np.zeros(balance.shape[0] - 1), believed])
    steps = [sparse.csr_array((n, flows)), sparse.eye_array(n), sparse.csr_array(-np.ones((n, 1)))]
    below_largest = sparse.hstack(steps)
    upper = np.ones(flows + n + 1)
    upper[_closed(joint)] = 0.0

    def cheapest(cost: Floats) -> Any:
        bounds = np.stack([np.zeros_like(upper), upper], 1)
        solve: Any = linprog
        return solve(cost, below_largest, np.zeros(n), equal, right, bounds, method="highs").x

    price = np.zeros(flows + n + 1)
    price[-1] = 1.0
    upper[-1] = min(1.0, cheapest(price)[-1] + 1e-9)
    price[-1], price[flows:-1] = 0.0, 1.0
    step = np.clip(cheapest(price)[flows:-1], 0.0, 1.0)
    return np.asarray(believed + step * (conditioned - believed))


def _flow(joint: Diagram) -> tuple[Any, Any]:
    """Return what leaves every node less what enters it, and what makes each claim true, by edge.

    Edges are numbered by step: those of false claims of all its nodes, then those of true ones.
    """
    from scipy import sparse

    sizes = [len(low) for low in joint.low]
    balance: list[tuple[float, int, int]] = []
    true: list[tuple[float, int, int]] = []
    node = edge = 0
    for i, size in enumerate(sizes):
        for k, targets in enumerate((joint.low[i], joint.high[i])):
            for own, target in enumerate(targets):
                balance.append((1.0, node + own, edge))
                if target >= 0 and i + 1 < len(sizes):
                    balance.append((-1.0, node + size + int(target), edge))
                if k:
                    true.append((1.0, i, edge))
                edge += 1
        node += size

    def matrix(entries: list[tuple[float, int, int]], rows: int) -> Any:
        values, at_row, at_edge = zip(*entries, strict=True)
        return sparse.csr_array((values, (at_row, at_edge)), shape=(rows, edge))

    return matrix(balance, node), matrix(true, len(sizes))


def _closed(joint: Diagram) -> list[int]:
    """Return the numbers of the edges that would contradict a link."""
    closed: list[int] = []
    edge = 0
    for low, high in zip(joint.low, joint.high, strict=True):
        both = np.concatenate([low, high])
        closed += [edge + int(k) for k in np.flatnonzero(both < 0)]
        edge += len(both)
    return closed
