"""How exactly an ensemble has answered, and how many draws an answer of given error takes.

The standard error falls with the square root of the number of draws, so that `draws` of them with
the error `se` mean that about ``draws * (se / wanted)**2`` are needed for the error `wanted`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from contingent.questions.tally import Tally


@dataclass(frozen=True)
class Precision:
    """The answer that is least exact.

    Attributes
    ----------
    wanted : float
        Standard error that every answer should stay below.
    se : float
        Largest standard error of any answer whose condition was ever met; 0 if there is none.
    question, arm : str
        Whose it is.
    draws : int
        Draws that were played.
    never : tuple of str
        Questions, under a condition that was met in no run of some arm, which are passed over.
    """

    wanted: float
    se: float
    question: str
    arm: str
    draws: int
    never: tuple[str, ...]

    @property
    def reached(self) -> bool:
        """Whether every answer is as exact as wanted."""
        return self.se < self.wanted

    @property
    def needed(self) -> int:
        """Draws that would be enough, by the square-root law."""
        return max(1, math.ceil(self.draws * (self.se / self.wanted) ** 2))


def precision(tallies: Mapping[str, Tally], draws: int, wanted: float) -> Precision:
    """Measure the first so many draws of an ensemble, tallied by arm."""
    found = [
        (estimate, name, arm)
        for arm, tally in tallies.items()
        for name, estimate in tally.estimates(draws).items()
    ]
    met = [(estimate.se, name, arm) for estimate, name, arm in found if estimate.runs]
    never = tuple(dict.fromkeys(name for estimate, name, _ in found if not estimate.runs))
    se, name, arm = max(met, default=(0.0, "", ""))
    return Precision(wanted, se, name, arm, draws, never)
