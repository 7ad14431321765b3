"""Numbers and labels as a reader wants them."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from typing import Any

from contingent.report.theme import ENDINGS, VICTORY

THIN = "\u202f"  # narrow no-break space


def percent(p: float) -> str:
    """Return a probability in per cent, never as a certainty that no sample can give."""
    if p < 0.0005:
        return f"<{THIN}0.1{THIN}%"
    if p > 0.9995:
        return f">{THIN}99.9{THIN}%"
    if p < 0.00995 or p > 0.99005:
        return f"{100 * p:.1f}{THIN}%"
    return f"{100 * p:.0f}{THIN}%"


def points(se: float) -> str:
    """Return a standard error in percentage points."""
    return f"{100 * se:.1f}" if se >= 0.00095 else f"{100 * se:.2f}"


def signed(x: float, digits: int = 0) -> str:
    """Return a change with its sign; nothing that rounds to zero has one."""
    text = f"{abs(x):,.{digits}f}"
    nothing = not text.strip("0.,")
    return text if nothing else f"{'+' if x > 0 else '−'}{text}"


def one_in(p: float) -> str:
    """Return a probability as a natural frequency."""
    if p < 0.0005:
        return "fewer than 1 of 2,000 simulated worlds"
    if p > 0.9995:
        return "all but 1 of 2,000 simulated worlds, or more"
    if p < 0.1:
        return f"about 1 of {round(1 / p):,} simulated worlds"
    if p > 0.9:
        return f"all but about 1 of {round(1 / (1 - p)):,} simulated worlds"
    return f"about {round(10 * p)} of 10 simulated worlds"


def number(x: float) -> str:
    """Return a number rounded to what a sample can tell: two or three digits."""
    if abs(x) >= 1000:
        digits = len(str(int(abs(x)))) - 2
        return f"{round(x, -digits):,.0f}"
    return f"{x:,.0f}" if abs(x) >= 10 or x == 0 else f"{x:.1f}"


def day(when: Any) -> str:
    """Return a date such as 4 April 2019."""
    when = date.fromisoformat(str(when)[:10])
    return f"{when.day} {when:%B %Y}"


def wrapped(text: str, width: int, lines: int = 4) -> str:
    """Break a text into lines of at most `width` characters."""
    parts = textwrap.wrap(text, width) or [""]
    if len(parts) > lines:
        parts = [*parts[:lines]]
        parts[-1] = textwrap.shorten(parts[-1] + " …………", width, placeholder=" …")
    return "\n".join(parts)


def ending_word(name: str, factions: dict[str, str]) -> str:
    """Return the words for a class of ending."""
    if name.startswith(VICTORY):
        side = name.removeprefix(VICTORY)
        return f"{factions.get(side, side)} victory"
    return ENDINGS[name][0] if name in ENDINGS else name.replace("-", " ")


def slug(text: str) -> str:
    """Return a text as a name for files and for ids of a page.

    Examples
    --------
    >>> slug("what-if-victory:lna")
    'what-if-victory-lna'
    """
    return re.sub(r"[^A-Za-z0-9_]+", "-", text).strip("-")


def short(name: str, ident: str) -> str:
    """Return a name short enough for a table: the name itself, or the id in capitals."""
    return name if len(name) <= 14 else ident.upper() if len(ident) <= 5 else ident.title()
