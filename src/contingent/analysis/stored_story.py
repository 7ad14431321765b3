"""A world of a finished run, told without playing anything."""

from __future__ import annotations

from contingent.analysis.drawn import stored_ends, stored_world
from contingent.analysis.names import Names
from contingent.analysis.recall import Played, life_of, recall
from contingent.analysis.records import kept_draws
from contingent.analysis.story import Story, pick, tell
from contingent.questions.result import Result

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


def three_stories(result: Result) -> dict[str, Story]:
    """Tell a middle world, a bad and a good one by battle deaths; none if every run failed.

    Chosen among the draws whose full state was kept, all of which are as good as any other.
    """
    arm = result.arms[0]
    draws = kept_draws(result) or result.draws
    values = stored_ends(result, "battle_deaths", None, 0)[:draws]
    sound = result.sound(arm)[:draws]
    if not sound.any():
        return {}
    shares = {"middle": (None, True), "worst": (TAIL, True), "best": (TAIL, False)}
    told = {}
    for name, (share, high) in shares.items():
        draw, replicate = pick(values, sound, worst=share, high_is_worse=high)
        told[name] = story_of(result, draw, replicate, arm, name)
    return told
