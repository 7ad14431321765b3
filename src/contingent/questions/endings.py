"""How a war ended, classified after the run (charter §6; UCDP conflict termination classes).

Kreutz, J. (2010), "How and when armed conflicts end: introducing the UCDP Conflict Termination
dataset", Journal of Peace Research 47(2), 243-250. 25 battle deaths are UCDP's bar for an active
conflict.

Every ending is dated at its onset:

===============  ===================================================================================
peace-agreement  all pairs of factions that still exist come to stand in an agreement
ceasefire        all such pairs come to stand in at least a ceasefire
actor-ceases     a faction that holds places ceases to exist, or the merger of the rival bodies is
                 done, while no ending stands
victory:FACTION  all its opponents come to be beaten (gone, without a place, or under 5 % of their
                 first fighters) while it exists and holds a place
low-activity     52 weeks with fewer than 25 battle deaths begin while no ending stands; they must
                 be over by the last state
===============  ===================================================================================

1. Of several onsets at one step the one that stands higher in this table counts.
2. 25 or more battle deaths within 52 weeks after its date undo an ending from the day they are
   reached. After 52 weeks it is final.
3. The onset of another class takes the place of an ending that stands, final or not.
4. Where no ending stood at the end of a step, the next step may date one anew from what still
   lasts: a victory (deaths while the last resistance was mopped up undid it, not the conquest), or
   else low activity. A deal must be signed anew.
5. Where two factions each meet the test of victory over the other, neither has won.
6. When a faction ceases to exist undefeated, what that leaves to the others is no victory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.scenario import events
from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, PHASES
from contingent.world.observe import Observation

WINDOW_DAYS = 364
"""52 weeks: how long deaths can undo an ending, and how long low activity has to last."""

DEATHS = 25.0
"""Battle deaths within the window that mark an active war."""

BEATEN_SHARE = 0.05
"""A faction with less than this share of its first fighters is beaten."""

PEACE, CEASEFIRE, FIRST_VICTORY = 0, 1, 2
"""Codes of the first classes; victory of faction ``f`` is ``FIRST_VICTORY + f``."""

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]


def ending_classes(factions: Sequence[str]) -> tuple[str, ...]:
    """Return the names of all classes, in the order of their codes.

    They are those that an event can name, and last ``ongoing``, which is what is left.
    """
    return (*events.ending_classes(tuple(factions)), "ongoing")


def standing_endings(observed: Observation, times: npt.NDArray[np.datetime64]) -> Codes:
    """Classify the ending that stands at each time of each run.

    Parameters
    ----------
    observed : Observation
        Record of the runs, numpy arrays with leading axes ``[run, time]``.
    times : datetime64[D] [time]
        Dates of the states.

    Returns
    -------
    int8 [run, time]
        Index into `ending_classes`.
    """
    low = FIRST_VICTORY + observed.faction.shape[-1]
    ongoing = low + 2
    days = (times - times[0]) // np.timedelta64(1, "D")
    deaths = np.asarray(observed.national_series("battle_deaths"))
    onset, lasting = _onsets(observed)
    lasting = np.where((lasting == ongoing) & _quiet(deaths, days), np.int8(low), lasting)
    return _stand(onset, lasting, deaths, days, ongoing)


def _onsets(observed: Observation) -> tuple[Codes, Codes]:
    """Return the onset at each step and the victory that lasts at each step, ``[run, time]``.

    Both are codes, ``ongoing`` where there is none.
    """
    exists = np.asarray(observed.faction_series("active")) > 0.5
    holds = _holds(np.asarray(observed.holder), exists.shape[-1])
    wins = _wins(observed, holds, exists)
    actor_ceases, ongoing = (FIRST_VICTORY + exists.shape[-1] + i for i in (1, 2))
    victory = np.where(wins.any(axis=-1), FIRST_VICTORY + wins.argmax(axis=-1), ongoing)
    onset = np.select(
        [
            _begins(_bound(observed, exists, "agreement")),
            _begins(_bound(observed, exists, "ceasefire")),
            _ceases(observed, holds, exists),
            _begins(wins).any(axis=-1),
        ],
        [np.full_like(victory, code) for code in (PEACE, CEASEFIRE, actor_ceases)] + [victory],
        default=ongoing,
    )
    return onset.astype(np.int8), victory.astype(np.int8)


def _begins(condition: Bools) -> Bools:
    """Return where a condition ``[run, time, ...]`` holds and did not hold one step before."""
    before = np.zeros_like(condition)
    before[:, 1:] = condition[:, :-1]
    return condition & ~before


def _holds(holder: npt.NDArray[np.int8], factions: int) -> Bools:
    """Return whether each faction holds any place, ``[run, time, faction]``."""
    return np.stack([(holder == f).any(axis=-1) for f in range(factions)], axis=-1)


def _bound(observed: Observation, exists: Bools, phase: str) -> Bools:
    """Return whether all pairs of existing factions are at least in a phase, ``[run, time]``."""
    pairs = [(i, j) for j in range(exists.shape[-1]) for i in range(j)]
    least = PHASES.index(phase)
    some = np.zeros(exists.shape[:-1], bool)
    every = np.ones(exists.shape[:-1], bool)
    for i, j in pairs:
        both = exists[..., i] & exists[..., j]
        some |= both
        every &= ~both | (observed.phase[..., i, j] >= least)
    return some & every


def _ceases(observed: Observation, holds: Bools, exists: Bools) -> Bools:
    """Return where a faction ceases undefeated or the merger is completed, ``[run, time]``."""
    ceases = np.zeros(exists.shape[:-1], bool)
    gone = exists[:, :-1] & ~exists[:, 1:] & holds[:, :-1]
    ceases[:, 1:] = gone.any(axis=-1)
    merged = observed.clause[..., CLAUSES.index("merger")] == CLAUSE_STATES.index("done")
    ceases[:, 1:] |= merged[:, 1:] & ~merged[:, :-1]
    return ceases


def _wins(observed: Observation, holds: Bools, exists: Bools) -> Bools:
    """Return whether each faction has beaten all its opponents, ``[run, time, faction]``."""
    fighters = np.asarray(observed.faction_series("fighters"))
    able = exists & holds & ~(fighters < BEATEN_SHARE * fighters[:, :1])
    wins = np.zeros_like(exists)
    for f in range(exists.shape[-1]):
        opponents = np.delete(able, f, axis=-1)
        if opponents.shape[-1]:
            wins[..., f] = exists[..., f] & holds[..., f] & ~opponents.any(axis=-1)
    wins &= wins.sum(axis=-1, keepdims=True) == 1
    return wins


def _quiet(deaths: npt.NDArray[np.floating[Any]], days: npt.NDArray[np.int64]) -> Bools:
    """Return where 52 weeks begin with too few deaths for a war, ``[run, time]``."""
    over = np.searchsorted(days, days + WINDOW_DAYS, side="right") - 1
    seen = days + WINDOW_DAYS <= days[-1]
    quiet: Bools = (deaths[:, over] - deaths < DEATHS) & seen
    return quiet


def _stand(
    onset: Codes,
    lasting: Codes,
    deaths: npt.NDArray[np.floating[Any]],
    days: npt.NDArray[np.int64],
    ongoing: int,
) -> Codes:
    """Walk through the steps and keep the ending that stands after each, ``[run, time]``."""
    runs, steps = onset.shape
    standing = np.empty((runs, steps), np.int8)
    now = np.full(runs, ongoing, np.int8)
    dated, deaths_then = np.zeros(runs, days.dtype), np.zeros(runs, deaths.dtype)
    for t in range(steps):
        idle = now == ongoing
        undone = (days[t] - dated <= WINDOW_DAYS) & (deaths[:, t] - deaths_then >= DEATHS)
        now = np.where(undone, np.int8(ongoing), now)
        # what ceases after the war has ended does not end it again
        late = (onset[:, t] == ongoing - 1) & (now != ongoing)
        new = np.where(late, np.int8(ongoing), onset[:, t])
        new = np.where((new == ongoing) & idle, lasting[:, t], new)
        begins = (new != ongoing) & (new != now)
        now = np.where(begins, new, now)
        dated = np.where(begins, days[t], dated)
        deaths_then = np.where(begins, deaths[:, t], deaths_then)
        standing[:, t] = now
    return standing
