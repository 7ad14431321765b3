"""Arms: the baseline, and the baseline with levers pulled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from contingent.scenario.changes import Change
from contingent.scenario.levers import BASELINE, JOIN, Lever
from contingent.scenario.model import Scenario
from contingent.scenario.names import nearest
from contingent.scenario.problems import Problem, UserError, cut, show
from contingent.scenario.vocabulary import RUNGS


@dataclass(frozen=True)
class Arm:
    """The scenario as it stands, or with changes.

    Attributes
    ----------
    id : str
        ``baseline``, the id of a lever, or several of them with ``+`` between.
    title : str
        What is different in it, in words.
    changes : tuple of Change
        What is changed, in order.
    """

    id: str
    title: str
    changes: tuple[Change, ...] = ()


THE_BASELINE = Arm(BASELINE, "the scenario as it stands")


def arms_of(scenario: Scenario, wanted: Sequence[str | Arm], option: str = "--with") -> list[Arm]:
    """Return the baseline and one arm for each name of a lever, or of several joined by ``+``.

    Parameters
    ----------
    scenario : Scenario
        Whose levers are meant.
    wanted : sequence of str or Arm
        Names such as ``a`` and ``b+c``, or arms made by hand.
    option : str
        Named in messages.

    Raises
    ------
    UserError
        If there is no such lever, levers contradict each other, or an arm is wanted twice.
    """
    levers = {lever.id: lever for lever in scenario.levers}
    arms = [THE_BASELINE]
    for each in wanted:
        arm = each if isinstance(each, Arm) else _arm(each, levers, option)
        if arm.id in [known.id for known in arms]:
            raise _fault(f"{option} {cut(arm.id)}", "is named twice, but an arm is played once")
        if isinstance(each, Arm) and (clash := contradiction(each.changes)):
            raise _fault(f"{option} {cut(arm.id)}", f"contradicts itself: {said_of(*clash)}")
        arms.append(arm)
    return arms


def _arm(name: str, levers: dict[str, Lever], option: str) -> Arm:
    parts = [part.strip() for part in name.split(JOIN)]
    for part in parts:
        if part == BASELINE:
            raise _fault(option, f"{BASELINE} is always played; name a lever")
        if part not in levers:
            message = f"there is no lever {show(part)}{nearest(part, levers)}"
            raise _fault(option, message if levers else "the scenario has no levers")
    if len(set(parts)) < len(parts):
        raise _fault(f"{option} {cut(name)}", "names a lever twice")
    pulled = [levers[part] for part in parts]
    for i, first in enumerate(pulled):
        for second in pulled[i + 1 :]:
            clash = contradiction(first.changes, second.changes)
            if clash:
                message = f"{first.id} and {second.id} contradict each other: {said_of(*clash)}"
                raise _fault(f"{option} {cut(name)}", message)
    title = "; ".join(lever.title for lever in pulled)
    return Arm(JOIN.join(parts), title, tuple(c for lever in pulled for c in lever.changes))


def contradiction(
    changes: Sequence[Change], others: Sequence[Change] | None = None
) -> tuple[Change, Change] | None:
    """Return two changes of one path that cannot both be obeyed on some day, or None.

    Two of one list if there is no other: `set` to different values, a floor above a cap.
    """
    for i, first in enumerate(changes):
        for second in changes[i + 1 :] if others is None else others:
            same = first.quantity == second.quantity
            if same and _overlap(first, second) and _apart(first, second):
                return first, second
    return None


def _overlap(a: Change, b: Change) -> bool:
    since = max(a.since or date.min, b.since or date.min)
    return since <= min(a.until or date.max, b.until or date.max)


def _apart(a: Change, b: Change) -> bool:
    low = max(_allowed(a)[0], _allowed(b)[0])
    return low > min(_allowed(a)[1], _allowed(b)[1])


def _allowed(change: Change) -> tuple[float, float]:
    """Return the least and the greatest value that a change leaves possible."""
    x = RUNGS.index(change.value) if change.value in RUNGS else change.value
    number = math.nan if isinstance(x, str) else float(x)
    return {
        "set": (number, number),
        "enable": (number, number),
        "at_least": (number, math.inf),
        "at_most": (-math.inf, number),
    }.get(change.operation, (-math.inf, math.inf))


def said_of(first: Change, second: Change) -> str:
    """Return two contradicting changes in words."""
    return f"{first.quantity} {_said(first)}, but {_said(second)}"


def _said(change: Change) -> str:
    value = show(change.value).strip('"')
    days = [f"{w} {d}" for w, d in (("from", change.since), ("to", change.until)) if d]
    return " ".join([change.operation, value, *days])


def _fault(place: str, message: str) -> UserError:
    return UserError((Problem(place, None, message),))
