"""The ledger of causes: what each mechanism, and orders, changed in the accounts it can touch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Entry = tuple[str, str]
"""A cause and an account."""

BETWEEN = ":"


@dataclass(frozen=True)
class Ledger:
    """What causes changed, of some runs or of one.

    A pair of cause and account that has no entry cannot change; that is four pairs of five.

    Attributes
    ----------
    entries : tuple of (str, str)
        Cause and account of each entry.
    change : float [..., entry, faction]
        By how much; before these axes come runs, if there are several, and times.
    """

    entries: tuple[Entry, ...]
    change: npt.NDArray[np.floating]

    def of(self, account: str, cause: str | None = None) -> npt.NDArray[np.floating]:
        """Return what a cause changed in an account, or all causes did, ``[..., faction]``."""
        rows = [
            i for i, (by, of) in enumerate(self.entries) if of == account and cause in (None, by)
        ]
        change: npt.NDArray[np.floating] = self.change[..., rows, :].sum(-2)
        return change

    def run(self, row: int) -> Ledger:
        """Return the ledger of one of several runs."""
        return Ledger(self.entries, self.change[row])


def named(entry: Entry) -> str:
    """Return the name of an entry in stored results, such as ``combat:fighters``."""
    return BETWEEN.join(entry)


def entry_of(name: str) -> Entry:
    """Return the cause and the account of which something is the name."""
    cause, account = name.split(BETWEEN)
    return cause, account
