"""Observations made by hand: quiet by default, and the test sets what it is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, PHASES
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES, Observation

START = date(2019, 4, 4)
FACTIONS = ("lna", "gna")
PATRONS = ("russia", "usa")
PLACES = ("tripoli", "benghazi", "sirte")


def calendar(steps: int, days: int = 7) -> Any:
    """Dates of the states of a run of so many steps."""
    return np.datetime64(START, "D") + days * np.arange(steps + 1)


def day(step: int, days: int = 7) -> date:
    return START + timedelta(days=days * step)


def quiet(steps: int, runs: int = 1, factions: int = 2, places: int = 3) -> Observation:
    """A war without deaths: each faction exists, has 1000 fighters and holds one place."""
    lead = (runs, steps + 1)
    seen = Observation(
        holder=np.full((*lead, places), -1, np.int8),
        rung=np.zeros((*lead, len(PATRONS), factions), np.int8),
        phase=np.zeros((*lead, factions, factions), np.int8),
        clause=np.zeros((*lead, len(CLAUSES)), np.int8),
        faction=np.zeros((*lead, len(FACTION_SERIES), factions), np.float32),
        national=np.zeros((*lead, len(NATIONAL_SERIES)), np.float32),
    )
    for f in range(factions):
        seen.holder[..., f] = f
    seen.faction_series("active")[...] = 1
    seen.faction_series("fighters")[...] = 1000
    return seen


def kill(seen: Observation, step: int, deaths: float, run: int = 0) -> None:
    """Let people die in battle in the step that ends with this state."""
    seen.national_series("battle_deaths")[run, step:] += deaths


def war(seen: Observation, first: int, last: int, weekly: float = 30, run: int = 0) -> None:
    """Let as many people die in each of these steps."""
    for step in range(first, last + 1):
        kill(seen, step, weekly, run)


def sign(seen: Observation, step: int, phase: str, until: int | None = None, run: int = 0) -> None:
    """Put all pairs of factions into a phase from this state on (up to another, if given)."""
    seen.phase[run, step:until] = PHASES.index(phase)


def term_of_deal(seen: Observation, step: int, clause: str, state: str, run: int = 0) -> None:
    seen.clause[run, step:, CLAUSES.index(clause)] = CLAUSE_STATES.index(state)
