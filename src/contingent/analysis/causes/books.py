"""The books of many runs: what stood in every account, and what each cause changed.

A ledger has an entry for each step, cause, account and faction. Of each run only its levels by
date and its entries summed up to the question's date are kept, and of all runs together the sums
by date: memory does not grow with steps times causes times runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contingent.world.accounts import HELP
from contingent.world.ledger import Entry, Ledger
from contingent.world.observe import Observation

Floats = npt.NDArray[np.floating]

SERIES = {
    "people": "share_population",
    "fighters": "fighters",
    "materiel": "materiel",
    "treasury": "treasury",
    "cohesion": "cohesion",
}
"""Accounts that the compact record follows too, and their names in it.

Commitment is the sum of its rungs; foreign men and aircraft stand in the full state.
"""


@dataclass(frozen=True)
class Books:
    """The books of some runs, up to a date.

    Attributes
    ----------
    draw : int [run]
    level : float32 [run, time, account, faction]
        What stood in each account: opening balance and entries.
    recorded : float64 [run, account, faction]
        The same on the last date as compact record and full state have it; NaN for the fallen.
    cause : float64 [run, cause, account, faction]
        Opening balance, then what each cause changed by the last date.
    by_date : float64 [time, cause, account, faction]
        The same, mean over runs, at every date.
    """

    draw: npt.NDArray[np.int64]
    level: Floats
    recorded: Floats
    cause: Floats
    by_date: Floats

    @property
    def runs(self) -> int:
        """Number of runs."""
        return len(self.draw)

    @property
    def remainder(self) -> Floats:
        """What the record says beyond the books on the last date, ``[run, account, faction]``.

        Zero but for rounding; zero too for accounts that have no second record.
        """
        gap = self.recorded - self.cause.sum(1)
        return np.where(np.isfinite(self.recorded), gap, 0.0)


class Bookkeeper:
    """Keeps the books of a set of runs, chunk by chunk."""

    def __init__(self, accounts: Sequence[str], causes: Sequence[str], last: int) -> None:
        self.accounts, self.causes, self.last = tuple(accounts), tuple(causes), last
        self._parts: list[Books] = []

    def add(
        self,
        draw: npt.NDArray[np.int64],
        observed: Observation,
        foreign: Floats,
        ledger: Ledger,
        wanted: npt.NDArray[np.bool_],
    ) -> None:
        """Take in those runs of a chunk that are wanted.

        Parameters
        ----------
        draw : int [run]
        observed : Observation
            Leading axes ``[run, time]``.
        foreign : float [run, time, faction, help]
            Foreign help in the full state.
        ledger : Ledger
            Leading axes ``[run, time]``.
        wanted : bool [run]
        """
        entries = ledger.change[:, 1 : self.last + 1][wanted]
        opening = recorded(observed, foreign, self.accounts, 0)[wanted]
        total = self._by_account(entries, ledger.entries).cumsum(1)
        level = np.concatenate([np.zeros_like(total[:, :1]), total], 1) + opening[:, None]
        cause = self._by_cause(entries.sum(1, dtype=np.float64), ledger.entries)
        flow = self._by_cause(entries.sum(0, dtype=np.float64).cumsum(0), ledger.entries)
        flow = np.concatenate([np.zeros((1, *flow.shape[1:])), flow])
        start = np.broadcast_to(opening.sum(0), (len(flow), 1, *opening.shape[1:]))
        final = recorded(observed, foreign, self.accounts, self.last)[wanted]
        self._parts.append(
            Books(
                draw=np.asarray(draw)[wanted],
                level=level.astype(np.float32),
                recorded=final,
                cause=np.concatenate([opening[:, None], cause], 1),
                by_date=np.concatenate([start, flow], 1),
            )
        )

    def _by_account(self, values: Floats, entries: Sequence[Entry]) -> Floats:
        """Return sums over causes ``[..., account, faction]`` of values by entry."""
        sums = np.zeros((*values.shape[:-2], len(self.accounts), values.shape[-1]))
        for i, (_, account) in enumerate(entries):
            sums[..., self.accounts.index(account), :] += values[..., i, :]
        return sums

    def _by_cause(self, values: Floats, entries: Sequence[Entry]) -> Floats:
        """Return values by entry as ``[..., cause, account, faction]``."""
        size = len(self.causes), len(self.accounts), values.shape[-1]
        whole = np.zeros((*values.shape[:-2], *size))
        for i, (cause, account) in enumerate(entries):
            at = self.causes.index(cause), self.accounts.index(account)
            whole[(..., *at, slice(None))] = values[..., i, :]
        return whole

    def close(self) -> Books:
        """Return the books of all runs taken in."""
        draw, level, final, cause = (
            np.concatenate([getattr(part, name) for part in self._parts])
            for name in ("draw", "level", "recorded", "cause")
        )
        sums: Floats = np.sum([part.by_date for part in self._parts], axis=0)
        return Books(draw, level, final, cause, sums / max(1, len(draw)))


def recorded(observed: Observation, foreign: Floats, accounts: Sequence[str], time: int) -> Floats:
    """Return what the records say of each account at a time, ``[run, account, faction]``.

    NaN for the fallen, whom only the ledger counts, except on the start date.
    """
    runs, factions = observed.faction.shape[0], observed.faction.shape[-1]
    found = np.full((runs, len(accounts), factions), np.nan)
    for i, name in enumerate(accounts):
        if name in SERIES:
            found[:, i] = observed.faction_series(SERIES[name])[:, time]
        elif name == "commitment":
            found[:, i] = observed.rung[:, time].sum(1)
        elif name in HELP:
            found[:, i] = foreign[:, time][..., list(HELP[name])].sum(-1)
            found[:, i] += observed.faction_series("air")[:, time] if name == "air" else 0.0
        elif time == 0:
            found[:, i] = 0.0
    return found
