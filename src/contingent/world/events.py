"""Whether an undated event is true of what is seen, in the engine and in the store alike.

Inside the engine the record holds one moment of one run, traced by jax; in the store it holds
many, with leading axes. All is written with indices from the right and with operators that both
kinds of array know, and calls no function of either library.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias

from contingent.scenario.events import (
    AllOf,
    AnyOf,
    Clause,
    Commitment,
    Comparison,
    Delivered,
    Ended,
    Event,
    Holds,
    Level,
    Not,
    Phase,
    Share,
    Total,
)
from contingent.scenario.vocabulary import CLAUSE_STATES
from contingent.world.observe import FACTION_SERIES, Observation

EndedLookup: TypeAlias = Callable[[Ended], Any]
"""Says where an ``ended`` atom is true, with the same leading axes as the record."""


def holds_true(event: Event, observed: Observation, ended: EndedLookup | None = None) -> Any:
    """Evaluate an undated event.

    Parameters
    ----------
    event : Event
        An event of the grammar without dates.
    observed : Observation
        Arrays of numpy or jax, with any leading axes.
    ended : callable, optional
        Looks up ``ended`` atoms, which are known only after the run.

    Returns
    -------
    bool [...]
        Truth of the event, with the leading axes of ``observed``.

    Raises
    ------
    TypeError
        If the event holds a date, or an ``ended`` atom and there is no ``ended``.
    """
    match event:
        case AllOf(parts):
            return reduce(and_, [holds_true(part, observed, ended) for part in parts])
        case AnyOf(parts):
            return reduce(or_, [holds_true(part, observed, ended) for part in parts])
        case Not(part):
            return ~holds_true(part, observed, ended)
        case Ended() if ended is not None:
            return ended(event)
        case _:
            return _atom(event, observed)


def _atom(event: Event, observed: Observation) -> Any:
    """Evaluate an event without parts."""
    truth: Any
    match event:
        case Holds(faction, place):
            truth = observed.holder[..., place] == faction
        case Share(faction, of, comparison):
            series = observed.faction_series(f"share_{of}")
            truth = _compare(series[..., faction], comparison)
        case Total(of, comparison):
            truth = _compare(observed.national_series(of), comparison)
        case Level(of, who, comparison):
            truth = _compare(_level(of, who, observed), comparison)
        case Commitment(patron, faction, rung):
            truth = observed.rung[..., patron, faction] >= rung
        case Phase(phase):
            truth = _any_pair(observed.phase, phase)
        case Delivered(kind, to, at_least):
            truth = observed.faction_series(f"delivered_{kind}")[..., to] >= at_least
        case Clause(clause, state):
            truth = _clause(observed.clause[..., clause], state)
        case _:
            raise TypeError(f"not an undated event that can be seen within a run: {event}")
    return truth


def _compare(value: Any, comparison: Comparison) -> Any:
    """Return whether a value is at least a number, or below it."""
    if comparison.at_least:
        return value >= comparison.number
    return value < comparison.number


def _level(of: str, faction: int | None, observed: Observation) -> Any:
    """Return a series: of one faction, summed over the factions, or of the country."""
    if of not in FACTION_SERIES:
        return observed.national_series(of)
    series = observed.faction_series(of)
    return series.sum(axis=-1) if faction is None else series[..., faction]


def _any_pair(phase: Any, wanted: int) -> Any:
    """Return whether any two factions are in exactly the wanted phase of talks."""
    same = [phase[..., i, j] == wanted for j in range(phase.shape[-1]) for i in range(j)]
    nobody = phase[..., 0, 0] != phase[..., 0, 0]
    return reduce(or_, same, nobody)


def _clause(state: Any, wanted: int) -> Any:
    """Return whether a clause is in a state; what is done has also been agreed."""
    reached = state == wanted
    if CLAUSE_STATES[wanted] == "agreed":
        reached = reached | (state == CLAUSE_STATES.index("done"))
    return reached
