"""Which signs tell most of an answer: chosen on half of the draws.

First the sign that tells most, then the one that tells most beyond those chosen, and so on. At
each date only those runs are looked at in which the answer is still open, since that is where
somebody who watches would stand: before a thing has happened that would settle it by definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.drivers.ranking import discoveries
from contingent.analysis.names import Names
from contingent.analysis.signposts.information import information
from contingent.analysis.signposts.sightings import Sightings
from contingent.analysis.signposts.signs import Series, Sign, levels

Bools = npt.NDArray[np.bool_]

MOST = 6
FEWEST = 20
"""A sign must be seen, and must be missing, in so many draws of the half it is chosen on."""

FALSE_DISCOVERIES = 0.05
SIGNIFICANT = 0.05
NEARLY = 0.9
"""Among signs that tell this part of what the best one tells, the earliest is chosen."""


@dataclass(frozen=True)
class Candidate:
    """A sign at a date.

    Attributes
    ----------
    words : str
        What is seen.
    subject : hashable
        What it is about; of one subject one candidate is chosen.
    time : int
        Index of the date by which it is seen, or on which a level stands.
    row : int
        Row of an event's first sightings in the record, seen by the date; -1 for a level, seen
        on it.
    """

    words: str
    subject: Any
    time: int
    row: int = -1

    @property
    def event(self) -> bool:
        """Whether it is an event, not a level."""
        return self.row >= 0


def candidates(
    record: Sightings,
    signs: Sequence[Sign],
    series: Sequence[Series],
    grid: Sequence[int],
    names: Names,
) -> tuple[list[Candidate], Bools]:
    """Return every sign at every date, and in which runs it is seen, bool ``[candidate, run]``.

    Levels are set from the half of the draws on which signs are chosen.
    """
    found, seen = [], []
    chooses = choosing(record)
    for k, time in enumerate(grid):
        for i, sign in enumerate(signs):
            found.append(Candidate(sign.words, sign.subject, time, i))
            seen.append(record.first[i] <= time)
        for j, each in enumerate(series):
            for level in levels(record.values[j, k, chooses]):
                subject = (each.name, each.faction)
                found.append(Candidate(each.words(level, names), subject, time))
                seen.append(record.values[j, k] >= level)
    return found, np.array(seen, bool).reshape(len(seen), len(record.hit))


def choosing(record: Sightings) -> Bools:
    """Return the runs on which signs are chosen: those of every other draw."""
    return np.asarray(record.draw % 2 == 0)


def choose(
    record: Sightings, found: Sequence[Candidate], seen: Bools, most: int = MOST
) -> list[int]:
    """Return the candidates that tell most, each beyond those before it.

    The first must stand out from all candidates with few false discoveries, each further one
    from all by Bonferroni's bound.
    """
    mine = choosing(record)
    hit, decided, draw = record.hit[mine], record.decided[mine], record.draw[mine]
    seen = seen[:, mine]
    times = np.array([c.time for c in found])
    independent = len(np.unique(draw)) / max(1, len(draw))
    strata, chosen = np.zeros(len(hit), np.intp), list[int]()
    while len(chosen) < most:
        bits, p_value = np.full(len(found), -np.inf), np.ones(len(found))
        for time in np.unique(times):
            still = decided > time
            group = np.flatnonzero(times == time)
            told = information(seen[group][:, still], hit[still], strata[still], independent)
            count = seen[group][:, still].sum(1) * independent
            usual = (count >= FEWEST) & (still.sum() * independent - count >= FEWEST)
            bits[group] = np.where(usual, told.bits * still.mean(), -np.inf)
            p_value[group] = np.where(usual, told.p_value, 1.0)
        stands = p_value <= SIGNIFICANT / len(found)
        if not chosen:
            stands |= discoveries(p_value, FALSE_DISCOVERIES)
        taken = {found[i].subject for i in chosen}
        free = np.array([c.subject not in taken for c in found])
        bits = np.where(stands & free, bits, -np.inf)
        if bits.max() <= 0:
            break
        near = np.flatnonzero(bits >= NEARLY * bits.max())
        # of signs that are seen together the last is the most special: a patron's highest rung
        best = int(min(near, key=lambda i: (times[i], -bits[i], -i)))
        chosen.append(best)
        strata = np.unique(2 * strata + seen[best], return_inverse=True)[1]
    return chosen
