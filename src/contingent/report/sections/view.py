"""What all sections are made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np

from contingent.questions.result import Result
from contingent.questions.tables import FAN_DRAWS
from contingent.report.studio.drawing import Draws
from contingent.report.theme import Ink
from contingent.report.words import number, percent
from contingent.scenario.problems import UserError

if TYPE_CHECKING:
    from contingent.analysis.causes.why import Why
    from contingent.analysis.compare import Comparison
    from contingent.analysis.drivers.drivers import Drivers

T = TypeVar("T")

DATES = 50  # in one chart
DIGITS = 5
DRIVERS = 10  # inputs that are looked at closely


class Finds(Protocol):
    """Makes what an analysis finds in a result: `anew`, or what knows it already."""

    def __call__(
        self, name: str, make: Callable[..., T], result: Result, *about: Any, **options: Any
    ) -> T:
        """Return what `make` makes of the result and the rest."""


def anew(name: str, make: Callable[..., T], result: Result, *about: Any, **options: Any) -> T:  # noqa: ARG001 -- it keeps nothing
    """Return what an analysis finds in a result, made now."""
    return make(result, *about, **options)


@dataclass(frozen=True)
class View:
    """What all sections are made from: one arm of a result, its tables, inks, and who draws.

    `finds` makes what analyses find in the result, or knows it already.
    """

    result: Result
    tables: Mapping[str, Any]
    ink: Ink
    studio: Draws
    arm: str = "baseline"
    finds: Finds = anew

    def found(self, name: str, make: Callable[..., T], *about: Any, **options: Any) -> T:
        """Return what an analysis finds in the result; the name is its own."""
        return self.finds(name, make, self.result, *about, **options)

    def table(self, name: str) -> Any:
        """Return the rows of one table that belong to the arm."""
        rows = self.tables[name]
        return rows[rows["arm"] == self.arm]

    def thinned(self, name: str) -> Any:
        """Return the rows of one table at no more dates than a chart can show apart."""
        rows = self.table(name)
        rows = rows[rows["date"].isin(self.dates)]
        # a chart need not carry more digits than it can show
        numbers = rows.select_dtypes("number")
        return rows.assign(**{name: _rounded(values) for name, values in numbers.items()})

    @property
    def dates(self) -> list[Any]:
        """The dates that charts show."""
        return dates_shown(self.result)

    @cached_property
    def runs(self) -> int:
        """How many runs of the arm did not fail."""
        return int(self.result.sound(self.arm).sum())

    def percent(self, p: float) -> str:
        """Return a share of the arm's runs in per cent, as far as so many runs can tell."""
        return percent(p, self.runs)

    @cached_property
    def causes(self) -> Why | None:
        """How the books differ between worlds in which the first answer is yes and is no.

        None without questions or books, or if too few worlds differ.
        """
        from contingent.analysis.causes.stored import why_of

        try:
            return self.found("causes", why_of)
        except UserError:
            return None

    @cached_property
    def drivers(self) -> Drivers | None:
        """What the first answer depends on; None without questions, or with too few draws."""
        from contingent.analysis.drivers.stored import drivers_of

        try:
            return self.found("drivers", drivers_of, arm=self.arm, first=DRIVERS, draws=FAN_DRAWS)
        except UserError:
            return None

    @cached_property
    def comparison(self) -> Comparison | None:
        """What each arm changes against the baseline; None where that was played alone."""
        from contingent.analysis.compare import compare_stored

        return compare_stored(self.result) if len(self.result.arms) > 1 else None

    def figure(
        self, chart: Any, alt: str, prefix: str, *, live: bool = True, apart: bool = False
    ) -> Any:
        """Return a chart as a drawing that a template takes as it is."""
        return self.studio.draw(chart, alt, prefix, live=live, apart=apart)

    def both(self, make: Any, alt: str, prefix: str, *, live: bool = True) -> dict[str, Any]:
        """Return a chart drawn for a wide and for a narrow page, with one table behind both."""
        return {
            size: self.figure(make(narrow), alt, f"{prefix}-{size}", live=live, apart=True)
            for size, narrow in (("wide", False), ("narrow", True))
        }


def dates_shown(result: Result) -> list[Any]:
    """Return the first and the last date, and no more between than a chart can show apart."""
    times = result.times
    every = -(-len(times) // DATES)
    # counted from the end, so that the last date is always there
    return list({*times[::-1][::every], times[0]})


def _rounded(values: Any) -> Any:
    """Return numbers to `DIGITS` significant digits."""
    values = values.astype(np.float64)
    size = np.floor(np.log10(np.abs(values.where(values != 0, 1.0))))
    scale = 10.0 ** (DIGITS - 1 - size)
    return np.round(values * scale) / scale


def at_the_end(last: Any) -> str:
    """Return the end of a fan in words."""
    low, mid, high = (number(float(last[q])) for q in ("q05", "q50", "q95"))
    return f"at the end {mid} in the median, {low} to {high} in nine worlds of ten"
