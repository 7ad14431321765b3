"""A chronicle in dated lines: lesser happenings merged until it is short enough to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from contingent.analysis.chronicle import Happening, subjects
from contingent.analysis.life import Life
from contingent.analysis.names import Names, amount

MOST_LINES = 48
"""Dated lines; what stands around them keeps the whole below sixty."""

COARSER = ("patron", "place", "oil", "talks", "recognition", "leader")
"""What is told by longer periods if there is too much, in this order."""

PERIODS = ("step", "month", "quarter", "year")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
AT = 3
"""Places of fighting named in a line."""


@dataclass(frozen=True)
class Line:
    """One line of a story.

    Attributes
    ----------
    time : int
        Index of the last state that it tells of.
    when, text : str
        Date or period, and what happened.
    kinds : tuple of str
        Kinds of happenings told.
    """

    time: int
    when: str
    text: str
    kinds: tuple[str, ...]


def lines(life: Life, found: Sequence[Happening], names: Names) -> tuple[Line, ...]:
    """Return a run's chronicle: happenings by date, and tolls and deliveries by quarter."""
    tolls = tuple(_tolls(life, names))
    period = dict.fromkeys(COARSER, 0)
    told = _told(life, found, period)
    for level in range(1, len(PERIODS)):
        for kind in COARSER:
            if len(told) + len(tolls) <= MOST_LINES:
                break
            period[kind] = level
            told = _told(life, found, period)
    # the toll of a quarter stands after what happened in it
    return tuple(sorted((*told, *tolls), key=lambda line: (line.time, line.kinds == ("toll",))))


def _told(life: Life, found: Sequence[Happening], period: dict[str, int]) -> list[Line]:
    groups: dict[tuple[str, str], list[Happening]] = {}
    for each in found:
        size = PERIODS[period.get(each.kind, 0)]
        day = _day(life, each.time)
        key = day.isoformat() if size == "step" else name_of(day, size)
        # what has a date stands together, what has a period kind by kind
        groups.setdefault((key, "" if size == "step" else each.kind), []).append(each)
    return [_line(life, key, group) for (key, _), group in groups.items()]


def _line(life: Life, when: str, group: Sequence[Happening]) -> Line:
    last = max(each.time for each in group)
    texts = [_merged(list(of_one)) for of_one in subjects(group).values()]
    kinds = tuple(dict.fromkeys(each.kind for each in group))
    exact = len({each.time for each in group}) == 1
    shown = say_day(_day(life, last)) if exact else when
    return Line(last, shown, "; ".join(texts), kinds)


def _merged(group: list[Happening]) -> str:
    """Return what happened to one subject in a period."""
    if len(group) == 1:
        return group[0].text
    if len(group) == 2:
        return ", then ".join(each.text for each in group)
    return f"{group[0].subject} changes {len(group)} times, {group[-1].state}"


def _tolls(life: Life, names: Names) -> Iterator[Line]:
    """Yield the dead, the displaced and the deliveries of every quarter in which there are any."""
    days = [_day(life, t) for t in range(len(life.times))]
    quarters: dict[str, list[int]] = {}
    for t in range(1, len(days)):
        quarters.setdefault(name_of(days[t], "quarter"), []).append(t)
    for when, steps in quarters.items():
        first, last = steps[0] - 1, steps[-1]
        parts = [*_dead(life, names, first, last), *_deliveries(life, names, first, last)]
        if parts:
            yield Line(last, when, "; ".join(parts), ("toll",))


def _dead(life: Life, names: Names, first: int, last: int) -> Iterator[str]:
    def grown(series: str) -> float:
        values = life.observed.national_series(series)
        return float(values[last] - values[first])

    deaths = grown("battle_deaths")
    if round(deaths):
        civilians = grown("civilian_deaths")
        where = _where(life, names, first, last)
        yield f"fighting{where}, {_count(deaths)} dead, {_count(civilians)} of them civilians"
    if round(displaced := grown("displaced")):
        yield f"{_count(displaced)} displaced"


def _where(life: Life, names: Names, first: int, last: int) -> str:
    if life.killed is None:
        return ""
    killed = np.asarray(life.killed[first + 1 : last + 1], np.float64).sum(0)
    order = np.argsort(-killed, kind="stable")[:AT]
    bloody = [p for p in order if killed[p] >= 0.1 * killed.sum() and round(killed[p])]
    places = list(names.places.values())
    return f" at {joined([places[p] for p in bloody])}" if bloody else ""


def _deliveries(life: Life, names: Names, first: int, last: int) -> Iterator[str]:
    for f, faction in enumerate(names.factions.values()):
        came = []
        for series, thing in (
            ("delivered_materiel", "million USD of materiel"),
            ("delivered_aircraft", "combat aircraft"),
            ("delivered_air_defence", "air-defence systems"),
        ):
            values = life.observed.faction_series(series)[:, f]
            # stocks grow by fractions: whole ones are counted when they are complete
            number = int(np.floor(values[last]) - np.floor(values[first]))
            if number:
                came.append(f"{_count(number)} {thing}")
        if came:
            yield f"{faction} receives {joined(came)}"


def _day(life: Life, t: int) -> date:
    day: date = life.times[t].astype("datetime64[D]").item()
    return day


def say_day(day: date) -> str:
    """Return a date as it is read: ``4 April 2019``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def name_of(day: date, size: str) -> str:
    """Return the name of the month, quarter or year of a day."""
    if size == "year":
        return str(day.year)
    if size == "month":
        return f"{MONTHS[day.month - 1]} {day.year}"
    first = 3 * ((day.month - 1) // 3)
    return f"{MONTHS[first]}–{MONTHS[first + 2]} {day.year}"


def joined(words: Sequence[Any]) -> str:
    """Return words with commas, and an *and* before the last."""
    *first, last = map(str, words)
    return f"{', '.join(first)} and {last}" if first else last


def _count(number: float) -> str:
    return amount(round(number)) if number >= 1000 else f"{number:.0f}"
