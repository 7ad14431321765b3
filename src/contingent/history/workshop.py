"""Learning from past wars, fit by fit: what is finished is kept and not done again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from contingent.history.crossval import Course, cross_validated, ensemble
from contingent.history.episodes import Episodes
from contingent.history.fitting import Effort, Fit
from contingent.history.folds import FOLDS, SEED
from contingent.history.parameters import NAMES, SHARED
from contingent.history.predictions import Predictions
from contingent.history.reading import read_episodes
from contingent.history.recurrence import recurrence
from contingent.scenario.problems import Problem, UserError
from contingent.world.learnt import Earlier, Learnt

MAKE = (
    "history/clock.py",
    "history/fitting.py",
    "history/likelihood.py",
    "history/parameters.py",
    "history/situation.py",
    "history/war.py",
    "mechanisms/exhaustion.py",
    "mechanisms/settlement.py",
)
"""The modules that a fit depends on."""

SCENARIOS_FROM = date(2011, 2, 17)
"""The first day of the earliest of the scenarios that come with the package."""

Tell = Callable[[int, int], None]
"""Called with fits done and fits in all."""


@dataclass(frozen=True)
class Lesson:
    """What came of learning.

    Attributes
    ----------
    learnt : Learnt
    predictions : Predictions or None
        Of each episode by fits that saw no war of its country, if that was asked for.
    warnings : tuple of str
        What was passed over in reading.
    """

    learnt: Learnt
    predictions: Predictions | None
    warnings: tuple[str, ...]


class Workshop:
    """Keeps finished fits in a folder, and counts them.

    A fit is found again under its name if table, priors, effort and seed are the same.
    """

    def __init__(self, folder: Path, key: str, planned: int, tell: Tell) -> None:
        self._folder, self._key, self._planned, self._tell = folder, key, planned, tell
        self._done = 0
        folder.mkdir(parents=True, exist_ok=True)

    def fitted(self, name: str, make: Callable[[], Fit]) -> Fit:
        """Return a fit that was kept, or make and keep it."""
        path = self._folder / f"{self._key}-{name}.json"
        found = _kept(path)
        if found is None:
            found = make()
            plain = {**asdict(found), "vector": found.vector.tolist()}
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps(plain), "utf-8")
            fresh.replace(path)
        self._done += 1
        self._tell(self._done, self._planned)
        return found


def learn(
    table: str | os.PathLike[str],
    *,
    folder: str | os.PathLike[str],
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    seed: int = SEED,
    cross_validate: bool = False,
    tell: Tell = lambda _done, _planned: None,
) -> Lesson:
    """Fit the parameters that all wars share.

    Parameters
    ----------
    table : path
        Table of episodes with their outcomes.
    folder : path
        Where finished fits are kept: an interrupted call goes on there.
    effort : Effort
        How much work goes into it.
    seed : int
    cross_validate : bool
        Whether each episode is also predicted by fits to other countries.
    tell : callable
        Is told of every finished fit.

    Raises
    ------
    UserError
        If the table cannot be read, or holds too little.
    """
    episodes = read_episodes(os.fspath(table))
    check_teaches(os.fspath(table), episodes)
    planned = effort.members * (2 + FOLDS * cross_validate)
    course = course_in(Path(folder), episodes, effort, seed, planned=planned, tell=tell)
    everything = _parameters(episodes, np.ones(len(episodes), np.bool_), "all", course)
    earlier = _earlier(episodes, course)
    predictions = cross_validated(episodes, course) if cross_validate else None
    conflicts = len(set(episodes.covariates.conflict))
    about = {"sha256": episodes.sha256, "episodes": len(episodes), "conflicts": conflicts}
    today, work = date.today().isoformat(), {"seed": seed, **asdict(effort)}
    learnt = Learnt(today, about, work, everything, earlier)
    return Lesson(learnt, predictions, episodes.warnings)


def _parameters(
    episodes: Episodes, learns: npt.NDArray[np.bool_], name: str, course: Course
) -> dict[str, npt.NDArray[np.float64]]:
    """Return the shared parameters of an ensemble of fits, ``[fit]`` each."""
    vectors = np.array([found.vector for found in ensemble(episodes, learns, name, course)])
    return dict(zip(NAMES, vectors.T, strict=True))


def _earlier(episodes: Episodes, course: Course) -> Earlier:
    """Return what the wars teach that had ended before any shipped scenario begins."""
    day, year = episodes.outcomes.end, episodes.outcomes.end_year
    in_time = year.known & (year.values < SCENARIOS_FROM.year)
    earlier = np.where(np.isnat(day), in_time, day < np.datetime64(SCENARIOS_FROM))
    return Earlier(
        ended_before=SCENARIOS_FROM.isoformat(),
        episodes=int(earlier.sum()),
        parameters=_parameters(episodes, earlier, "earlier", course),
        recurrence=recurrence(episodes.take(earlier)),
    )


def course_in(
    folder: Path, episodes: Episodes, effort: Effort, seed: int, *, planned: int, tell: Tell
) -> Course:
    """Return how fits to a table are made, with those that a folder keeps not made again."""
    workshop = Workshop(folder, _key(episodes, effort, seed), planned, tell)
    return Course(seed, effort, workshop.fitted)


def check_teaches(path: str, episodes: Episodes) -> None:
    """Raise a `UserError` if a table cannot be learnt from in folds by country."""
    unknown = np.flatnonzero(episodes.outcomes.outcome4 < 0)
    if len(unknown):
        name = episodes.covariates.epid[unknown[0]]
        message = (
            f"{len(unknown)} episodes have no outcome, the first {name}; learn from a table "
            "without them"
        )
        raise UserError([Problem(path, None, message)])
    countries = len(set(episodes.covariates.country))
    if countries < FOLDS:
        message = f"wars of {countries} countries are too few; {FOLDS} at least are needed"
        raise UserError([Problem(path, None, message)])


def _key(episodes: Episodes, effort: Effort, seed: int) -> str:
    """Return what a fit depends on, hashed: kept fits of another table or make are left alone."""
    code = [(Path(__file__).parents[1] / name).read_bytes() for name in MAKE]
    about = repr((episodes.sha256, asdict(effort), seed, SHARED)).encode()
    return sha256(b"".join([about, *code])).hexdigest()[:12]


def _kept(path: Path) -> Fit | None:
    try:
        plain = json.loads(path.read_text("utf-8"))
        return Fit(np.array(plain["vector"]), plain["objective"], plain["iterations"])
    except (OSError, ValueError, KeyError):
        return None
