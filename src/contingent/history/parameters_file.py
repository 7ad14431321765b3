"""What was learnt from past wars, as a file: an ensemble of fits, from what, when, and how good.

``parameters.yaml`` holds the date of the fit, the hash of the table, the effort, the shared
parameters of every fit, and the scores of predictions in cross-validation. The file that comes with
the package is what `contingent history predict` and reports use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from contingent.history.parameters import NAMES
from contingent.scenario.problems import Problem, UserError

Floats = npt.NDArray[np.float64]

PACKAGED = "parameters.yaml"
DIGITS = 5
HEAD = """\
# What contingent has learnt from past wars; made by `contingent history fit`.
# Parameters are explained in history/parameters.py, scores in docs/validity.md.
"""


@dataclass(frozen=True)
class Learnt:
    """What was learnt from past wars.

    Attributes
    ----------
    fitted : str
        Date of the fit.
    table : mapping
        ``sha256``, ``episodes`` and ``conflicts`` of what was learnt from.
    effort : mapping
        ``seed``, ``paths``, ``iterations``, ``members``.
    fits : float64 [fit, parameter]
        Shared parameters of every fit.
    scores : mapping
        Scores in cross-validation; empty if there was none.
    """

    fitted: str
    table: Mapping[str, Any]
    effort: Mapping[str, int]
    fits: Floats
    scores: Mapping[str, Any] = field(default_factory=dict)


def as_yaml(learnt: Learnt) -> str:
    """Return the file."""
    plain = {
        "fitted": learnt.fitted,
        "table": dict(learnt.table),
        "effort": dict(learnt.effort),
        "parameters": {
            name: [round(float(x), DIGITS) for x in learnt.fits[:, i]]
            for i, name in enumerate(NAMES)
        },
        "scores": dict(learnt.scores),
    }
    return HEAD + yaml.safe_dump(plain, sort_keys=False, default_flow_style=None, width=100)


def read_learnt(path: str | Path | None = None) -> Learnt:
    """Read what was learnt, by default what comes with the package.

    Raises
    ------
    UserError
        If there is no such file, or it is of another make.
    """
    packaged = resources.files("contingent.history").joinpath(PACKAGED)
    shown = str(path or PACKAGED)
    try:
        text = (Path(path) if path else packaged).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "is not text"
        raise UserError([Problem(shown, None, f"cannot be read: {why}")]) from None
    try:
        plain = yaml.safe_load(text)
        return _learnt(plain)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"no parameter {error}" if isinstance(error, KeyError) else "is of another make"
        remedy = "make it anew with `contingent history fit`"
        raise UserError([Problem(shown, None, f"{what}; {remedy}")]) from None


def _learnt(plain: Mapping[str, Any]) -> Learnt:
    values = plain["parameters"]
    fits = np.array([values[name] for name in NAMES], np.float64).T
    if fits.ndim != 2 or not np.isfinite(fits).all():
        raise ValueError
    return Learnt(
        str(plain["fitted"]), plain["table"], plain["effort"], fits, plain.get("scores") or {}
    )
