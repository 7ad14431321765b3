"""The classes of endings for one run, in plain Python, written for reading.

Follows the table and the numbered rules at the top of `contingent.questions.endings`, without
looking at its code: a run is a list of moments, and the story is told from the first to the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations


@dataclass
class Moment:
    """What is seen at one time: all lists are by faction, ``phases`` by pair of factions."""

    day: int
    deaths: float
    holders: list[int]
    exists: list[bool]
    fighters: list[float]
    phases: dict[tuple[int, int], str]
    merged: bool


@dataclass
class Ending:
    name: str
    day: int
    deaths: float


def classify(run: list[Moment]) -> list[str]:
    """Name the ending that stands at each moment."""
    story: list[str] = []
    ending: Ending | None = None
    for t, now in enumerate(run):
        before = run[t - 1] if t else None
        nothing_stood = ending is None
        if ending and now.day - ending.day <= 364 and now.deaths - ending.deaths >= 25:
            ending = None
        name = onset(run, before, now, war_goes_on=ending is None)
        if name is None and nothing_stood:
            name = what_lasts(run, now)
        if name is not None and (ending is None or ending.name != name):
            ending = Ending(name, now.day, now.deaths)
        story.append(ending.name if ending else "ongoing")
    return story


def onset(
    run: list[Moment], before: Moment | None, now: Moment, *, war_goes_on: bool
) -> str | None:
    """What begins at this moment and did not hold at the one before."""
    for deal, phases in (
        ("peace-agreement", {"agreement"}),
        ("ceasefire", {"ceasefire", "agreement"}),
    ):
        if bound(now, phases) and not (before and bound(before, phases)):
            return deal
    if before and (dissolved(before, now) or (now.merged and not before.merged)):
        return "actor-ceases" if war_goes_on else None
    victor = winner(run, now)
    if victor is not None and not (before and winner(run, before) == victor):
        return f"victory:{victor}"
    return None


def what_lasts(run: list[Moment], now: Moment) -> str | None:
    """What can be dated at this moment though it did not begin at it."""
    victor = winner(run, now)
    if victor is not None:
        return f"victory:{victor}"
    if now.day + 364 > run[-1].day:
        return None
    year = [m for m in run if now.day <= m.day <= now.day + 364]
    return "low-activity" if year[-1].deaths - now.deaths < 25 else None


def bound(now: Moment, phases: set[str]) -> bool:
    pairs = [
        pair
        for pair in combinations(range(len(now.exists)), 2)
        if now.exists[pair[0]] and now.exists[pair[1]]
    ]
    return bool(pairs) and all(now.phases[pair] in phases for pair in pairs)


def dissolved(before: Moment, now: Moment) -> bool:
    return any(
        before.exists[f] and not now.exists[f] and f in before.holders
        for f in range(len(now.exists))
    )


def winner(run: list[Moment], now: Moment) -> int | None:
    """The one faction that has beaten all others, if there is exactly one."""

    def beaten(f: int) -> bool:
        few = now.fighters[f] < 0.05 * run[0].fighters[f]
        return not now.exists[f] or f not in now.holders or few

    everyone = range(len(now.exists))
    winners = [
        f
        for f in everyone
        if now.exists[f] and f in now.holders and all(beaten(g) for g in everyone if g != f)
    ]
    return winners[0] if len(winners) == 1 and len(everyone) > 1 else None
