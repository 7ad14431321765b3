"""How well an ensemble answered questions whose answer is known by now.

The Brier score of a question is ``(p - o)²`` and its log score ``-log`` of the chance given to what
happened (both lower for better; charter's `half` has 0.25 and 0.693). A finite ensemble can show
neither 0 nor 1, so what is scored is the middle of Jeffreys' posterior, ``(hits + 1/2) / (runs +
1)``. Beside the model stand two who know nothing of the war: *persistence* gives 95 % to every
question being answered as the start has it, *a half* gives 50 % to everything.

The Monte Carlo error is a jackknife over draws, which all questions share. Where all runs agree on
a question, no draw says anything about the error; its Jeffreys error stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.questions.estimate import Estimate
from contingent.questions.resolved import Resolved
from contingent.questions.tally import Tally

Floats = npt.NDArray[np.float64]

UNCHANGED = 0.95
"""What persistence gives to a question being answered as things stand at the start."""

PERSISTENCE, HALF = "persistence", "a half"


@dataclass(frozen=True)
class Scored:
    """One question.

    Attributes
    ----------
    id, ask : str
    answer : bool
        What happened.
    probability, se : float
        What the ensemble says, and its Monte Carlo error.
    scored_at : float
        Probability that is scored: never 0 or 1.
    persistence : float
        What persistence says.
    brier, log_score : float
        Scores of the ensemble.
    note : str or None
        What the reader must know beside the numbers.
    """

    id: str
    ask: str
    answer: bool
    probability: float
    se: float
    scored_at: float
    persistence: float
    brier: float
    log_score: float
    note: str | None = None


@dataclass(frozen=True)
class Mean:
    """Scores of one forecaster, meaned over questions.

    Attributes
    ----------
    name : str
    brier, log_score : float
    brier_se, log_se : float
        Monte Carlo errors; 0 for those who play no runs.
    """

    name: str
    brier: float
    log_score: float
    brier_se: float = 0.0
    log_se: float = 0.0


@dataclass(frozen=True)
class Score:
    """How well an ensemble answered.

    Attributes
    ----------
    scenario : str
        Id of the scenario.
    questions : tuple of Scored
    means : tuple of Mean
        The ensemble, persistence, and a half.
    open : tuple of str
        Ids of questions whose answer is not known; not scored.
    draws, seed : int
    interrupted : bool
        Whether fewer draws were finished than asked for.
    """

    scenario: str
    questions: tuple[Scored, ...]
    means: tuple[Mean, ...]
    open: tuple[str, ...]
    draws: int
    seed: int | None
    interrupted: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "scenario": self.scenario,
            "draws": self.draws,
            "seed": self.seed,
            "means": [asdict(each) for each in self.means],
            "questions": [
                {k: v for k, v in asdict(each).items() if k != "note" or v}
                for each in self.questions
            ],
            "not_scored": list(self.open),
            **({"interrupted": True} if self.interrupted else {}),
        }


def brier(p: Any, happened: Any) -> Any:
    """Return the Brier score of chances of yes, 0 to 1."""
    return (p - happened) ** 2


def log_score(p: Any, happened: Any) -> Any:
    """Return minus the logarithm of the chance given to what happened, nats."""
    return -np.log(np.where(happened, p, 1.0 - p))


def score_of(
    scenario: str,
    resolved: Resolved,
    tally: Tally,
    start: Tally,
    *,
    seed: int | None,
    interrupted: bool = False,
) -> Score:
    """Score what was tallied.

    Parameters
    ----------
    scenario : str
        Id of the scenario.
    resolved : Resolved
        Questions in the order of the tallies, with their answers.
    tally, start : Tally
        Outcomes of the runs, and what they would be if the start lasted.
    seed : int or None
        Seed of the runs.
    interrupted : bool
        Whether some draws are missing.
    """
    done = tally.seen.any(axis=1)
    happened = np.array(resolved.answers, bool)
    counts = (tally.given & tally.valid[..., None])[done]
    hits = (tally.hit[done] & counts).sum(1).astype(np.float64)
    runs = counts.sum(1).astype(np.float64)
    p = _middle(hits.sum(0), runs.sum(0))
    estimates = list(tally.estimates().values())
    share = [each.probability for each in start.estimates().values()]
    kept = (1.0 - UNCHANGED) + (2.0 * UNCHANGED - 1.0) * np.array(share)
    # one row of results a draw left out
    without = _middle(hits.sum(0) - hits, runs.sum(0) - runs)
    means = [Mean(scenario, *_measured(p, without, happened, estimates))]
    for name, said in ((PERSISTENCE, kept), (HALF, np.full(len(p), 0.5))):
        scores = brier(said, happened), log_score(said, happened)
        means.append(Mean(name, *(float(each.mean()) for each in scores)))
    return Score(
        scenario,
        _questions(resolved, estimates, p, kept),
        tuple(means),
        resolved.open,
        int(done.sum()),
        seed,
        interrupted,
    )


def _middle(hits: Floats, runs: Floats) -> Floats:
    return (hits + 0.5) / (runs + 1.0)


def _measured(
    p: Floats, without: Floats, happened: npt.NDArray[np.bool_], estimates: Sequence[Estimate]
) -> tuple[float, float, float, float]:
    """Return mean Brier and log score and their Monte Carlo errors."""
    draws = len(without)
    alike = np.array([each.hits in (0, each.runs) for each in estimates])
    errors = np.array([each.se for each in estimates])
    slopes = 2.0 * np.abs(p - happened), 1.0 / np.where(happened, p, 1.0 - p)
    found, spread = [], []
    for rule, slope in zip((brier, log_score), slopes, strict=True):
        means = rule(without, happened).mean(1)
        jackknife = (draws - 1) / draws * ((means - means.mean()) ** 2).sum()
        unanimous = ((slope * errors)[alike] ** 2).sum() / len(p) ** 2
        found.append(float(rule(p, happened).mean()))
        spread.append(float(np.sqrt(jackknife + unanimous)))
    return found[0], found[1], spread[0], spread[1]


def _questions(
    resolved: Resolved, estimates: Sequence[Estimate], p: Floats, kept: Floats
) -> tuple[Scored, ...]:
    rows = zip(resolved.questions, resolved.answers, estimates, p, kept, strict=True)
    return tuple(
        Scored(
            question.id,
            question.ask,
            happened,
            found.probability,
            found.se,
            float(at),
            float(persists),
            float(brier(at, happened)),
            float(log_score(at, happened)),
            found.note,
        )
        for question, happened, found, at, persists in rows
    )
