"""A chronicle in dated lines: lesser happenings summed up until it is short enough to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from contingent.analysis.names import Names, amount
from contingent.analysis.stories.chronicle import Happening, climb
from contingent.analysis.stories.life import Life

MOST_ROWS = 48
"""Rows of text in all; what stands around them keeps the whole below sixty."""
ROW = 94
"""Characters in a row."""

SIZES = {"quarter": 3, "half": 6, "year": 12}
"""Months of the periods by which a story may sum; it sums by one alone, the shortest that fits."""

ALWAYS = ("delivery", "toll")
"""What is summed by period in every story; the rest is told by its date where there is room."""
SUMMED = ("patron", "place", "oil", "talks", "leader", "recognition", "ending")
"""What is told by period too, one after the other, where even years are too many rows."""

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
    """Return a run's chronicle: happenings by date, and sums by periods of one length.

    Dates go before short periods: what a reader wants of a story is what came after what.
    """
    for many in range(len(SUMMED) + 1):
        for size in SIZES:
            told = _told(life, found, names, size, SUMMED[:many])
            if _fits(told):
                return _closer(life, found, names, size, SUMMED[:many])
    return told


def _closer(
    life: Life, found: Sequence[Happening], names: Names, size: str, summed: tuple[str, ...]
) -> tuple[Line, ...]:
    """Return the chronicle with all by its date again that leaves it short enough."""
    for kind in summed:
        fewer = tuple(other for other in summed if other != kind)
        if _fits(_told(life, found, names, size, fewer)):
            summed = fewer
    return _told(life, found, names, size, summed)


def _fits(told: Sequence[Line]) -> bool:
    return sum(1 + len(line.text) // ROW for line in told) <= MOST_ROWS


def _told(
    life: Life, found: Sequence[Happening], names: Names, size: str, summed: tuple[str, ...]
) -> tuple[Line, ...]:
    """Return the chronicle with some kinds of happenings told by a period, the rest by date."""
    groups: dict[tuple[str, str], list[Happening]] = {}
    for each in found:
        dated = each.kind not in summed
        key = str(each.time) if dated else name_of(_day(life, each.time), size)
        # what has a date stands together, what has a period kind by kind
        groups.setdefault((key, "" if dated else each.kind), []).append(each)
    ends = {name_of(_day(life, t), size): t for t in range(len(life.times))}
    said = [_line(life, key, group, ends) for (key, _), group in groups.items()]
    said += _sums(life, size, "toll", lambda a, b: _dead(life, names, a, b))
    said += _sums(life, size, "delivery", lambda a, b: _deliveries(life, names, a, b))
    # what sums a period up stands after what has a date in it, deliveries and tolls last
    said.sort(key=lambda e: (e.time, e.when in ends, e.kinds[0] in ALWAYS, e.kinds[0]))
    return tuple(line for line in said if line.text)


def _line(life: Life, period: str, group: Sequence[Happening], ends: dict[str, int]) -> Line:
    kinds: dict[str, list[Happening]] = {}
    for each in group:
        kinds.setdefault(each.kind, []).append(each)
    texts = [part for kind, of_one in kinds.items() for part in _composed(kind, of_one)]
    times = {each.time for each in group}
    if len(times) == 1:
        (time,) = times
        return Line(time, say_day(_day(life, time)), "; ".join(texts), tuple(kinds))
    return Line(ends[period], period, "; ".join(texts), tuple(kinds))


def _composed(kind: str, group: Sequence[Happening]) -> list[str]:
    """Return what happened in a period, told by its outcome."""
    subjects: dict[tuple[str, str], list[Happening]] = {}
    for each in group:
        whom = each.whom if kind == "patron" else ""
        subjects.setdefault((each.subject, whom), []).append(each)
    if len(group) == 1:
        return [group[0].text]
    if kind == "place":
        return _captures(subjects.values())
    if kind == "patron":
        return _helpers(subjects.values())
    return [_repeated(of_one) for of_one in subjects.values()]


def _captures(subjects: Iterable[list[Happening]]) -> list[str]:
    """Return who took what, and what came back to where it was."""
    taken: dict[str, list[str]] = {}
    lost, back = [], []
    for of_one in subjects:
        first, last = of_one[0], of_one[-1]
        if first.was == last.now:
            back.append(last.subject)
        elif last.whom:
            taken.setdefault(last.whom, []).append(last.subject)
        else:
            lost.append(last.subject)
    said = [f"{joined(places)} taken by {whom}" for whom, places in taken.items()]
    said += [f"{joined(lost)} held by nobody any more"] if lost else []
    return said + ([f"{joined(back)} taken and lost again"] if back else [])


def _helpers(subjects: Iterable[list[Happening]]) -> list[str]:
    """Return who came to help whom more and who less."""
    moved: dict[str, list[str]] = {}
    for of_one in subjects:
        first, last = of_one[0], of_one[-1]
        if first.was != last.now:
            said = f"{last.subject} {climb(first.was, last.now)}"
            moved.setdefault(last.whom, []).append(said)
    return [f"for {whom}: {', '.join(said)}" for whom, said in moved.items()]


def _repeated(group: list[Happening]) -> str:
    if len(group) <= 2:
        return ", then ".join(each.text for each in group)
    return f"{len(group)} turns in {group[0].subject}, the last: {group[-1].text}"


def _sums(
    life: Life, period: str, kind: str, said: Callable[[int, int], Iterator[str]]
) -> Iterator[Line]:
    """Yield a line for every period in which there is something to sum."""
    steps: dict[str, list[int]] = {}
    for t in range(1, len(life.times)):
        steps.setdefault(name_of(_day(life, t), period), []).append(t)
    for when, inside in steps.items():
        parts = list(said(inside[0] - 1, inside[-1]))
        if parts:
            yield Line(inside[-1], when, "; ".join(parts), (kind,))


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
        for series, one, many in (
            ("delivered_materiel", "million USD of materiel", "million USD of materiel"),
            ("delivered_aircraft", "combat aircraft", "combat aircraft"),
            ("delivered_air_defence", "air-defence system", "air-defence systems"),
        ):
            values = life.observed.faction_series(series)[:, f]
            # stocks grow by fractions: whole ones are counted when they are complete
            number = int(np.floor(values[last]) - np.floor(values[first]))
            if number:
                came.append(f"{_count(number)} {one if number == 1 else many}")
        if came:
            yield f"delivered to {faction}: {joined(came)}"


def _day(life: Life, t: int) -> date:
    day: date = life.times[t].astype("datetime64[D]").item()
    return day


def say_day(day: date) -> str:
    """Return a date as it is read: ``4 April 2019``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def name_of(day: date, size: str) -> str:
    """Return the name of the quarter, half-year or year of a day."""
    months = SIZES[size]
    if months == len(MONTHS):
        return f"{day.year} in all"  # among dates a bare year would not show that it sums up
    first = months * ((day.month - 1) // months)
    return f"{MONTHS[first]}–{MONTHS[first + months - 1]} {day.year}"


def joined(words: Sequence[Any]) -> str:
    """Return words with commas, and an *and* before the last."""
    *first, last = map(str, words)
    return f"{', '.join(first)} and {last}" if first else last


def _count(number: float) -> str:
    return amount(round(number)) if number >= 1000 else f"{number:.0f}"
