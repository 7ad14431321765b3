"""The section on foreign patrons: a calendar of the rungs that each climbs behind a side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from contingent.questions.tables import FAN_DRAWS
from contingent.report import findings
from contingent.report.charts import calendar
from contingent.scenario.vocabulary import RUNGS

if TYPE_CHECKING:
    from contingent.report.sections.view import View

ARMS, STRIKES = RUNGS.index("arms"), RUNGS.index("air_strikes")
SHOWN = 0.1
"""A patron's calendar behind a side is shown if it gives arms or more in this share of worlds."""

MOST = 12

LIKELY = 0.005
"""Strikes or troops in fewer worlds head no section."""


@dataclass(frozen=True)
class Tie:
    """A patron behind a side.

    Attributes
    ----------
    patron, side : str
        Names.
    backer, faction : str
        Ids of both.
    dates : datetime64[D] [date]
        The last date of each month.
    reached : float [date, rung]
        Share of worlds that stand at this rung or above on that date.
    ever : float [rung]
        Share of worlds that stand there at some date.
    """

    patron: str
    side: str
    backer: str
    faction: str
    dates: npt.NDArray[np.datetime64]
    reached: npt.NDArray[np.float64]
    ever: npt.NDArray[np.float64]

    def most(self, rung: int) -> float:
        """Return the highest share of worlds, at any one date, that stand at a rung or above."""
        return float(self.reached[:, rung].max())

    def at_end(self, rung: int) -> float:
        """Return the share of worlds that stand at a rung or above on the last date."""
        return float(self.reached[-1, rung])

    @property
    def weight(self) -> float:
        """How much it does: rungs from arms upwards, added up over their highest shares."""
        return sum(self.most(rung) for rung in range(ARMS, len(RUNGS)))


def section(view: View) -> dict[str, Any] | None:
    """Return the calendars worth showing; None where no patron ever does more than talk."""
    ties = sorted(_ties(view), key=lambda tie: -tie.weight)
    active = [tie for tie in ties if tie.most(RUNGS.index("money")) > 0]
    if not active:
        return None
    shown = [tie for tie in active if tie.most(ARMS) >= SHOWN][:MOST]
    fighter = max(ties, key=lambda tie: tie.ever[STRIKES])
    return {
        "heading": findings.on_patrons(
            fighter.patron,
            fighter.side,
            *(view.percent(float(p)) for p in (fighter.ever[STRIKES], fighter.at_end(STRIKES))),
        )
        if fighter.ever[STRIKES] >= LIKELY
        else "No patron is likely to strike or send troops",
        "panels": [(tie, _drawn(view, tie)) for tie in shown],
        "aside": _aside([tie for tie in active if tie not in shown]),
        "rungs": [rung.replace("_", " ") for rung in RUNGS[1:]],
        "rows": [
            (tie, [(float(tie.ever[r]), tie.at_end(r)) for r in range(1, len(RUNGS))])
            for tie in active
        ],
    }


def _aside(ties: list[Tie]) -> list[str]:
    """Return each patron with the sides that it is left out for."""
    sides: dict[str, list[str]] = {}
    for tie in ties:
        sides.setdefault(tie.patron, []).append(tie.side)
    return [f"{patron} ({', '.join(names)})" for patron, names in sides.items()]


def _ties(view: View) -> list[Tie]:
    table = view.table("patrons_by_date")
    if table.empty:
        return []
    months = table["date"].dt.to_period("M")
    table = table[table["date"].isin(table.groupby(months)["date"].max())]
    table = table.assign(order=table["rung"].map(RUNGS.index)).sort_values(["date", "order"])
    sides, named = (findings.labels(view.result, c) for c in ("factions", "patrons"))
    ever = _ever(view)
    found = []
    for (patron, side), rows in table.groupby(["patron", "faction"], sort=False):
        shares = rows["probability"].to_numpy().reshape(-1, len(RUNGS))
        reached = np.cumsum(shares[:, ::-1], axis=1)[:, ::-1]
        dates = rows["date"].to_numpy()[:: len(RUNGS)].astype("datetime64[D]")
        words = named[str(patron)], sides[str(side)], str(patron), str(side)
        found.append(Tie(*words, dates, np.clip(reached, 0, 1), ever[str(patron), str(side)]))
    return found


def _ever(view: View) -> dict[tuple[str, str], npt.NDArray[np.float64]]:
    """Return the share of worlds in which each rung, or a higher one, is reached at some date."""
    counts, runs = np.zeros(()), 0
    for block in view.result.blocks("trajectories/rung", view.arm):
        highest = block.max(axis=1)  # [run, patron, faction]
        counts = counts + np.stack([(highest >= r).sum(axis=0) for r in range(len(RUNGS))], -1)
        runs += len(block)
        if runs >= FAN_DRAWS:
            break
    shares = counts / max(runs, 1)
    about = view.result.scenario
    return {
        (patron["id"], side["id"]): shares[k, f]
        for k, patron in enumerate(about["patrons"])
        for f, side in enumerate(about["factions"])
    }


def _drawn(view: View, tie: Tie) -> Any:
    alt = f"{tie.patron} behind {tie.side}: share of worlds at each rung or above at the end: "
    alt += ", ".join(
        f"{RUNGS[r].replace('_', ' ')} {view.percent(tie.at_end(r))}" for r in range(1, len(RUNGS))
    )
    chart = calendar.chart(
        tie.dates, tie.reached, view.ink.factions[tie.faction], view.ink, view.runs
    )
    return view.figure(chart, alt, f"patron-{tie.backer}-{tie.faction}")
