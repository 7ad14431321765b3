"""Signs that somebody watching a war could see: events, and levels of what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.names import Names, amount
from contingent.scenario import events as ev
from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, PHASES, RUNGS
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES

DATES = 6
LATEST = 0.75
"""Signs are looked for at so many dates, the last at this part of the time to the question's."""

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Levels are set at these quantiles over runs at each date, rounded to two digits."""

NOT_COUNTED = ("active", "recognition", "delivered_aircraft", "delivered_air_defence")
"""Series of factions that are told as events and not as levels."""

# Nowhere a verb that would have to know whether the name of a side or patron is a plural.
RUNG_WORDS = {
    "diplomatic": "diplomatic backing for {faction} has come from {patron}",
    "money": "money for {faction} has come from {patron}",
    "arms": "arms for {faction} have come from {patron}",
    "advisers": "advisers or mercenaries have come to {faction} from {patron}",
    "air_strikes": "air strikes for {faction} have come from {patron}",
    "troops": "troops have come to {faction} from {patron}",
}
PHASE_WORDS = {
    "talks": "talks have opened",
    "ceasefire": "a ceasefire has been signed",
    "agreement": "an agreement has been signed",
}
CLAUSE_WORDS = {
    ("elections", "agreed"): "elections have been agreed",
    ("elections", "done"): "elections have been held",
    ("elections", "broken"): "agreed elections have been called off",
    ("merger", "agreed"): "a merger of the rival bodies has been agreed",
    ("merger", "done"): "the rival bodies have merged",
    ("merger", "broken"): "an agreed merger has been called off",
}
SERIES_WORDS = {
    "fighters": "fighters",
    "materiel": "million USD of materiel",
    "air": "combat aircraft",
    "air_defence": "air-defence systems",
    "treasury": "million USD in its treasury",
    "cohesion": "of cohesion (0 to 1)",
    "delivered_materiel": "million USD of materiel delivered since the start",
    "battle_deaths": "people killed in battle since the start",
    "civilian_deaths": "civilians killed since the start",
    "displaced": "people displaced since the start",
    "oil_output_kbd": "thousand barrels of oil a day",
    "oil_price": "USD for a barrel",
    "bank_reserves": "million USD in the central bank",
}
SHARES = {
    "share_population": "of the people",
    "share_oil": "of the oil fields",
    "share_places": "of the places",
}


@dataclass(frozen=True)
class Sign:
    """An event that may be seen at some time up to a date.

    Attributes
    ----------
    event : Event
        Without a date.
    words : str
        What has been seen, in words.
    """

    event: ev.Event
    words: str

    @property
    def subject(self) -> Any:
        """What it is about: a place, a patron's ladder to a faction, or the event itself."""
        event = self.event.part if isinstance(self.event, ev.Not) else self.event
        if isinstance(event, ev.Holds):
            return ("holder", event.place)
        if isinstance(event, ev.Commitment):
            return ("rung", event.patron, event.faction)
        return event


def event_signs(names: Names) -> tuple[Sign, ...]:
    """Return every event that could be a sign, and its absence; many are seen always or never."""
    return (
        *_places(names),
        *_patrons(names),
        *(Sign(ev.Phase(PHASES.index(p)), words) for p, words in PHASE_WORDS.items()),
        *(
            Sign(ev.Clause(CLAUSES.index(c), CLAUSE_STATES.index(s)), words)
            for (c, s), words in CLAUSE_WORDS.items()
        ),
        *_factions(names),
    )


def _places(names: Names) -> Iterator[Sign]:
    for p, place in enumerate(names.places.values()):
        for f, faction in enumerate(names.factions.values()):
            yield Sign(ev.Holds(f, p), f"{place} has been taken by {faction}")
            yield Sign(ev.Not(ev.Holds(f, p)), f"{place} has been lost by {faction}")


def _patrons(names: Names) -> Iterator[Sign]:
    for k, patron in enumerate(names.patrons.values()):
        for f, faction in enumerate(names.factions.values()):
            for rung, text in RUNG_WORDS.items():
                step = ev.Commitment(k, f, RUNGS.index(rung))
                yield Sign(step, text.format(patron=patron, faction=faction))
                below = rung.replace("_", " ")
                yield Sign(
                    ev.Not(step), f"help for {faction} from {patron} has fallen below {below}"
                )


def _factions(names: Names) -> Iterator[Sign]:
    half = ev.Comparison(True, 0.5)
    for f, faction in enumerate(names.factions.values()):
        recognised, exists = ev.Level("recognition", f, half), ev.Level("active", f, half)
        yield Sign(recognised, f"recognition abroad has been won by {faction}")
        yield Sign(ev.Not(recognised), f"recognition abroad has been lost by {faction}")
        yield Sign(ev.Not(exists), f"there is no {faction} any more")
        for kind, thing in (
            ("aircraft", "a combat aircraft"),
            ("air_defence", "an air-defence system"),
        ):
            came = ev.Delivered(kind, f, 1.0)
            yield Sign(came, f"{thing} has been delivered to {faction}")


@dataclass(frozen=True)
class Series:
    """A series whose level may be a sign: of a faction, or of the country (`faction` None)."""

    name: str
    faction: int | None

    def words(self, level: float, names: Names) -> str:
        """Return in words that the series stands at a level or above."""
        if self.faction is None:
            return f"there are {amount(level)} {SERIES_WORDS[self.name]} or more"
        owner = list(names.factions.values())[self.faction]
        if self.name in SHARES:
            return f"the side of {owner} controls {100 * level:.0f} % {SHARES[self.name]} or more"
        return f"the side of {owner} has {amount(level)} {SERIES_WORDS[self.name]} or more"


def level_series(names: Names) -> tuple[Series, ...]:
    """Return every series whose level may be a sign."""
    counted = [name for name in FACTION_SERIES if name not in NOT_COUNTED]
    of_factions = [Series(name, f) for name in counted for f in range(len(names.factions))]
    return (*of_factions, *(Series(name, None) for name in NATIONAL_SERIES))


def levels(values: npt.NDArray[np.floating]) -> tuple[float, ...]:
    """Return the levels of a series at a date that are worth looking at, from its values."""
    found = np.quantile(values[np.isfinite(values)], QUANTILES) if np.isfinite(values).any() else []
    return tuple(dict.fromkeys(float(f"{q:.2g}") for q in found))


def grid_of_dates(last: int) -> tuple[int, ...]:
    """Return the indices of the dates at which signs are looked for, given the question's."""
    steps = np.linspace(0, LATEST * last, DATES + 1)[1:]
    return tuple(sorted({int(s) for s in steps if 1 <= int(s) < last}))
