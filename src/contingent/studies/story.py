"""One world told as a story: choose it, read it or replay it, and tell it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent import api
from contingent.analysis.stories.drawn import claims, stored_ends, world
from contingent.analysis.stories.recall import Played, life_of, recall
from contingent.analysis.stories.stored import story_of
from contingent.analysis.stories.story import (
    HIGH_IS_WORSE,
    pick,
    series_at_end,
    series_named,
    tell,
)
from contingent.evidence.describe import describe_ledger
from contingent.folder import fault
from contingent.interrupts import TOO_EARLY
from contingent.playing import Progress, classes
from contingent.questions.result import MANIFEST, Result, open_result
from contingent.scenario.arms import arms_of
from contingent.scenario.levers import BASELINE
from contingent.scenario.names import nearest
from contingent.scenario.problems import show
from contingent.studies.replay import model_of, replay, same

if TYPE_CHECKING:
    from contingent.analysis.stories.story import Story
    from contingent.engine.model import Model
    from contingent.scenario.model import Scenario

COMPARED = 1000
"""Worlds that a world's values are set against."""


@dataclass(frozen=True)
class _Rule:
    """Which world is wanted: a draw, or a place in the order of a series."""

    draw: int | None
    replicate: int
    worst: float | None
    by: str


def story(
    source: Scenario | Result | str | os.PathLike[str],
    draw: int | None = None,
    replicate: int | None = None,
    *,
    worst: float | None = None,
    by: str = "battle_deaths",
    arm: str = BASELINE,
    draws: int = 300,
    seed: int = 1,
    scenario: Scenario | str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Story:
    """Tell one world as a chronicle.

    Parameters
    ----------
    source : Scenario, name, folder, run folder or Result
        A run is read; of a scenario `draws` worlds are played to choose from.
    draw, replicate : int, optional
        Which world, and which roll of chance in it (0 by default). Without a draw the middle world
        is told, in the order of `by` at the end.
    worst : float, optional
        Instead tell a world such that this share of all is as bad or worse: more of a toll or of
        the oil price, less of anything else.
    by : str
        A series of the country or of the factions (``NAME``: all together; ``NAME:FACTION``).
    arm : str
        Arm of a run; of a scenario a lever, or several joined by ``+``.
    draws, seed : int
        Where a scenario is played.
    scenario : Scenario, name or folder, optional
        What the run was played from, if it is not shipped: a draw whose full state was not kept
        is played again from it, to the bit.
    progress : Progress, optional
        Is told how far it has come.

    Raises
    ------
    UserError
        For an unknown draw, series, faction or arm, or a scenario that is not the run's.
    """
    if draw is not None and worst is not None:
        raise fault("--worst", "does not go with --draw: either a world is named or it is chosen")
    if worst is not None and not 0 < worst <= 0.5:
        raise fault("--worst", f"must be a share above 0 and at most 50 %, not {worst:g}")
    if replicate is not None and draw is None:
        raise fault("--replicate", "needs --draw; without it a world is chosen with its replicate")
    rule = _Rule(draw, replicate or 0, worst, by)
    if isinstance(source, str | os.PathLike) and (Path(source) / MANIFEST).is_file():
        source = open_result(Path(source))
    if isinstance(source, Result):
        return _of_result(source, rule, arm, scenario, progress)
    loaded = api.load(source)
    api.check_numbers(draws=draws, seed=seed)
    return _of_scenario(loaded, rule, arm=arm, draws=draws, seed=seed, progress=progress)


def _of_scenario(
    scenario: Scenario,
    rule: _Rule,
    *,
    arm: str,
    draws: int,
    seed: int,
    progress: Progress | None,
) -> Story:
    from contingent.analysis.names import Names
    from contingent.engine.model import make_model

    base = make_model(scenario)
    model = base if arm == BASELINE else base.under(arms_of(scenario, [arm], "--arm")[-1])
    name, faction = _series(rule.by, scenario.roster.factions)
    interrupted = False
    if rule.draw is not None:
        _check(rule, api.MOST_DRAWS, 1)
        draw, chosen = rule.draw, f"draw {rule.draw}"
    else:
        values, sound = _ends(model, (name, faction), draws, seed, progress)
        interrupted = len(values) < draws
        draw, _, chosen = _chosen(rule, values, sound)
    if progress is not None:
        progress.stage("telling")
    played = replay(model, draw, seed=seed)
    drawn, truth = base.before_changes(seed, draw, 1)
    about = {
        "title": scenario.title,
        **claims([claim.id for claim in scenario.claims], truth[0], describe_ledger(scenario)),
        **world(
            {path: float(v[0]) for path, v in drawn.design.items()},
            base.before_changes(seed, 0, COMPARED)[0].design,
            {path: slot.quantity.unit for path, slot in model.template.slots.items()},
            Names.of(scenario),
        ),
    }
    life = life_of(model.template.calendar.times, played, classes(scenario))
    place = {"draw": draw, "replicate": 0, "arm": arm, "chosen": chosen, "known": "replayed"}
    return tell(life, Names.of(scenario), **about, **place, interrupted=interrupted)


def _ends(
    model: Model,
    series: tuple[str, int | None],
    draws: int,
    seed: int,
    progress: Progress | None,
) -> tuple[Any, Any]:
    """Play draws and return how a series ends in each, and which are sound, ``[draw, 1]``."""
    from contingent.engine import ensemble

    times = model.template.calendar.times
    if progress is not None:
        progress.start(draws, float((times[-1] - times[0]).astype(int)) / 7)
    values, sound = [], []
    try:
        # full state comes along, so that the world chosen is replayed by the same program
        for chunk in ensemble.simulate(model, draws, seed=seed, keep=draws):
            values.append(series_at_end(chunk.observed, *series))
            sound.append(~chunk.failed)
            if progress is not None:
                progress.advance(chunk.runs)
    except KeyboardInterrupt:
        if not values:
            raise KeyboardInterrupt(TOO_EARLY) from None
    return np.concatenate(values)[:, None], np.concatenate(sound)[:, None]


def _of_result(
    result: Result, rule: _Rule, arm: str, scenario: Any, progress: Progress | None
) -> Story:
    if arm not in result.arms:
        where = str(result.folder or "the run")
        raise fault("--arm", f"{where} has no arm {show(arm)}{nearest(arm, result.arms)}")
    at = result.arms.index(arm)
    if rule.draw is not None:
        _check(rule, result.draws, result.replicates)
        draw, replicate, chosen = rule.draw, rule.replicate, f"draw {rule.draw}"
    else:
        factions = [f["id"] for f in result.scenario["factions"]]
        values = stored_ends(result, *_series(rule.by, factions), at)
        draw, replicate, chosen = _chosen(rule, values, result.sound(arm))
    if progress is not None:
        progress.stage("telling")
    played, known, notes = _known(result, draw, replicate, arm, scenario)
    return story_of(result, draw, replicate, arm, chosen, played=played, known=known, notes=notes)


def _known(
    result: Result, draw: int, replicate: int, arm: str, scenario: Any
) -> tuple[Played, str, tuple[str, ...]]:
    """Return a stored run with its full state, from the folder or by replay, or without."""
    played = recall(result, draw, replicate, result.arms.index(arm))
    if played.full is not None:
        return played, "stored", ()
    model = model_of(result, scenario, arm)
    if model is None:
        note = "name the scenario with --scenario to see places of fighting, leaders and blockades"
        return played, "compact", (note,)
    seed = int(result.manifest["seed"])
    again = replay(model, draw, replicate, seed=seed, replicates=result.replicates)
    if not same(again.observed, played.observed):
        note = (
            "played again, the run comes out otherwise (another machine or version), so it is told "
            "without places of fighting, leaders and blockades"
        )
        return played, "compact", (note,)
    return again, "replayed", ()


def _chosen(rule: _Rule, values: Any, sound: Any) -> tuple[int, int, str]:
    """Return draw, replicate and how they were chosen, in words."""
    if not sound.any():
        raise fault("--draw", "every run failed; name one to see it")
    high = rule.by in HIGH_IS_WORSE
    draw, replicate = pick(values, sound, worst=rule.worst, high_is_worse=high)
    runs, series = int(sound.sum()), rule.by.replace("_", " ")
    if rule.worst is None:
        return draw, replicate, f"the middle one of {runs:,} worlds by {series}"
    end = "highest" if high else "lowest"
    return draw, replicate, f"among the {end} {100 * rule.worst:g} % of {runs:,} worlds by {series}"


def _series(text: str, factions: Sequence[str]) -> tuple[str, int | None]:
    try:
        return series_named(text, factions)
    except KeyError as error:
        word, known = error.args
        raise fault("--by", f"nothing is called {show(word)}{nearest(word, known)}") from error


def _check(rule: _Rule, draws: int, replicates: int) -> None:
    numbers = {"draw": (rule.draw or 0, draws), "replicate": (rule.replicate, replicates)}
    for name, (number, count) in numbers.items():
        if not 0 <= number < count:
            message = f"there is no {name} {number}; they are numbered 0 to {count - 1}"
            raise fault(f"--{name}", message)
