"""A world of a finished run, told without playing anything."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.names import Names
from contingent.analysis.records import kept_draws
from contingent.analysis.stories.drawn import stored_ends, stored_world
from contingent.analysis.stories.recall import Played, life_of, recall
from contingent.analysis.stories.story import Story, pick, tell
from contingent.questions.result import Result

Bools = npt.NDArray[np.bool_]

TAIL = 0.05
"""Share of all worlds that are as good, or as bad, as the extreme ones told."""
FAILED = "the run failed: some of its numbers are not finite"


def story_of(
    result: Result,
    draw: int,
    replicate: int,
    arm: str,
    chosen: str,
    *,
    played: Played | None = None,
    known: str = "stored",
    notes: tuple[str, ...] = (),
) -> Story:
    """Tell one world of a run.

    Parameters
    ----------
    result : Result
    draw, replicate : int
    arm : str
    chosen : str
        How the world was chosen, in words.
    played : Played, optional
        The run in full, if it is known from elsewhere than the folder.
    known : str
        Where from, see `Story`.
    notes : tuple of str
    """
    at = result.arms.index(arm)
    if played is None:
        played = recall(result, draw, replicate, at)
        known = "compact" if played.full is None else "stored"
    if not result.sound(arm)[draw, replicate]:
        notes = (*notes, FAILED)
    about = stored_world(result, draw, at)
    life = life_of(result.times, played, tuple(result.ending_classes))
    place = {"draw": draw, "replicate": replicate, "arm": arm, "chosen": chosen, "known": known}
    title = result.scenario["title"]
    return tell(life, Names.of(result.scenario), title=title, **about, **place, notes=notes)


def commonest(result: Result) -> tuple[str, float]:
    """Return the class of ending that stands in most worlds of the baseline, and its share."""
    chances = result.endings(result.arms[0])
    return max(chances.items(), key=lambda item: item[1])


def likelier(result: Result) -> bool | None:
    """Return the likelier answer to the first question; None if there is none."""
    if not result.questions:
        return None
    return result.probability(result.questions[0]["id"], result.arms[0])[0] > 0.5


def _usual(result: Result, sound: Bools) -> Bools:
    """Return the worlds, ``[draw, replicate]``, that are like most; all if none is."""
    arm, draws = result.arms[0], slice(len(sound))
    tree: Any = result.tree
    name, _ = commonest(result)
    last = tree["outcomes/ending"].sel(arm=arm).isel(time=-1, draw=draws).values
    so = sound & (last == result.ending_classes.index(name))
    if result.questions:
        asked = [tree[f"outcomes/{n}"].sel(arm=arm).isel(question=0) for n in ("hit", "given")]
        hit, given = (each.isel(draw=draws).values.astype(bool) for each in asked)
        so = _some(so & given & (hit == likelier(result)), so)
    return _some(so, sound)


def _some(wanted: Bools, rather: Bools) -> Bools:
    return wanted if wanted.any() else rather


def three_stories(result: Result) -> dict[str, Story]:
    """Tell a usual world, a bad and a good one by battle deaths; none if every run failed.

    Chosen among the draws whose full state was kept, all of which are as good as any other. The
    usual world is the middle one of those that end in the commonest way, and that answer the first
    question as most worlds do.
    """
    arm = result.arms[0]
    draws = kept_draws(result) or result.draws
    values = stored_ends(result, "battle_deaths", None, 0)[:draws]
    sound = result.sound(arm)[:draws]
    if not sound.any():
        return {}
    which = {
        "usual": (_usual(result, sound), None, True),
        "worst": (sound, TAIL, True),
        "best": (sound, TAIL, False),
    }
    told = {}
    for name, (among, share, high) in which.items():
        draw, replicate = pick(values, among, worst=share, high_is_worse=high)
        told[name] = story_of(result, draw, replicate, arm, name)
    return told
