"""A probability and its Monte Carlo error from the runs of an ensemble (charter §7).

Runs of one draw share their world and are not independent, so the error is taken over draws. Of
draw ``d`` let ``m`` runs count (all that did not fail; for a conditional question those that met
the condition) and ``h`` of them be hits. The probability is the ratio ``R = sum h / sum m``, which
for an unconditional question is the share of hits.

The usual error of a ratio (Cochran 1977, *Sampling Techniques*, §6.4) is 0 when all runs agree,
which no finite number of runs can show. Jeffreys' prior adds half a hit and half a miss. Here
they are half a draw of hits and half a draw of misses, each as large as the mean draw that counts:

    r  = (sum h + M/2) / (sum m + M)                       M = sum m / n, n = draws with m > 0
    e² = sum (h - r m)² + (1/2) M² (1 - r)² + (1/2) M² r²
    se² = e² / (sum m + M)² · (n + 1) / (n + 2)

With one run a draw this is the standard deviation of Jeffreys' posterior beta(k + 1/2, n - k +
1/2) to the last digit; with many draws it is Cochran's, with few it errs on the wide side. If
nothing counts (M := 1) it is that of the prior beta(1/2, 1/2), about 0.35, and the probability is
1/2: the runs know nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.questions.terms import term

STANDS = ", so 0.5 stands for not knowing"
NEVER_MET = f"the condition was met in no run{STANDS}"
NOTHING_RAN = f"no run was completed{STANDS}"


@dataclass(frozen=True)
class Estimate:
    """The answer of an ensemble to one question.

    Attributes
    ----------
    probability : float
        Share of hits among the runs that count; 0.5 if none counts.
    se : float
        Monte Carlo standard error over draws, never 0.
    hits : int
        Runs in which the event happened (and the condition was met).
    runs : int
        Runs that count: those that did not fail and met the condition, if there is one.
    failed : int
        Runs that failed and count nowhere.
    note : str or None
        What the reader must know beside the number.
    """

    probability: float
    se: float
    hits: int
    runs: int
    failed: int
    note: str | None = None

    @property
    def remarks(self) -> dict[str, str]:
        """What must be written beside the numbers, if anything: a field ``note``."""
        return {"note": self.note} if self.note else {}

    @property
    def why(self) -> str:
        """Why nothing is known, where the 0.5 that stands for it is not shown."""
        return (self.note or "").removesuffix(STANDS)

    @property
    def term(self) -> str:
        """The ICD 203 word for the probability."""
        return term(self.probability)


def ratio_over_draws(
    hits: npt.NDArray[np.integer[Any]], counted: npt.NDArray[np.integer[Any]]
) -> tuple[float, float]:
    """Return a probability and its standard error.

    Parameters
    ----------
    hits, counted : integers [draw]
        Runs of each draw that are hits, and that count.
    """
    h, m = hits.astype(np.float64), counted.astype(np.float64)
    total, draws = m.sum(), np.count_nonzero(m)
    mean = total / draws if draws else 1.0
    r = (h.sum() + mean / 2) / (total + mean)
    squares = ((h - r * m) ** 2).sum() + mean**2 / 2 * ((1 - r) ** 2 + r**2)
    se = np.sqrt(squares * (draws + 1) / (draws + 2)) / (total + mean)
    return (float(h.sum() / total) if total else 0.5), float(se)


def estimate(
    hit: npt.NDArray[np.bool_],
    met: npt.NDArray[np.bool_],
    valid: npt.NDArray[np.bool_],
    failed: int = 0,
) -> Estimate:
    """Estimate a probability from the runs of an ensemble.

    Parameters
    ----------
    hit : bool [draw, replicate]
        Whether the event happened in each run; not looked at where it does not count.
    met : bool [draw, replicate]
        Whether each run met the condition of the question; all do if it has none.
    valid : bool [draw, replicate]
        Whether each run was completed and did not fail.
    failed : int
        Number of failed runs, to be handed on.
    """
    counts = met & valid
    hits = (hit & counts).sum(axis=1)
    counted = counts.sum(axis=1)
    probability, se = ratio_over_draws(hits, counted)
    runs = int(counted.sum())
    note = None
    if not runs:
        note = NEVER_MET if valid.any() else NOTHING_RAN
    return Estimate(probability, se, int(hits.sum()), runs, failed, note)
