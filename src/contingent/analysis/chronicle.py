"""What happened in one run, happening by happening, from its record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from contingent.analysis.life import Life
from contingent.analysis.names import Names
from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, PHASES, RUNGS

NOBODY = -1
SHUT = 0.5
"""A faction that shuts more than this part of the oil in its hands blockades it."""

RUNG_WORDS = {
    "none": "does nothing more for {}",
    "diplomatic": "gives {} words alone",
    "money": "pays {}",
    "arms": "arms {}",
    "advisers": "has advisers or mercenaries with {}",
    "air_strikes": "strikes from the air for {}",
    "troops": "has troops with {}",
}
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
        What it is about: several of one subject and kind can be told as one.
    text : str
        In words, without a date.
    state : str
        How the subject stands after it, in words.
    """

    time: int
    kind: str
    subject: str
    text: str
    state: str


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
            if now == NOBODY:
                text, state = f"{factions[was]} loses {place}", "nobody holds it"
            else:
                loser = f" from {factions[was]}" if was != NOBODY else ""
                text, state = f"{factions[now]} takes {place}{loser}", f"{factions[now]} holds it"
            yield Happening(t, "place", place, text, state)


def _patrons(life: Life, names: Names) -> Iterator[Happening]:
    for k, patron in enumerate(names.patrons.values()):
        for f, faction in enumerate(names.factions.values()):
            for t, was, now in _changes(life.observed.rung[:, k, f]):
                rung = RUNGS[now]
                turn = "" if now > was else ", a step back"
                text = f"{patron} {RUNG_WORDS[rung].format(faction)}{turn}"
                state = f"{rung.replace('_', ' ')} in the end"
                yield Happening(t, "patron", f"{patron}'s help for {faction}", text, state)


def _talks(life: Life, names: Names) -> Iterator[Happening]:
    for (a, first), (b, second) in combinations(enumerate(names.factions.values()), 2):
        pair = f"{first} and {second}"
        for t, _, now in _changes(life.observed.phase[:, a, b]):
            text = PHASE_WORDS[PHASES[now]].format(pair)
            yield Happening(t, "talks", f"talks between {pair}", text, f"{PHASES[now]} in the end")
    for c, clause in enumerate(CLAUSES):
        for t, _, now in _changes(life.observed.clause[:, c]):
            state = CLAUSE_STATES[now]
            yield Happening(t, "talks", clause, CLAUSE_WORDS[clause, state], state)


def _factions(life: Life, names: Names) -> Iterator[Happening]:
    for f, faction in enumerate(names.factions.values()):
        for t, _, now in _changes(life.observed.faction_series("active")[:, f] > SHUT):
            text = f"{faction} {'exists again' if now else 'ceases to exist'}"
            yield Happening(t, "leader", faction, text, text)
        for t, _, now in _changes(life.observed.faction_series("recognition")[:, f] > SHUT):
            said = "is recognised abroad as the government" if now else "loses recognition abroad"
            text = f"{faction} {said}"
            yield Happening(t, "recognition", f"recognition of {faction}", text, text)
        if life.falls is not None:
            for t in np.flatnonzero(life.falls[:, f]).tolist():
                text = f"the leader of {faction} dies or falls"
                yield Happening(t, "leader", f"leaders of {faction}", text, text)


def _oil(life: Life, names: Names) -> Iterator[Happening]:
    if life.blockade is None:
        return
    for f, faction in enumerate(names.factions.values()):
        for t, _, now in _changes(life.blockade[:, f] > SHUT):
            text = f"{faction} {'shuts the oil in its hands' if now else 'lets oil flow again'}"
            state = "shut in the end" if now else "open in the end"
            yield Happening(t, "oil", f"oil held by {faction}", text, state)


def _endings(life: Life, names: Names) -> Iterator[Happening]:
    for t, _, now in _changes(life.ending):
        said = ending_words(life.classes[now], names)
        text = f"the war is over: {said}" if now < len(life.classes) - 1 else "the war is on again"
        yield Happening(t, "ending", "the war", text, said)


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


def subjects(found: Sequence[Happening]) -> dict[tuple[str, str], list[Happening]]:
    """Return happenings by kind and subject, in the order in which the subjects first appear."""
    grouped: dict[tuple[str, str], list[Happening]] = {}
    for each in found:
        grouped.setdefault((each.kind, each.subject), []).append(each)
    return grouped
