"""Dates as analysts write them: a day, or for sources a month or a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from contingent.scenario.problems import show

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Period:
    """A day, a month or a year: all the days that a date can mean."""

    first: date
    last: date

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        same_month = self.first.month == self.last.month
        return self.first.strftime("%Y-%m") if same_month else f"{self.first.year:04d}"


def parse_date(value: object) -> date:
    """Read a day written as year-month-day; ValueError says in plain words what is wrong."""
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"{show(value)} is not a date; write year-month-day, as 2019-04-04")
    year, month, day = (int(part) for part in match.groups())
    _check(str(value), year, month)
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ValueError(f"{value} is not a date: {year:04d}-{month:02d} has {days} days")
    return date(year, month, day)


def parse_period(value: object) -> Period:
    """Read a day, a month (2019-04) or a year (2019)."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and _YEAR.fullmatch(text):
        _check(text, int(text), 1)
        return Period(date(int(text), 1, 1), date(int(text), 12, 31))
    match = _MONTH.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        day = parse_date(text)
        return Period(day, day)
    year, month = (int(part) for part in match.groups())
    _check(str(text), year, month)
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _check(text: str, year: int, month: int) -> None:
    if not 1000 <= year <= 9000:
        raise ValueError(f"{text} is not a date: the year must lie between 1000 and 9000")
    if not 1 <= month <= 12:
        raise ValueError(f"{text} is not a date: there is no month {month:02d}")
