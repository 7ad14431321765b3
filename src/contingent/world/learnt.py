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
    parameters, recurrence
        As of `Learnt`.
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
    recurrence : mapping of str to tuple of int and float
        Wars fought again within five years of their end, and years at risk, by how they had ended.
    earlier : Earlier or None
        The same from wars that had ended before any shipped scenario begins: priors of mechanisms
        come from it, for no scenario may know what came after its start.
    scores : mapping
        Scores in cross-validation; empty if there was none.
    """

    fitted: str
    table: Mapping[str, Any]
    effort: Mapping[str, int]
    parameters: Mapping[str, Floats]
    recurrence: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    earlier: Earlier | None = None
    scores: Mapping[str, Any] = field(default_factory=dict)


def as_yaml(learnt: Learnt) -> str:
    """Return the file."""
    plain = {
        "fitted": learnt.fitted,
        "table": dict(learnt.table),
        "effort": dict(learnt.effort),
        **_plain(learnt),
        "scores": dict(learnt.scores),
    }
    if learnt.earlier is not None:
        about = {"ended_before": learnt.earlier.ended_before, "episodes": learnt.earlier.episodes}
        plain["earlier"] = {**about, **_plain(learnt.earlier)}
    return HEAD + yaml.safe_dump(plain, sort_keys=False, default_flow_style=None, width=100)


def _plain(learnt: Learnt | Earlier) -> dict[str, Any]:
    return {
        "parameters": {
            name: [round(float(x), DIGITS) for x in values]
            for name, values in learnt.parameters.items()
        },
        "recurrence": {how: list(counts) for how, counts in learnt.recurrence.items()},
    }


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
        return _learnt(yaml.safe_load(text))
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"no entry {error}" if isinstance(error, KeyError) else "is of another make"
        remedy = "make it anew with `contingent history fit`"
        raise UserError([Problem(shown, None, f"{what}; {remedy}")]) from None


def _learnt(plain: Mapping[str, Any]) -> Learnt:
    earlier = plain.get("earlier")
    return Learnt(
        fitted=str(plain["fitted"]),
        table=plain["table"],
        effort=plain["effort"],
        parameters=_parameters(plain),
        recurrence=_recurrence(plain),
        earlier=earlier
        and Earlier(
            ended_before=str(earlier["ended_before"]),
            episodes=int(earlier["episodes"]),
            parameters=_parameters(earlier),
            recurrence=_recurrence(earlier),
        ),
        scores=plain.get("scores") or {},
    )


def _recurrence(plain: Mapping[str, Any]) -> dict[str, tuple[int, float]]:
    return {how: (int(n), float(t)) for how, (n, t) in plain["recurrence"].items()}


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
