"""How the whole model did on past wars: on shipped scenarios, and on hundreds from codes alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

PACKAGED, PLAYED = "hindcasts.yaml", "played.yaml"
HEAD = "# How shipped scenarios of past wars did on resolved questions; made by `make hindcast`.\n"
A_HALF, PERSISTENCE = "a half", "persistence"


@dataclass(frozen=True)
class Hindcast:
    """One past war, played as it stood on its first day.

    Attributes
    ----------
    name : str
        Of the scenario.
    asked : int
        Resolved questions.
    draws, seed : int
        Of the runs.
    brier : mapping of str to float
        Mean Brier score, by who answers.
    """

    name: str
    asked: int
    draws: int
    seed: int
    brier: Mapping[str, float]

    @property
    def own(self) -> float:
        """Mean Brier score of the model."""
        return self.brier[self.name]


def hindcasts() -> tuple[Hindcast, ...]:
    """Return the hindcasts that come with the package."""
    text = resources.files("contingent.history").joinpath(PACKAGED).read_text("utf-8")
    return tuple(Hindcast(name, **found) for name, found in yaml.safe_load(text).items())


def played() -> Mapping[str, Any]:
    """Return the scores of the mechanisms on past wars, and of simpler predictors beside them.

    ``episodes``, and by name ``log_loss``, ``brier`` and ``crps`` as value, low and high.
    """
    text = resources.files("contingent.history").joinpath(PLAYED).read_text("utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def as_yaml(name: str, found: Mapping[str, Any]) -> str:
    """Return the file, of what `contingent score NAME --out` wrote."""
    brier = {mean["name"]: round(float(mean["brier"]), 4) for mean in found["means"]}
    plain = {
        "asked": len(found["questions"]),
        "draws": found["draws"],
        "seed": found["seed"],
        "brier": brier,
    }
    return HEAD + yaml.safe_dump({name: plain}, sort_keys=False)
