"""What the mechanisms predict of past wars: how the runs of each ended, counted and smoothed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.engine.devices import start_jax
from contingent.engine.model import Model
from contingent.history.clock import edges
from contingent.history.columns import CLASSES
from contingent.history.episodes import Covariates
from contingent.history.forecast import quantiles_of, with_flares
from contingent.history.likelihood import DOUBT, UNTHOUGHT
from contingent.history.predictions import Predictions
from contingent.history.situation import situation
from contingent.history.stage.lessons import Lesson, known
from contingent.history.stage.lots import Lots
from contingent.history.stage.runs import play, stage
from contingent.history.stage.verdicts import OPEN, Verdicts
from contingent.history.stage.worlds import worlds_of

Floats = npt.NDArray[np.float64]

PATHS = 64
JEFFREYS = 0.5


@dataclass(frozen=True)
class Counts:
    """How the paths of episodes ended that would be on record.

    Attributes
    ----------
    of_class : float64 [episode, class]
    ends : float64 [episode, step]
        By step of `history/clock.py`.
    open : float64 [episode]
        Those that went on at the horizon.
    unrecorded : float64 [episode]
        Those with fewer than 25 deaths in their first year, which count for nothing.
    """

    of_class: Floats
    ends: Floats
    open: Floats
    unrecorded: Floats


def foretell(
    lesson: Lesson,
    covariates: Covariates,
    *,
    model: Model | None = None,
    paths: int = PATHS,
    seed: int = 1,
    tell: Callable[[int], None] = lambda _: None,
) -> Predictions:
    """Predict episodes from what was known at their start, by playing them.

    Parameters
    ----------
    lesson : Lesson
        What the wars of other countries taught.
    covariates : Covariates
    model : Model, optional
        The stage, by default that of `past-war`.
    paths : int
        How often each is played.
    seed : int
    tell : callable
        Is told of runs that are finished.
    """
    counts = played(lesson, covariates, model=model, paths=paths, seed=seed, tell=tell)
    short = known(lesson, situation(covariates)).codes.short.mean(0)
    return predictions_of(covariates.epid, counts, short)


def played(
    lesson: Lesson,
    covariates: Covariates,
    *,
    model: Model | None = None,
    paths: int,
    seed: int,
    tell: Callable[[int], None] = lambda _: None,
) -> Counts:
    """Play episodes and count how they ended."""
    start_jax()  # before anything else starts it with fewer devices
    theatre, briefed = model or stage(), known(lesson, situation(covariates))
    lots = [Lots(name, paths, seed) for name in covariates.epid]
    parts: list[Verdicts] = []
    for found in play(
        theatre, lambda i: worlds_of(theatre.template, briefed, i, lots[i]), lots, seed
    ):
        parts.append(found)
        tell(len(found.day))
    return counted(
        Verdicts(*(np.concatenate([vars(p)[name] for p in parts]) for name in vars(parts[0]))),
        paths,
    )


def counted(found: Verdicts, paths: int) -> Counts:
    """Count how the paths of each episode ended; runs are in order of episodes."""
    recorded = found.recorded.reshape(-1, paths)
    outcome = found.outcome.reshape(-1, paths)
    step = np.searchsorted(edges(), found.day, side="left").reshape(-1, paths) - 1
    step = np.clip(step, 0, len(edges()) - 2)
    over = recorded & (outcome != OPEN)
    ends = np.zeros((len(outcome), len(edges()) - 1))
    episode = np.broadcast_to(np.arange(len(outcome))[:, None], outcome.shape)
    np.add.at(ends, (episode[over], step[over]), 1.0)
    of_class = [(over & (outcome == c)).sum(1) for c in range(len(CLASSES))]
    return Counts(
        of_class=np.stack(of_class, 1).astype(np.float64),
        ends=ends,
        open=(recorded & (outcome == OPEN)).sum(1).astype(np.float64),
        unrecorded=(~recorded).sum(1).astype(np.float64),
    )


def predictions_of(epid: tuple[str, ...], counts: Counts, short: Floats) -> Predictions:
    """Return chances of the classes among paths that ended, and quantiles of the duration.

    Chances are Jeffreys', with the doubt of the generic war; none is 0. That an episode is a flare
    of two days is a matter of the record and enters as it does there.

    Parameters
    ----------
    epid : tuple of str
    counts : Counts
    short : float64 [episode]
        Chance of a flare.
    """
    smooth = counts.of_class + JEFFREYS
    shares = smooth / smooth.sum(1, keepdims=True)
    chances = (1.0 - DOUBT) * shares + DOUBT * np.array(UNTHOUGHT)
    runs = np.maximum(counts.of_class.sum(1) + counts.open, 1.0)
    ends = with_flares(counts.ends / runs[:, None], short)
    return Predictions(epid, chances, quantiles_of(ends), counts.open / runs * (1.0 - short))
