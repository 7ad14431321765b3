"""How the whole model did on past wars: on shipped scenarios, and on hundreds from codes alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

PACKAGED, PLAYED = "hindcasts.yaml", "played.yaml"
HEAD = "# How shipped scenarios of past wars did on resolved questions; made by `make hindcast`.\n"
PLAYED_HEAD = """\
# The scenarios' mechanisms, played on past wars with strength coded, coups left out; made by
# contingent history fit EPISODES.csv --cv --out history-fit
# contingent history play EPISODES.csv --fits history-fit --out mechanisms.csv
# contingent history score EPISODES.csv --common --predictions history-fit/contingent.csv
#   --predictions mechanisms.csv --out scores
# python docs/make_validity.py scores/scores.json
"""
MEASURES, CORNERS = ("log_loss", "brier", "crps"), ("value", "low", "high")
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

    ``episodes``, ``conflicts`` and ``scores``: by name ``log_loss``, ``brier`` and ``crps``, each
    as value, low and high.
    """
    text = resources.files("contingent.history").joinpath(PLAYED).read_text("utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def played_as_yaml(panel: Mapping[str, Any]) -> str:
    """Return the file, of a panel of what `contingent history score --out` wrote."""
    scores = {
        each["name"]: {m: [round(each[m][k], 4) for k in CORNERS] for m in MEASURES if m in each}
        for each in panel["entrants"]
    }
    plain = {"episodes": panel["rows"], "conflicts": panel["conflicts"], "scores": scores}
    return PLAYED_HEAD + yaml.safe_dump(plain, sort_keys=False, default_flow_style=None, width=100)


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
