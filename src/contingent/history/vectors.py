"""The fits of the generic war, from the file of what was learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from contingent.history.parameters import NAMES
from contingent.scenario.problems import Problem, UserError
from contingent.world.learnt import PACKAGED, read_learnt

Floats = npt.NDArray[np.float64]


def read_vectors(path: str | Path | None = None) -> list[Floats]:
    """Return the shared parameters of every fit, ``[parameter]`` each, in the order of `NAMES`.

    Raises
    ------
    UserError
        If there is no such file, or it is of another make.
    """
    found = read_learnt(path).parameters
    missing = [name for name in NAMES if name not in found]
    if missing:
        message = f"no parameter {missing[0]!r}; make it anew with `contingent history fit`"
        raise UserError([Problem(str(path or PACKAGED), None, message)])
    return list(np.array([found[name] for name in NAMES]).T)
