"""CSV files as rows that know their line and can say what is wrong with a cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from contingent.scenario.document import Document
from contingent.scenario.files import decode
from contingent.scenario.names import closest, nearest
from contingent.scenario.problems import Problems, show
from contingent.scenario.quantity import Origin
from contingent.scenario.shapes import Past, check_id
from contingent.scenario.spot import INVALID, Invalid, Setting, Spot

_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
MOST_ROWS = 2000
_CLAIM = "claim:"


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    path: str
    line: int
    cells: dict[str, str]
    problems: Problems
    setting: Setting

    def complain(self, column: str, message: str) -> Invalid:
        """Note a problem with a cell."""
        self.problems.add(self.path, self.line, f"{column}: {message}")
        return INVALID

    def spot(self, column: str) -> Spot:
        """Return the cell as a spot, so that shapes can read it."""
        document = Document(self.path, {column: self.cells[column]}, {(): self.line})
        return Spot.top(document, self.problems, self.setting).child(column)

    def spot_of(self, column: str, part: str) -> Spot:
        """Return one word of a cell as a spot."""
        return replace(self.spot(column), value=part)

    def id(self, column: str) -> str:
        """Read the id that the row declares."""
        wrong = check_id(self.cells[column])
        if wrong:
            self.complain(column, wrong)
        return self.cells[column]

    def text(self, column: str) -> str:
        """Read a text that must not be empty."""
        if not self.cells[column]:
            self.complain(column, "is empty")
        return self.cells[column]

    def number(self, column: str, low: float, high: float) -> float:
        """Read a number between two bounds; 0 after a complaint."""
        text = self.cells[column]
        if not text:
            self.complain(column, "is empty; a number is needed")
            return 0.0
        if text.lower().lstrip("+-") in ("nan", "inf", "infinity"):
            self.complain(column, f"{text} is not a finite number")
            return 0.0
        if not _NUMBER.fullmatch(text):
            self.complain(column, f"{show(text)} is not a number")
            return 0.0
        x = replace(self.spot(column), value=float(text)).number(low, high)
        return 0.0 if isinstance(x, Invalid) else x

    def flag(self, column: str) -> bool:
        """Read yes or no."""
        text = self.cells[column].lower()
        if text not in ("yes", "no"):
            self.complain(column, f"{show(self.cells[column])} must be yes or no")
        return text == "yes"

    def word(self, column: str, words: tuple[str, ...], noun: str) -> str:
        """Read one of some words."""
        self.spot(column).pick(words, noun)
        return self.cells[column]

    def refer(self, column: str, kind: str) -> str:
        """Read the id of something declared elsewhere."""
        self.spot(column).refer(kind)
        return self.cells[column]

    def origin(self) -> Origin:
        """Read the columns source and date: ids, then perhaps ``judgement: why``.

        An id is that of a source or of a claim; ``claim:ID`` means the claim where both have it.
        """
        ids, mark, why = self.cells["source"].partition("judgement:")
        cited: dict[str, list[str]] = {"source": [], "claim": []}
        for name in ids.split():
            kind = self._kind_of(name)
            if kind:
                cited[kind].append(name.removeprefix(_CLAIM))
        if mark and not why.strip():
            self.complain("source", 'gives no reason after judgement:; write "judgement: why"')
        elif not mark and not ids.split():
            self.problems.warn(
                self.path,
                self.line,
                'source: is empty; write ids of sources or claims, or "judgement: why"',
            )
        day = Past().read(self.spot("date")) if self.cells.get("date") else None
        judgement = " ".join(why.split())
        day = None if isinstance(day, Invalid) else day
        return Origin(tuple(cited["source"]), tuple(cited["claim"]), judgement, day)

    def _kind_of(self, name: str) -> str | None:
        """Return whether an id in the column source is that of a source or a claim."""
        sources, claims = self.setting.sources, self.setting.claims
        if sources is None or claims is None:
            return None
        if name.startswith(_CLAIM):
            self.spot_of("source", name.removeprefix(_CLAIM)).refer("claim")
            return "claim"
        if name in sources:
            return "source"
        if name in claims:
            return "claim"
        hint = nearest(name, (*sources, *claims))
        self.complain("source", f"unknown source {show(name)}, and no claim either{hint}")
        return None


@dataclass(frozen=True)
class Columns:
    """The columns of a table: those it must and may have, and beginnings of unknown ones."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    open_prefixes: tuple[str, ...] = ()

    def passes(self, name: str) -> bool:
        """Whether a column may be there."""
        named = name in (*self.needed, *self.optional)
        return named or (bool(self.open_prefixes) and name.startswith(self.open_prefixes))


def peek_column(content: bytes, column: str) -> tuple[str, ...] | None:
    """Return the cells of a column without judging anything; None if there is no such column."""
    # not str.splitlines, which also breaks at marks that CSV knows nothing of
    lines = io.StringIO(content.decode("utf-8-sig", errors="replace"), newline="")
    try:
        rows = [[cell.strip() for cell in row] for row in islice(csv.reader(lines), MOST_ROWS)]
    except csv.Error:
        return None
    header = next((row for row in rows if any(row)), [])
    if column not in header:
        return None
    i = header.index(column)
    cells = [row[i] for row in rows if len(row) > i and row is not header]
    return tuple(filter(None, cells))


def read_rows(
    path: str,
    content: bytes,
    columns: Columns,
    problems: Problems,
    setting: Setting,
    *,
    most: int = MOST_ROWS,
) -> list[Row] | None:
    """Read a CSV file with a header; None if the table as a whole is unusable.

    Parameters
    ----------
    path, content : str, bytes
        The file.
    columns : Columns
        The columns that must and may be there.
    problems : Problems
        Collects what is wrong.
    setting : Setting
        What the rest of the scenario says.
    most : int
        Most rows that are read.
    """
    text = decode(path, content, problems)
    if text is None:
        return None
    lines = _split(path, text, problems, most)
    if lines is None:
        return None
    head_line, header = lines[0]
    before = len(problems)
    for message in _faults_of_header(header, columns):
        problems.add(path, head_line, message)
    if len(problems) > before:
        return None
    rows: list[Row] = []
    for line, cells in lines[1:]:
        if len(cells) == len(header):
            filled = {
                **dict.fromkeys(columns.optional, ""),
                **dict(zip(header, cells, strict=True)),
            }
            rows.append(Row(path, line, filled, problems, setting))
        else:
            problems.add(
                path,
                line,
                f"the row has {len(cells)} cells, but the header has {len(header)} columns; "
                "look for a missing or unquoted comma",
            )
    return rows


def _split(
    path: str, text: str, problems: Problems, most: int
) -> list[tuple[int, list[str]]] | None:
    """Split text into rows of stripped cells, each with the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                lines.append((start, stripped))
            start = reader.line_num + 1
            if len(lines) > most:
                problems.add(path, start, f"has more than {most} rows")
                return None
    except csv.Error as error:
        problems.add(path, start, f"is not a valid CSV row: {error}; look for an unclosed quote")
        return None
    if not lines:
        problems.add(path, 1, "is empty")
        return None
    return lines


def _faults_of_header(header: list[str], columns: Columns) -> Iterator[str]:
    missing = [name for name in columns.needed if name not in header]
    unknown = [name for name in header if not columns.passes(name)]
    for name in dict.fromkeys(name for name in header if header.count(name) > 1):
        yield f"column {show(name)} stands twice; remove one"
    for name in unknown:
        near = closest(name, missing)
        missing = [other for other in missing if other != near]
        yield f"unknown column {show(name)}" + (f' (did you mean "{near}"?)' if near else "")
    for name in missing:
        yield f"column {show(name)} is missing"
