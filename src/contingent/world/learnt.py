"""What was learnt from past wars, as a file: an ensemble of fits, from what, when, and how good.

``parameters.yaml`` holds the date of the fit, the hash of the table, the effort, the shared
parameters of every fit, and the scores of predictions in cross-validation. The file that comes with
the package is what mechanisms take their fitted priors from, and what `contingent history predict`
and reports use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from contingent.scenario.problems import Problem, UserError

Floats = npt.NDArray[np.float64]

PACKAGED = "parameters.yaml"
DIGITS = 5
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where yaml comes with it: the file is long, and every start reads it."""
HEAD = """\
# What contingent has learnt from past wars; made by `contingent history fit`.
# Parameters are explained in history/parameters.py, scores in docs/validity.md.
"""


@dataclass(frozen=True)
class Earlier:
    """What was learnt from the wars that had ended before some date.

    Attributes
    ----------
    ended_before : str
        The date.
    episodes : int
        How many they are.
    parameters : mapping of name to float64 [fit]
        Shared parameters of every fit.
    recurrence : mapping of str to tuple of int and float
        Wars fought again within five years of their end, and years at risk, by how they had ended.
    """

    ended_before: str
    episodes: int
    parameters: Mapping[str, Floats]
    recurrence: Mapping[str, tuple[int, float]]


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
    parameters : mapping of name to float64 [fit]
        Shared parameters of every fit.
    earlier : Earlier
        What the wars taught that had ended before any shipped scenario begins: priors of mechanisms
        come from it, for no scenario may know what came after its start.
    scores : mapping
        Scores in cross-validation; empty if there was none.
    """

    fitted: str
    table: Mapping[str, Any]
    effort: Mapping[str, int]
    parameters: Mapping[str, Floats]
    earlier: Earlier
    scores: Mapping[str, Any] = field(default_factory=dict)


def as_yaml(learnt: Learnt) -> str:
    """Return the file."""
    plain = {
        "fitted": learnt.fitted,
        "table": dict(learnt.table),
        "effort": dict(learnt.effort),
        "parameters": _rounded(learnt.parameters),
        "earlier": {
            "ended_before": learnt.earlier.ended_before,
            "episodes": learnt.earlier.episodes,
            "parameters": _rounded(learnt.earlier.parameters),
            "recurrence": {how: list(n) for how, n in learnt.earlier.recurrence.items()},
        },
        "scores": dict(learnt.scores),
    }
    return HEAD + yaml.safe_dump(plain, sort_keys=False, default_flow_style=None, width=100)


def _rounded(parameters: Mapping[str, Floats]) -> dict[str, list[float]]:
    return {name: [round(float(x), DIGITS) for x in fits] for name, fits in parameters.items()}


@cache
def packaged() -> Learnt:
    """Return what was learnt as it comes with the package."""
    return read_learnt()


def read_learnt(path: str | Path | None = None) -> Learnt:
    """Read what was learnt, by default what comes with the package.

    Raises
    ------
    UserError
        If there is no such file, or it is of another make.
    """
    own = resources.files("contingent.world").joinpath(PACKAGED)
    shown = str(path or PACKAGED)
    try:
        text = (Path(path) if path else own).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "is not text"
        raise UserError([Problem(shown, None, f"cannot be read: {why}")]) from None
    try:
        return _learnt(yaml.load(text, Loader=LOADER))
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"no entry {error}" if isinstance(error, KeyError) else "is of another make"
        remedy = "make it anew with `contingent history fit`"
        raise UserError([Problem(shown, None, f"{what}; {remedy}")]) from None


def _learnt(plain: Mapping[str, Any]) -> Learnt:
    earlier = plain["earlier"]
    return Learnt(
        fitted=str(plain["fitted"]),
        table=plain["table"],
        effort=plain["effort"],
        parameters=_parameters(plain),
        earlier=Earlier(
            ended_before=str(earlier["ended_before"]),
            episodes=int(earlier["episodes"]),
            parameters=_parameters(earlier),
            recurrence={how: (int(n), float(t)) for how, (n, t) in earlier["recurrence"].items()},
        ),
        scores=plain.get("scores") or {},
    )


def _parameters(plain: Mapping[str, Any]) -> dict[str, Floats]:
    parameters = {
        str(name): np.array(values, np.float64) for name, values in plain["parameters"].items()
    }
    shapes = {values.shape for values in parameters.values()}
    if len(shapes) != 1 or len(shapes.pop()) != 1:
        raise ValueError
    if not all(np.isfinite(values).all() for values in parameters.values()):
        raise ValueError
    return parameters
