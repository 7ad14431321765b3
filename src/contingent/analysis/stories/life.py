"""One run from start to end: the compact record, and what is known beyond it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.world.ledger import Ledger
from contingent.world.observe import Observation


@dataclass(frozen=True)
class Life:
    """One world under one roll of chance.

    Attributes
    ----------
    times : datetime64[D] [time]
    observed : Observation
        Compact record, leading axis ``[time]``.
    ending : int8 [time]
        Class of ending that stands, an index into `classes`.
    classes : tuple of str
    killed : float [time, place] or None
        Fighters killed in each place in the step that ends then; None where not known.
    blockade : float [time, faction] or None
        Part of the oil in its hands that a faction shuts.
    falls : bool [time, faction] or None
        Whether a leader died or fell in the step that ends then.
    """

    times: npt.NDArray[np.datetime64]
    observed: Observation
    ending: npt.NDArray[np.integer]
    classes: tuple[str, ...]
    killed: npt.NDArray[np.floating] | None = None
    blockade: npt.NDArray[np.floating] | None = None
    falls: npt.NDArray[np.bool_] | None = None

    @property
    def complete(self) -> bool:
        """Whether places of fighting, leaders and blockades are known."""
        return self.killed is not None and self.blockade is not None and self.falls is not None


def fallen_leaders(ledger: Ledger) -> npt.NDArray[np.bool_]:
    """Return when leaders fell: leadership lowers cohesion, and nothing else of it does.

    Parameters
    ----------
    ledger : Ledger
        Leading axis ``[time]``.

    Returns
    -------
    bool [time, faction]
    """
    return np.asarray(ledger.of("cohesion", "leadership") < 0)
