"""The state of talks and of the terms of a deal on the start date."""

from __future__ import annotations

from dataclasses import dataclass

from contingent.scenario.records import Field, Record
from contingent.scenario.shapes import Rank
from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, PHASES


@dataclass(frozen=True)
class Talks:
    """Where talks stand at the start.

    Attributes
    ----------
    phase : int
        Phase of every pair of factions, an index into ``PHASES``.
    clauses : tuple of int
        State of each of ``CLAUSES``, an index into ``CLAUSE_STATES``.
    """

    phase: int = 0
    clauses: tuple[int, ...] = (0,) * len(CLAUSES)


def _clauses(**states: int) -> tuple[int, ...]:
    return tuple(states[name] for name in CLAUSES)


TALKS = Record(
    "state of talks",
    Talks,
    {
        "phase": Field(Rank(PHASES, "phase"), "phase of talks between all factions", 0),
        "clauses": Field(
            Record(
                "list of clauses",
                _clauses,
                {
                    name: Field(Rank(CLAUSE_STATES, "state of a clause"), f"state of {name}", 0)
                    for name in CLAUSES
                },
            ),
            "state of each term of an earlier deal",
            (0,) * len(CLAUSES),
        ),
    },
)
