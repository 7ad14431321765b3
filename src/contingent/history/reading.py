"""Reading a table of episodes: any column may be missing but ``epid``.

A cell that is empty or says that nobody knows is not known. A word that a coded column does not
have is a warning and not known, for such tables are made by many hands; a number that is none, or
that cannot be, is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from contingent.history.columns import (
    CLASSES,
    DATE_SOURCES,
    KNOWN,
    NAMES,
    NOT_CODED,
    NUMBERS,
    PRECISIONS,
    SAME_AS,
    UCDP_CLASSES,
    WORDS,
    YEARS,
)
from contingent.history.episodes import Codes, Column, Covariates, Episodes, Outcomes
from contingent.scenario.files import read_bytes
from contingent.scenario.names import closest, nearest
from contingent.scenario.problems import SHOWN, Problems, show
from contingent.scenario.spot import Setting
from contingent.scenario.tables import Columns, Row, read_rows

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
MOST_EPISODES = 20_000
LONGEST_DAYS = 80_000.0
EARLIEST_SHORT_YEAR = 46  # two digits from here on are of the twentieth century


@dataclass(frozen=True)
class Table:
    """Rows of a file, its hash, and what is wrong with it."""

    rows: list[Row]
    sha256: str
    problems: Problems

    def cells(self, column: str) -> list[str]:
        """Return a column as written."""
        return [row.cells[column] for row in self.rows]

    def read(self, column: str, one: Callable[[Row, str], Any]) -> list[Any]:
        """Read a column cell by cell; None where nothing is known."""
        return [None if _blank(row.cells[column]) else one(row, column) for row in self.rows]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was passed over, a line each, and how much more there was."""
        found = [problem.as_warning() for problem in self.problems.warnings]
        more = [f"… and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        return (*found[:SHOWN], *more)


def read_covariates(path: str | Path) -> tuple[Covariates, tuple[str, ...]]:
    """Read what may be looked at for predicting, and what was passed over in doing so.

    Raises
    ------
    ScenarioError
        With one line ``PATH:LINE: message`` for each mistake, several together.
    """
    table = _open(path)
    found = _covariates(table)
    table.problems.raise_if_any()
    return found, table.warnings


def read_episodes(path: str | Path) -> Episodes:
    """Read both halves of a table: what may be looked at, and how the episodes ended.

    Raises
    ------
    ScenarioError
        With one line ``PATH:LINE: message`` for each mistake, several together.
    """
    table = _open(path)
    covariates, outcomes = _covariates(table), _outcomes(table)
    table.problems.raise_if_any()
    return Episodes(covariates, outcomes, table.sha256, table.warnings)


def open_table(
    path: str | Path, needed: tuple[str, ...], optional: tuple[str, ...], noun: str
) -> Table:
    """Open a table whose first column, ``epid``, names each row once.

    Columns that are neither needed nor optional are passed over with a warning.

    Raises
    ------
    ScenarioError
        If there is no such table, or it lacks a column that is needed, or holds no rows.
    """
    problems, name = Problems(), str(path)
    if not Path(path).exists():
        problems.add(name, None, f"there is no such {noun}")
    problems.raise_if_any()
    content = read_bytes(name, problems)
    problems.raise_if_any()
    assert content is not None
    columns = Columns(needed, optional, open_prefixes=("",))
    rows = read_rows(name, content, columns, problems, Setting(), most=MOST_EPISODES)
    problems.raise_if_any()
    if not rows:
        problems.add(name, 1, "holds no rows")
        problems.raise_if_any()
    assert rows is not None
    _warn_of_strange_columns(rows[0], (*needed, *optional), problems)
    _check_ids(rows)
    return Table(rows, sha256(content).hexdigest(), problems)


def _open(path: str | Path) -> Table:
    return open_table(path, KNOWN[:1], KNOWN[1:], "table of episodes")


def _warn_of_strange_columns(row: Row, known: Sequence[str], problems: Problems) -> None:
    for name in row.cells:
        if name not in known:
            near = closest(name, known)
            hint = f' (did you mean "{near}"?)' if near else ""
            problems.warn(row.path, 1, f"column {show(name)} is not looked at{hint}")


def _check_ids(rows: Sequence[Row]) -> None:
    lines: dict[str, int] = {}
    for row in rows:
        name = row.cells["epid"]
        if not name:
            row.complain("epid", "is empty; every episode needs an id of its own")
        elif name in lines:
            row.complain("epid", f"{show(name)} stands on line {lines[name]} too; ids are unique")
        lines.setdefault(name, row.line)


def _covariates(table: Table) -> Covariates:
    names = {name: tuple(table.cells(name)) for name in NAMES}
    columns = {name: _coded(table, name) for name in WORDS}
    columns |= {name: _numbers(table, name, *bounds) for name, bounds in NUMBERS.items()}
    epid = tuple(table.cells("epid"))
    return Covariates(
        epid,
        _countries(epid, names),
        _conflicts(epid, names),
        names,
        columns,
        _dates(table, "start_date"),
    )


def _countries(epid: Sequence[str], names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a key of each row's country: its Gleditsch-Ward number, its name, or its government.

    A row with a name alone gets the number that the name has elsewhere in the table.
    """
    pairs = [(_id(n), c) for n, c in zip(names["gwno_loc"], names["country"], strict=True)]
    number_of = {country: number for number, country in pairs if number and country}
    return tuple(
        number or number_of.get(country) or country or government or f"episode {e}"
        for (number, country), government, e in zip(pairs, names["side_a"], epid, strict=True)
    )


def _conflicts(epid: Sequence[str], names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a key of each row's conflict: its number, its name, or that of its dyad."""
    parts = zip(names["conflict_id"], names["conflict_name"], names["dyad_id"], epid, strict=True)
    return tuple(
        _id(number) or name or _id(dyad) or f"episode {e}" for number, name, dyad, e in parts
    )


def _id(text: str) -> str:
    """Return an id without the zero that tables of floats put behind it."""
    return "" if _blank(text) else text.removesuffix(".0")


def _outcomes(table: Table) -> Outcomes:
    fine = _classes(table, "outcome", tuple(UCDP_CLASSES))
    coarse = _classes(table, "outcome4", CLASSES)
    coarse_of = np.array([CLASSES.index(c) for c in UCDP_CLASSES.values()], np.int8)
    implied = np.where(fine >= 0, coarse_of[fine], np.int8(-1))
    for row, said, follows in zip(table.rows, coarse, implied, strict=True):
        if said >= 0 and follows >= 0 and said != follows:
            row.complain(
                "outcome4",
                f"{show(CLASSES[said])} contradicts the outcome {show(row.cells['outcome'])}, "
                f"which is {show(CLASSES[follows])}",
            )
    return Outcomes(
        np.where(coarse >= 0, coarse, implied).astype(np.int8),
        fine,
        _numbers(table, "duration_days", 0.0, LONGEST_DAYS),
        _numbers(table, "end_year", *YEARS),
        _dates(table, "end_date"),
        np.array([_precision(cell) for cell in table.cells("date_source")], np.int8),
    )


def _precision(cell: str) -> int:
    said = DATE_SOURCES.get(cell)
    return PRECISIONS.index(said) if said else -1


def _classes(table: Table, column: str, words: tuple[str, ...]) -> Codes:
    def one(row: Row, name: str) -> int:
        word = row.cells[name]
        if word not in words:
            row.complain(name, f"unknown outcome {show(word)}{nearest(word, words)}")
            return -1
        return words.index(word)

    return np.array([-1 if c is None else c for c in table.read(column, one)], np.int8)


def _coded(table: Table, column: str) -> Column:
    words = WORDS[column]
    places = {word.lower(): i for i, word in enumerate(words)}

    def one(row: Row, name: str) -> int | None:
        word = row.cells[name].lower()
        code = places.get(SAME_AS.get((name, word), word))
        if code is None:
            text = f"{name}: {show(row.cells[name])} is no code of this column"
            text = f"{text}{nearest(word, words)}; taken as not coded"
            table.problems.warn(row.path, row.line, text)
        return code

    codes = table.read(column, one)
    return Column(np.array([c or 0 for c in codes], np.int8), _said(codes), words)


def _numbers(table: Table, column: str, low: float, high: float) -> Column:
    read = table.read(column, lambda row, name: row.number(name, low, high))
    return Column(np.array([x or 0.0 for x in read], np.float64), _said(read))


def _dates(table: Table, column: str) -> Any:
    def one(row: Row, name: str) -> date | None:
        day = _day(row.cells[name], row.cells["start_year"])
        if day is None:
            row.complain(name, f"{show(row.cells[name])} is no date; write YYYY-MM-DD")
        return day

    days = table.read(column, one)
    return np.array(["NaT" if d is None else d.isoformat() for d in days], "datetime64[D]")


def _day(text: str, start_year: str) -> date | None:
    """Read a date as ISO 8601, or month/day/year as spreadsheets leave it behind."""
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _AMERICAN.fullmatch(text):
        month, day, year = map(int, found.groups())
        if len(found[3]) == 2:
            year += _century(year, start_year)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _century(short: int, start_year: str) -> int:
    started = re.match(r"(\d\d)(\d\d)", start_year)
    if started and int(started[2]) == short:
        return 100 * int(started[1])
    return 1900 if short >= EARLIEST_SHORT_YEAR else 2000


def _said(cells: Sequence[Any]) -> Any:
    return np.array([cell is not None for cell in cells], bool)


def _blank(text: str) -> bool:
    return text.lower() in NOT_CODED
