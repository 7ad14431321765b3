"""What happened in one run, happening by happening, from its record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from contingent.analysis.names import Names
from contingent.analysis.stories.life import Life
from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, PHASES, RUNGS

NOBODY = -1
SHUT = 0.5
"""A faction that shuts more than this part of the oil in its hands blockades it."""

SETTLED_DAYS = 56
"""An ending that stands for less than eight weeks is not told, unless it is the last."""

PHASE_WORDS = {
    "war": "talks between {} are over, and they are at war",
    "talks": "{} open talks",
    "ceasefire": "{} sign a ceasefire",
    "agreement": "{} sign an agreement",
}
CLAUSE_WORDS = {
    ("elections", "none"): "elections are off the table",
    ("elections", "agreed"): "elections are agreed",
    ("elections", "done"): "elections are held",
    ("elections", "broken"): "the agreed elections are called off",
    ("merger", "none"): "a merger of the rival bodies is off the table",
    ("merger", "agreed"): "a merger of the rival bodies is agreed",
    ("merger", "done"): "the rival bodies merge",
    ("merger", "broken"): "the agreed merger is called off",
}


@dataclass(frozen=True)
class Happening:
    """One thing that happened.

    Attributes
    ----------
    time : int
        Index of the state that shows it.
    kind : str
        ``place``, ``patron``, ``talks``, ``oil``, ``leader``, ``recognition`` or ``ending``.
    subject : str
        What it is about: a place, a patron, or what a sentence can begin with.
    whom : str
        Who gained by it, if that is a faction: the taker of a place, the one that a patron helps.
    was, now : Any
        How the subject stood before and after, as codes of the record.
    text : str
        In words, without a date.
    """

    time: int
    kind: str
    subject: str
    whom: str
    was: Any
    now: Any
    text: str


def happenings(life: Life, names: Names) -> tuple[Happening, ...]:
    """Return what happened in a run, in order of time."""
    told = (
        *_places(life, names),
        *_patrons(life, names),
        *_talks(life, names),
        *_factions(life, names),
        *_oil(life, names),
        *_endings(life, names),
    )
    return tuple(sorted(told, key=lambda h: h.time))


def _changes(values: Any) -> Iterator[tuple[int, Any, Any]]:
    """Yield time index, value before and value after of each change of a series ``[time]``."""
    values = np.asarray(values)
    for t in np.flatnonzero(values[1:] != values[:-1]).tolist():
        yield t + 1, values[t], values[t + 1]


def _places(life: Life, names: Names) -> Iterator[Happening]:
    factions = list(names.factions.values())
    for p, place in enumerate(names.places.values()):
        for t, was, now in _changes(life.observed.holder[:, p]):
            whom = factions[now] if now != NOBODY else ""
            loser = f" from {factions[was]}" if was != NOBODY else ""
            # no verb that would have to know whether a side's name is a plural
            text = f"{place} taken{loser} by {whom}" if whom else f"{place} lost by {factions[was]}"
            yield Happening(t, "place", place, whom, was, now, text)


def _patrons(life: Life, names: Names) -> Iterator[Happening]:
    for k, patron in enumerate(names.patrons.values()):
        for f, faction in enumerate(names.factions.values()):
            # what lies below money is talk, and comes and goes
            rung = np.maximum(life.observed.rung[:, k, f], RUNGS.index("diplomatic"))
            for t, was, now in _changes(rung):
                text = f"for {faction}: {patron} {climb(was, now)}"
                yield Happening(t, "patron", patron, faction, was, now, text)


def climb(was: int, now: int) -> str:
    """Return a move on the ladder in words."""
    rung = "talk alone" if now <= RUNGS.index("diplomatic") else RUNGS[now].replace("_", " ")
    return f"{'up' if now > was else 'down'} to {rung}"


def _talks(life: Life, names: Names) -> Iterator[Happening]:
    for (a, first), (b, second) in combinations(enumerate(names.factions.values()), 2):
        pair = f"{first} and {second}"
        for t, was, now in _changes(life.observed.phase[:, a, b]):
            text = PHASE_WORDS[PHASES[now]].format(pair)
            yield Happening(t, "talks", f"talks between {pair}", "", was, now, text)
    for c, clause in enumerate(CLAUSES):
        for t, was, now in _changes(life.observed.clause[:, c]):
            text = CLAUSE_WORDS[clause, CLAUSE_STATES[now]]
            yield Happening(t, "talks", clause, "", was, now, text)


def _factions(life: Life, names: Names) -> Iterator[Happening]:
    for f, faction in enumerate(names.factions.values()):
        for t, was, now in _changes(life.observed.faction_series("active")[:, f] > SHUT):
            text = f"{'return' if now else 'end'} of {faction} as a side of the war"
            yield Happening(t, "leader", faction, "", was, now, text)
        for t, was, now in _changes(life.observed.faction_series("recognition")[:, f] > SHUT):
            said = f"recognition abroad {'won' if now else 'lost'} by {faction}"
            subject = f"recognition of {faction}"
            yield Happening(t, "recognition", subject, "", was, now, said)
        if life.falls is not None:
            for t in np.flatnonzero(life.falls[:, f]).tolist():
                text = f"the leader of {faction} dies or falls"
                yield Happening(t, "leader", f"leader of {faction}", "", False, True, text)


def _oil(life: Life, names: Names) -> Iterator[Happening]:
    if life.blockade is None:
        return
    for f, faction in enumerate(names.factions.values()):
        for t, was, now in _changes(life.blockade[:, f] > SHUT):
            text = f"oil in the hands of {faction} {'is shut' if now else 'flows again'}"
            yield Happening(t, "oil", f"oil held by {faction}", "", was, now, text)


def _endings(life: Life, names: Names) -> Iterator[Happening]:
    for t, was, now in _changes(_settled(life.ending, life.times)):
        said = ending_words(life.classes[now], names)
        text = f"the war is over: {said}" if now < len(life.classes) - 1 else "the war is on again"
        yield Happening(t, "ending", "the war", "", was, now, text)


def _settled(ending: Any, times: Any) -> Any:
    """Return endings without those that soon give way to what stood before or to another."""
    ending = np.array(ending)
    starts = [0, *(t for t, _, _ in _changes(ending))]
    for first, after in pairwise(starts):
        if first and (times[after] - times[first]).astype(int) < SETTLED_DAYS:
            ending[first:after] = ending[first - 1]
    return ending


def ending_words(name: str, names: Names) -> str:
    """Return a class of ending in words."""
    if name.startswith("victory:"):
        faction = name.removeprefix("victory:")
        return f"victory of {names.factions.get(faction, faction)}"
    return {
        "peace-agreement": "a peace agreement",
        "low-activity": "low activity",
        "actor-ceases": "a side has ceased to be",
        "ceasefire": "a ceasefire",
        "ongoing": "still at war",
    }[name]
