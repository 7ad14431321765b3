"""The summary of an ensemble: what `summary.json` and ``contingent run --json`` say."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import Any

from contingent.questions.result import Result
from contingent.questions.terms import term

PACKAGES = ("contingent", "jax", "jaxlib", "numpy", "xarray", "zarr")
DIGITS = 6  # far below the Monte Carlo error of ten million draws


def summarise(result: Result) -> dict[str, Any]:
    """Return the summary of a result.

    Returns
    -------
    dict
        ``scenario``, ``seed``, ``draws``, ``replicates``, ``failed_runs``, ``arms`` (each with
        ``questions`` and ``endings``) and ``versions``.
    """
    about = result.scenario
    return {
        "scenario": {k: about[k] for k in ("id", "title", "start", "end", "as_of", "sha256")},
        "seed": result.manifest.get("seed"),
        "draws": result.draws,
        "replicates": result.replicates,
        "failed_runs": result.failed_runs,
        "arms": [_arm(result, arm) for arm in result.arms],
        "versions": result.manifest.get("versions") or versions(),
    }


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that shape the numbers."""
    return {"python": platform.python_version(), **{p: metadata.version(p) for p in PACKAGES}}


def _arm(result: Result, arm: str) -> dict[str, Any]:
    questions = []
    for asked in result.questions:
        found = result.estimate(asked["id"], arm)
        p, se = found.probability, found.se
        questions.append(
            {
                "id": asked["id"],
                "ask": asked["ask"],
                "probability": round(p, DIGITS),
                "se": round(se, DIGITS),
                "term": term(p),
                **found.remarks,
            }
        )
    endings = {name: round(p, DIGITS) for name, p in result.endings(arm).items()}
    return {"id": arm, "title": result.title_of(arm), "questions": questions, "endings": endings}
