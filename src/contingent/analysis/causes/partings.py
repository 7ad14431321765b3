"""When two sets of runs part in each account, and what each parting can have come from.

This is an account of where a difference entered the books, in order of time and along the edges
that the model has (`channels.py`). It is no proof of causes beyond the model, and inside the model
it is a reading: an earlier parting, a mechanism that brought most of the later one, and an edge in
the right direction between them. Of several such edges one whose direction an equation fixes is
taken before others, and then the one whose source stood out most clearly at the time.

An account parts on the first date from which its difference is beyond two standard errors on four
dates running. It counts only if it comes to stand out from all accounts and dates looked at
together (Bonferroni's bound at 5 %), and if it comes to differ by more than a hundredth of its
spread between runs: clear differences of no size are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from contingent.analysis.causes.books import Books
from contingent.analysis.causes.channels import CHANNELS, Channel
from contingent.analysis.clustered import difference

Floats = npt.NDArray[np.floating]

ERRORS = 2.0
RUNNING = 4
"""An account has parted when it is beyond so many errors on so many dates running."""
LEVEL = 0.05
SIZE = 0.01
START = "start"
"""Cause of what differs on the start date."""
ORDERS = "orders"
"""Cause of what a lever commands on the way; in a step it comes before every mechanism."""


@dataclass(frozen=True)
class Parting:
    """An account of a faction that came to differ.

    Attributes
    ----------
    account, faction : int
        Which one, by position.
    parted, largest : int
        Time index at which it parted, and at which it differed most.
    difference, se : float
        Difference where it is largest, and its standard error.
    before : float
        Mean of the first set of runs there.
    entered, cause : str
        What brought most of the difference when it parted, and where it is largest, each in the
        direction that the difference then had.
    z : float [time]
        Difference over error at each date.
    source : int or None
        Position of the parting that it can have come from, None if there is none.
    channel : Channel or None
        The edge between them.
    """

    account: int
    faction: int
    parted: int
    largest: int
    difference: float
    se: float
    before: float
    entered: str
    cause: str
    z: Floats
    source: int | None = None
    channel: Channel | None = None


def partings(
    first: Books, second: Books, accounts: Sequence[str], causes: Sequence[str]
) -> tuple[Parting, ...]:
    """Return every account that parted, in order of time, each with its source.

    Parameters
    ----------
    first, second : Books
    accounts, causes : sequence of str
        Names along those axes; the first entry of each run's causes is its opening balance.
    """
    number = first.level[:1].size
    bar = NormalDist().inv_cdf(1 - LEVEL / 2 / number)
    names = (START, *causes)
    found = []
    for a in range(len(accounts)):
        levels = first.level[:, :, a], second.level[:, :, a]
        change, se = difference(*levels, first.draw, second.draw)
        spread = np.sqrt(sum(level.var(0, dtype=np.float64) for level in levels) / 2)
        z = _ratio(change, se)
        flow = second.by_date[:, :, a] - first.by_date[:, :, a]
        for f in range(change.shape[1]):
            at = _parts(z[:, f])
            if at is None or np.abs(z[at:, f]).max() < bar:
                continue
            top = at + int(np.abs(change[at:, f]).argmax())
            if abs(change[top, f]) <= SIZE * spread[top, f]:
                continue
            settled = min(at + RUNNING, len(z)) - 1
            found.append(
                Parting(
                    account=a,
                    faction=f,
                    parted=at,
                    largest=top,
                    difference=float(change[top, f]),
                    se=float(se[top, f]),
                    before=float(levels[0][:, top, f].mean(dtype=np.float64)),
                    entered=names[int((flow[settled, :, f] * np.sign(z[at, f])).argmax())],
                    cause=names[int((flow[top, :, f] * np.sign(change[top, f])).argmax())],
                    z=z[:, f],
                )
            )
    order = {START: -2} | {name: i for i, name in enumerate(causes)} | {ORDERS: -1}
    found.sort(key=lambda p: (p.parted, order[p.entered]))
    return _linked(found, accounts, order)


def _ratio(change: Floats, se: Floats) -> Floats:
    """Return difference over error: 0 where there is none, infinite where all runs agree on it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(change == 0, 0.0, change / se)
    return np.asarray(np.nan_to_num(z, nan=0.0, posinf=np.inf, neginf=-np.inf))


def _parts(z: Floats) -> int | None:
    """Return the first index from which `z` is beyond its bar, on one side, for long enough."""
    side = np.where(np.abs(z) > ERRORS, np.sign(z), 0)
    need = min(RUNNING, len(z))
    for t in range(len(z) - need + 1):
        if side[t] != 0 and (side[t : t + need] == side[t]).all():
            return t
    return None


def _linked(
    found: Sequence[Parting], accounts: Sequence[str], order: dict[str, int]
) -> tuple[Parting, ...]:
    linked = []
    for later in found:
        best: tuple[bool, float] = (False, 0.0)
        source: tuple[int, Channel] | None = None
        for i, earlier in enumerate(found):
            keys = [(p.parted, order[p.entered]) for p in (earlier, later)]
            if earlier is later or keys[0] > keys[1]:
                break
            channel = _channel(earlier, later, accounts)
            if channel is None or (keys[0] == keys[1] and not channel.at_once):
                continue
            clear = channel.plain, abs(float(earlier.z[later.parted]))
            if source is None or clear > best:
                best, source = clear, (i, channel)
        linked.append(replace(later, source=source[0], channel=source[1]) if source else later)
    return tuple(linked)


def _channel(earlier: Parting, later: Parting, accounts: Sequence[str]) -> Channel | None:
    """Return an edge along which the later parting can have come from the earlier one."""
    ends = accounts[earlier.account], later.entered, accounts[later.account]
    same = earlier.faction == later.faction
    signs = [float(np.sign(p.z[later.parted])) for p in (earlier, later)]
    for c in CHANNELS:
        if (c.source, c.mechanism, c.target) == ends and c.carries(same, *signs):
            return c
    return None


def back_from(found: Sequence[Parting], account: int, faction: int | None) -> tuple[int, ...]:
    """Return the partings that lead to one account, the earliest first; none if it did not part.

    Without a faction the one that stands out most is followed.
    """
    ends = [
        i
        for i, p in enumerate(found)
        if p.account == account and (faction is None or p.faction == faction)
    ]
    if not ends:
        return ()
    at: int | None = max(ends, key=lambda i: abs(found[i].difference) / max(found[i].se, 1e-300))
    path: list[int] = []
    while at is not None:
        path.append(at)
        at = found[at].source
    return tuple(reversed(path))
