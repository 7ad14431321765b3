"""The functions behind the command line, for use from Python.

import contingent as ct

scenario = ct.load("libya-2019")
result = ct.run(scenario, draws=2000, seed=1)
result.probability("lna-tripoli-2020-06")
answers = ct.ask(scenario, "questions.yaml")
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contingent.engine.ahead import fetch_program
from contingent.folder import check_folder, default_folder, fault
from contingent.playing import Plan, Progress, chunks, classes
from contingent.questions.result import MANIFEST, SUMMARY, Result, open_result, read_manifest
from contingent.scenario.shipped import shipped

if TYPE_CHECKING:
    from contingent.analysis.compare import Comparison
    from contingent.engine.model import Model
    from contingent.questions.estimate import Estimate
    from contingent.scenario.arms import Arm
    from contingent.scenario.levers import Lever
    from contingent.scenario.model import Scenario
    from contingent.scenario.questions import Question

MOST_DRAWS = 10_000_000


@dataclass(frozen=True)
class Answers:
    """Answers to a file of questions.

    Attributes
    ----------
    estimates : dict
        Estimate of each question by its id.
    asked : dict
        Text of each question by its id.
    draws, seed, failed_runs : int
        Finished draws, seed, and runs that failed.
    interrupted : bool
        Whether fewer draws were finished than asked for.
    """

    estimates: dict[str, Estimate]
    asked: dict[str, str]
    draws: int
    seed: int
    failed_runs: int
    interrupted: bool

    def probability(self, question_id: str) -> tuple[float, float]:
        """Return the probability of a question and its Monte Carlo standard error."""
        found = self.estimates[question_id]
        return found.probability, found.se

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, as ``contingent ask --out`` writes it."""
        answers = [
            {"id": name, "probability": e.probability, "se": e.se, **e.remarks}
            for name, e in self.estimates.items()
        ]
        said: dict[str, Any] = {"questions": answers, "draws": self.draws, "seed": self.seed}
        return said | ({"interrupted": True} if self.interrupted else {})


def scenarios() -> dict[str, Path]:
    """Return the shipped scenarios: folder by name."""
    return shipped()


def load(scenario: Scenario | str | os.PathLike[str]) -> Scenario:
    """Load a scenario by its shipped name or its folder; a loaded one is returned as it is."""
    if not isinstance(scenario, str | os.PathLike):
        return scenario
    from contingent.scenario.load import load_scenario

    return load_scenario(scenario)


def open_run(folder: str | os.PathLike[str]) -> Result:
    """Open a finished or interrupted run folder."""
    return open_result(Path(folder))


def show(folder: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the summary of a run folder without opening its results."""
    import json

    read_manifest(Path(folder))
    path = Path(folder) / SUMMARY
    if not path.is_file():
        raise fault(folder_name(folder), f"has no {SUMMARY}: the run was not finished")
    try:
        summary: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise fault(path, f"cannot be read: {error}") from error
    return summary


def run(
    scenario: Scenario | str | os.PathLike[str],
    draws: int = 2000,
    replicates: int = 1,
    seed: int = 1,
    *,
    arms: Sequence[str | Arm] = (),
    until: float | None = None,
    out: str | os.PathLike[str] | None = None,
    keep: int = 500,
    force: bool = False,
    progress: Progress | None = None,
    command: str | None = None,
) -> Result:
    """Play a scenario and write the run folder.

    Parameters
    ----------
    scenario : Scenario, name or folder
        What to play.
    draws, replicates, seed : int
        Sampled worlds, rolls of chance in each, and the seed of all.
    arms : sequence of str or Arm
        Arms to play beside the baseline, in the same worlds with the same luck: names of levers,
        several joined by ``+``, or arms made by hand.
    until : float, optional
        Add draws until the standard error of every question is below this, at most `draws`.
    out : path, optional
        Run folder; by default ``runs/SCENARIO-TIMESTAMP``.
    keep : int
        Draws whose full state and ledger are kept.
    force : bool
        Replace an earlier run in that folder.
    progress : Progress, optional
        Is told how far the run has come.
    command : str, optional
        Command line, for the manifest.

    Returns
    -------
    Result
        The opened result; after Ctrl-C that of the finished draws (``result.interrupted``).
    """
    from contingent.report.studio import drawing

    check_numbers(draws=draws, replicates=replicates, seed=seed, keep=keep)
    if until is not None and not 0.0 < until < 0.5:
        raise fault("--until", f"must be a standard error between 0 and 0.5, not {until:g}")
    fetch_program()
    with drawing.studio() as studio:  # it gets ready while we do
        from contingent.running import run_into
        from contingent.scenario.arms import arms_of

        loaded = load(scenario)
        played = arms_of(loaded, arms)
        folder = Path(out) if out is not None else default_folder(loaded.id)
        check_folder(folder, force)
        plan = Plan(draws, replicates, seed, keep, until)
        return run_into(
            folder,
            _model(loaded),
            played,
            plan,
            studio=studio,
            progress=progress,
            command=command,
        )


def compare(
    scenario: Scenario | Result | str | os.PathLike[str],
    arms: Sequence[str | Arm] = (),
    draws: int = 2000,
    replicates: int = 1,
    seed: int = 1,
    *,
    progress: Progress | None = None,
) -> Comparison:
    """Say what levers change: every arm against the baseline, pair by pair.

    Parameters
    ----------
    scenario : Scenario, Result, name or folder
        A scenario, which is played and not written down, or a run with arms or its folder.
    arms : sequence of str or Arm
        Levers as for `run`; of a run folder the arms to look at, all by default.
    draws, replicates, seed : int
        As for `run`; not looked at for a run folder.
    progress : Progress, optional
        Is told how far the run has come.
    """
    from contingent.analysis.compare import compare_played, compare_stored
    from contingent.scenario.arms import arms_of

    if isinstance(scenario, str | os.PathLike) and (Path(scenario) / MANIFEST).is_file():
        scenario = open_run(scenario)
    if isinstance(scenario, Result):
        return compare_stored(scenario, [a if isinstance(a, str) else a.id for a in arms])
    check_numbers(draws=draws, replicates=replicates, seed=seed)
    fetch_program()
    loaded = load(scenario)
    played = arms_of(loaded, arms, "LEVER")
    if len(played) < 2:
        known = ", ".join(levers(loaded)) or "the scenario has none"
        raise fault("LEVER", f"name at least one lever to compare with the baseline ({known})")
    plan = Plan(draws, replicates, seed, 0)
    return compare_played(_model(loaded), played, plan, progress)


def levers(scenario: Scenario | str | os.PathLike[str]) -> dict[str, Lever]:
    """Return the levers of a scenario by their ids."""
    return {lever.id: lever for lever in load(scenario).levers}


def ask(
    scenario: Scenario | str | os.PathLike[str],
    questions: str | os.PathLike[str] | Sequence[Question],
    draws: int = 2000,
    seed: int = 1,
    *,
    progress: Progress | None = None,
) -> Answers:
    """Answer questions about a scenario, from a file or already read; nothing is written."""
    from contingent.questions.files import load_questions
    from contingent.questions.tally import Tally

    check_numbers(draws=draws, seed=seed)
    fetch_program()
    loaded = load(scenario)
    if isinstance(questions, str | os.PathLike):
        questions = load_questions(Path(questions), loaded)
    model = _model(replace(loaded, questions=tuple(questions)))
    tally = Tally([q.id for q in questions], classes(loaded), draws)
    interrupted = False
    try:
        for chunk, outcomes in chunks(model, Plan(draws, 1, seed, 0), progress):
            tally.add(chunk.draw, chunk.replicate, chunk.failed, outcomes)
    except KeyboardInterrupt:
        interrupted = True
        if not tally.seen.any():
            raise
    finished = int(tally.seen.sum())
    asked = {q.id: q.ask for q in questions}
    return Answers(tally.estimates(), asked, finished, seed, tally.failed_runs, interrupted)


def schema(kind: str = "scenario") -> dict[str, Any]:
    """Return the JSON Schema of a scenario, its evidence or a file of questions, for editors."""
    from contingent.scenario.schema import json_schema

    return json_schema(kind)


def check_numbers(**given: int) -> None:
    """Raise a `UserError` for a number of draws, replicates … that cannot be played."""
    bounds = {"draws": (1, MOST_DRAWS), "replicates": (1, MOST_DRAWS), "keep": (0, MOST_DRAWS)}
    bounds |= {"seed": (0, 2**63 - 1), "members": (1, 1000), "paths": (1, 100_000)}
    for name, value in given.items():
        low, high = bounds[name]
        if not isinstance(value, int) or not low <= value <= high:
            raise fault(f"--{name}", f"must be a whole number from {low} to {high}, not {value}")
    runs = given.get("draws", 1) * given.get("replicates", 1)
    if runs > MOST_DRAWS:
        raise fault("--replicates", f"{runs} runs in all are more than {MOST_DRAWS}")


def folder_name(folder: str | os.PathLike[str]) -> str:
    """Return a folder as the user wrote it."""
    return os.fspath(folder)


def _model(scenario: Scenario | str | os.PathLike[str]) -> Model:
    from contingent.engine.model import make_model

    return make_model(load(scenario))
