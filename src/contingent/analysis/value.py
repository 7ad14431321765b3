"""What it would be worth to learn whether a claim is true, to know which rumour to check first.

In every draw each claim is true or false, so one ensemble says how likely a question is in worlds
where the claim holds (``p1``), in those where it does not (``p0``), and how often it holds (``w``).
Whoever learns the truth moves from the overall probability ``p`` to ``p1`` or ``p0``; on average
that betters the Brier score by the variance between the two (Murphy 1973, *Journal of Applied
Meteorology* 12, 595-600, calls it resolution) and tells the mutual information of the two (Howard
1966 on the value of information; Lindley 1956)::

    brier = w (1 - w) (p1 - p0)²           bits = H(p) - w H(p1) - (1 - w) H(p0)

Both are squares of a difference, hence positive by chance alone: with ``v`` the sampling variance
of ``p1 - p0``, an ensemble shows ``w (1 - w) v`` too much, and that divided by ``2 p (1 - p) ln 2``
too many bits (for one run a draw the correction of Miller 1955). Both are taken off, so that a
claim without effect comes out at 0 on average, and so below 0 about as often as above.

This is observational: the two groups of worlds differ in the claim *and* in what goes with it. That
is right for the value of learning the truth; the effect of the claim itself takes paired runs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.questions.estimate import ratio_over_draws

Bools = npt.NDArray[np.bool_]
FEWEST = 5
"""Draws that a group needs before it says anything."""


@dataclass(frozen=True)
class Worth:
    """What learning the truth of one claim is worth for one question.

    Attributes
    ----------
    share : float
        Share of the runs that count in which the claim is true.
    true, false : float
        Probability of the question in worlds where it is, and is not; NaN if there are none.
    difference, se : float
        ``true - false`` and its Monte Carlo error over draws; NaN with too few draws.
    brier, bits : float
        Expected gain in Brier score and in information, bias taken off; below 0 by chance.
    brier_se, bits_se : float
        Their errors.
    draws_true, draws_false : int
        Draws behind each side.
    """

    share: float
    true: float
    false: float
    difference: float
    se: float
    brier: float
    brier_se: float
    bits: float
    bits_se: float
    draws_true: int
    draws_false: int

    @property
    def clear(self) -> bool:
        """Whether the two kinds of worlds differ by more than two errors."""
        return abs(self.difference) > 2 * self.se

    @property
    def enough(self) -> bool:
        """Whether there are draws enough on both sides to say anything."""
        return min(self.draws_true, self.draws_false) >= FEWEST


def worth(hit: Bools, counted: Bools, truth: Bools) -> Worth:
    """Return what learning the truth of a claim is worth.

    Parameters
    ----------
    hit, counted : bool [draw, replicate]
        Whether the event happened, and whether the run counts: it did not fail, and met the
        condition if the question has one.
    truth : bool [draw]
        Whether the claim is true.
    """
    h, m = (hit & counted).sum(1), counted.sum(1)
    sides = [_side(h[rows], m[rows]) for rows in (truth & (m > 0), ~truth & (m > 0))]
    (p1, se1, v1, n1), (p0, se0, v0, n0) = sides
    runs = int(m.sum())
    w = float(m[truth].sum() / runs) if runs else float("nan")
    if min(n1, n0) < FEWEST:
        nan = float("nan")
        return Worth(w, p1, p0, nan, nan, nan, nan, nan, nan, n1, n0)
    d, p, spread = p1 - p0, float(h.sum() / runs), w * (1 - w)
    error = float(np.hypot(se1, se0))
    brier = spread * (d**2 - v1 - v0)
    # of d², were d normal about its mean with this error
    brier_se = spread * float(np.sqrt(4 * d**2 * error**2 + 2 * error**4))
    doubt = max(p * (1 - p), 1.0 / (4 * (n1 + n0)))
    per_bit = 2 * np.log(2) * doubt
    bits = _entropy(p) - w * _entropy(p1) - (1 - w) * _entropy(p0) - spread * (v1 + v0) / per_bit
    bits_se = brier_se / per_bit
    return Worth(w, p1, p0, d, error, brier, brier_se, float(bits), float(bits_se), n1, n0)


def _side(
    h: npt.NDArray[np.integer], m: npt.NDArray[np.integer]
) -> tuple[float, float, float, int]:
    """Return probability, error (never 0), unbiased variance and draws of one group of worlds."""
    n = len(m)
    if not n:
        return float("nan"), float("nan"), float("nan"), 0
    p, se = ratio_over_draws(h, m)
    variance = float(((h - p * m) ** 2).sum() / m.sum() ** 2 * n / (n - 1)) if n > 1 else 0.0
    return p, se, variance, n


def _entropy(p: float) -> float:
    """Return the entropy of a yes or no in bits."""
    return -sum(x * float(np.log2(x)) for x in (p, 1 - p) if x > 0)
