"""Numbers and labels as a reader wants them."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from typing import Any

from contingent.questions.percent import bounds, excluded
from contingent.report.theme import ENDINGS, VICTORY

THIN = "\u202f"  # narrow no-break space

CLOSE = 0.0125
"""A fraction so near to a probability may stand for it beside its per cents."""


def percent(p: float, runs: int | None = None) -> str:
    """Return a probability in per cent, never as a certainty that no sample can give.

    Parameters
    ----------
    p : float
        A share of worlds.
    runs : int, optional
        How many worlds. What happened in none of them, or in all, is then given the bound that so
        many support, see `contingent.questions.percent.bounds`; so is what comes next to that.

    Examples
    --------
    >>> percent(0.26), percent(0.0, runs=256), percent(1.0, runs=256)
    ('26\u202f%', '<\u202f1.2\u202f%', '>\u202f98.8\u202f%')
    """
    rare = min(p, 1 - p)
    if runs and excluded(runs) > 0.001 and (rare * runs < 0.5 or rare <= 0.0005):
        none, every = bounds(runs)
        return f"<{THIN}{none}{THIN}%" if p < 0.5 else f">{THIN}{every}{THIN}%"
    if p < 0.0005:
        return f"<{THIN}0.1{THIN}%"
    if p >= 0.9995:
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


def part(x: float) -> str:
    """Return a part of something, which may well be nothing or all of it, in whole per cents."""
    return f"{100 * x:.0f}{THIN}%"


def one_in(p: float, runs: int) -> str:
    """Return the share of so many simulated worlds as a natural frequency, with its count.

    Examples
    --------
    >>> one_in(0.26, 2000)
    'about 1 in 4 simulated worlds: 520 of 2,000'
    >>> one_in(0.97, 100)
    'all but about 1 in 33 simulated worlds: 97 of 100'
    >>> one_in(0.0, 256)
    'none of the 256 simulated worlds, which shows that it is rarer than about 1 in 85'
    """
    hits = round(p * runs)
    if not runs:
        return "no simulated world, for none counts"
    if hits in (0, runs):
        which, what = ("all", "its absence") if hits else ("none", "it")
        rarer = f"{what} is rarer than about 1 in {int(1 / excluded(runs)):,}"
        return f"{which} of the {runs:,} simulated worlds, which shows that {rarer}"
    return f"{_roughly(p)} simulated worlds: {hits:,} of {runs:,}"


def _roughly(p: float) -> str:
    """Return the simplest fraction that says the same as whole per cents do."""
    if p < 0.095:
        return f"about 1 in {round(1 / p):,}"
    if p > 0.905:
        return f"all but about 1 in {round(1 / (1 - p)):,}"
    for whole in range(2, 11):
        part = round(p * whole)
        if abs(part / whole - p) <= CLOSE and 0 < part < whole:
            return f"about {part} in {whole}"
    return f"about {100 * p:.0f} in 100"


def number(x: float) -> str:
    """Return a number rounded to what a sample can tell: two or three digits."""
    if abs(x) >= 1000:
        digits = len(str(int(abs(x)))) - 2
        return f"{round(x, -digits):,.0f}"
    return f"{x:,.0f}" if abs(x) >= 10 or x == 0 else f"{x:.1f}"


def alike(*values: float) -> tuple[str, ...]:
    """Return numbers rounded to one place, the third digit of the largest, so that they compare.

    Examples
    --------
    >>> alike(1174.0, 742.4, 58.0), alike(742.4, 58.0), alike(7.42, 0.58)
    (('1,170', '740', '60'), ('742', '58'), ('7.4', '0.6'))
    """
    largest = max(map(abs, values))
    place = max(len(f"{largest:.0f}") - 3, 0)
    if largest < 10:
        return tuple(f"{x:.1f}" for x in values)
    return tuple(f"{round(x, -place):,.0f}" for x in values)


def month(when: Any) -> str:
    """Return the month of a date, such as April 2019."""
    when = date.fromisoformat(str(when)[:10])
    return f"{when:%B %Y}"


def sentence(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def counted(n: int, one: str, many: str) -> str:
    """Return a number with the words that go with it."""
    return f"{n:,} {one if n == 1 else many}"


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
