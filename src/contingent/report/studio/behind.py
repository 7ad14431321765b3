"""The table behind a figure: what the pointer would be told of each mark, for every reader."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from contingent.report.words import day

ROWS = 30
"""About as many rows has a table over time: of the first date, the last, and some between."""

DATES = 13
"""No more dates than this."""

_ROUNDED = re.compile(r",\.(\d)~r")

HEADING = "title"
"""Name of the tooltip's first line, as vega-tooltip has it too."""


@dataclass(frozen=True)
class Table:
    """A table in words.

    Attributes
    ----------
    title : str
        What it is about.
    head : tuple of str
        Heading of each column.
    rows : tuple of tuple of str
        Cells; the first of each row names it.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __html__(self) -> str:
        """Return the table, folded away until it is wanted."""
        first, *others = self.head
        head = f'<th scope="col">{escape(first)}</th>' + "".join(
            f'<th scope="col" class="num">{escape(each)}</th>' for each in others
        )
        body = "".join(
            f'<tr><th scope="row">{escape(name)}</th>'
            + "".join(f'<td class="num">{escape(each)}</td>' for each in cells)
            + "</tr>"
            for name, *cells in self.rows
        )
        return (
            f'<details><summary>Table<span class="said">: {escape(self.title)}</span></summary>'
            f'<div class="scroll"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div></details>"
        )


def table(spec: dict[str, Any], title: str) -> Table | None:
    """Return the table of a chart; None if its marks say nothing in columns.

    Parameters
    ----------
    spec : dict
        Vega-Lite specification whose tooltips are lists of fields.
    title : str
        What it is about.
    """
    head: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    for fields, data in _told(spec, spec.get("data", {})):
        head = head or tuple(_head(field) for field in fields)
        cells = [tuple(_cell(field, row) for field in fields) for row in _some(fields, data)]
        rows += [row for row in cells if any(row)]
    # charts beside each other may say the same of one date
    return Table(title, head, tuple(dict.fromkeys(rows))) if rows else None


def _told(
    part: dict[str, Any], data: dict[str, Any], sets: dict[str, Any] | None = None
) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """Yield fields and data of each layer whose tooltip has several fields."""
    sets = part.get("datasets", {}) if sets is None else sets
    data = part.get("data", data)
    said = part.get("encoding", {}).get("tooltip")
    if isinstance(said, list) and len(said) > 1:
        yield said, data.get("values") or sets.get(data.get("name", ""), [])
    for kind in ("layer", "vconcat", "hconcat", "concat"):
        for each in part.get(kind, []):
            yield from _told(each, data, sets)


def _head(field: dict[str, Any]) -> str:
    title: str = field.get("title") or field["field"]
    if title != HEADING:
        return title[:1].upper() + title[1:]
    return "Date" if field.get("type") == "temporal" else ""


def _cell(field: dict[str, Any], row: dict[str, Any]) -> str:
    value = row.get(field["field"])
    if value is None:
        return ""
    if field.get("type") == "temporal":
        return day(value)
    if "format" in field:
        return formatted(float(value), field["format"])
    return str(value).replace("\n", " ")


def formatted(value: float, form: str) -> str:
    """Return a number as Vega writes it in the same format.

    Examples
    --------
    >>> formatted(44814.2, ",.3~r"), formatted(0.0, ",.3~r"), formatted(0.356, ".0%")
    ('44,800', '0', '36%')
    """
    rounded = _ROUNDED.fullmatch(form)
    if rounded is None:
        return format(value, form)  # d3's little language of formats is Python's
    digits = int(rounded[1])
    places = digits - 1 - (math.floor(math.log10(abs(value))) if value else 0)
    text = f"{round(value, places):,.{max(places, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _some(fields: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return all rows, or those of a few dates."""
    dates = [field["field"] for field in fields if field.get("type") == "temporal"]
    if not dates:
        return rows
    if not rows:
        return rows
    every = sorted({row[dates[0]] for row in rows})
    most = max(3, min(DATES, ROWS * len(every) // len(rows)))
    if len(every) <= most:
        return rows
    last = len(every) - 1
    shown = {every[round(i * last / (most - 1))] for i in range(most)}
    return [row for row in rows if row[dates[0]] in shown]
