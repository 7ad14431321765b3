"""From the changes of a lever to what is made in the drawn world and what is ordered on the way.

========================================  ==========================================================
path                                      what may be ordered, with dates or for good
========================================  ==========================================================
``patrons.P.commitment.F``                ``set``, ``at_least``, ``at_most`` a rung
``factions.F.treasury``                   ``add``: a sum paid on ``from``, or spread up to ``to``
``factions.F.blockade``                   ``enable`` true: it shuts its oil; false: it may not
``factions.F.leader.alive``               ``enable`` false: dies on ``from``; true: cannot fall
``patrons.P.conditions.C.waived``         ``enable`` true: the patron does without the condition
quantities in `orders.MOVABLE`            every operation but ``enable``
========================================  ==========================================================

An order is in force in every step that has a day between its dates. Without dates, a commitment is
bound from the start to the end, its starting rung included, and every other quantity is changed in
the drawn world, before the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.scenario.arms import contradiction, said_of
from contingent.scenario.changes import Change
from contingent.scenario.model import Scenario
from contingent.scenario.names import nearest
from contingent.scenario.problems import Problems
from contingent.scenario.vocabulary import RUNGS
from contingent.world.condition_rows import conditions_in_order
from contingent.world.effects import as_number
from contingent.world.orders import MOVABLE, Orders, no_orders
from contingent.world.template import Calendar, Template

CERTAIN = 1e9
"""Falls a year that leave a leader no chance of living through the step."""

BOUNDS = ("set", "at_least", "at_most")
Index = tuple[int, ...]
Steps = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Target:
    """What an order is given to: its kind and position, and for a quantity its leaf and bounds."""

    kind: str
    index: Index
    leaf: str = ""
    bounds: tuple[float, float] = (0.0, np.inf)


@dataclass(frozen=True)
class Course:
    """What an arm does: changes made in every drawn world, and orders (numpy, steps in front)."""

    changes: tuple[Change, ...]
    orders: Orders


def targets(scenario: Scenario, template: Template) -> dict[str, Target]:
    """Return everything that can be ordered by its path."""
    found = dict(_switches(scenario))
    for path, slot in template.slots.items():
        if slot.leaf == ("patrons", "commitment"):
            found[path] = Target("commitment", slot.index)
        elif slot.leaf == ("factions", "treasury"):
            found[path] = Target("treasury", slot.index)
        elif slot.leaf in MOVABLE:
            found[path] = Target("moved", slot.index, ".".join(slot.leaf), slot.bounds)
    return found


def _switches(scenario: Scenario) -> Iterable[tuple[str, Target]]:
    for i, faction in enumerate(scenario.factions):
        yield f"factions.{faction.id}.blockade", Target("blockade", (i,))
        yield f"factions.{faction.id}.leader.alive", Target("leader", (i,))
    rows = [(patron, c.id) for patron, c in conditions_in_order(scenario)]
    for row, (patron, condition) in enumerate(rows):
        yield f"patrons.{patron}.conditions.{condition}.waived", Target("waived", (row,))


def course_of(
    scenario: Scenario, template: Template, changes: Sequence[Change]
) -> tuple[Course, list[tuple[int, str]]]:
    """Turn the changes of an arm into a course.

    Parameters
    ----------
    scenario : Scenario
    template : Template
        Its arrays.
    changes : sequence of Change
        As written; words such as rungs become numbers.

    Returns
    -------
    Course
        Without the changes that are wrong.
    list of (int, str)
        Position of each wrong change, and what is wrong with it.
    """
    known = targets(scenario, template)
    orders, drawn, wrong = no_orders(template), [], []
    for i, change in enumerate(changes):
        message, number = _check(change, known, template, scenario)
        if message:
            wrong.append((i, message))
            continue
        made = replace(change, value=number)
        target = known.get(change.quantity)
        undated = not (change.since or change.until)
        if undated and change.quantity in template.slots:
            drawn.append(made)
        if target is not None and (not undated or target.kind not in ("moved", "treasury")):
            _GIVE[target.kind](orders, target, made, template.calendar)
    return Course(tuple(drawn), orders), wrong


def check_levers(scenario: Scenario, template: Template, problems: Problems) -> None:
    """Note every change of a lever that cannot be made, and levers that contradict themselves."""
    for lever in scenario.levers:
        for i, message in course_of(scenario, template, lever.changes)[1]:
            where = scenario.where("levers", lever.id, "changes", i)
            problems.add(*where, f"lever {lever.id}: {message}")
        clash = contradiction(lever.changes)
        if clash:
            message = f"lever {lever.id} contradicts itself: {said_of(*clash)}"
            problems.add(*scenario.where("levers", lever.id), message)


def _check(
    change: Change, known: Mapping[str, Target], template: Template, scenario: Scenario
) -> tuple[str | None, float]:
    """Return what is wrong with a change of a lever, or its value as a number."""
    path, target = change.quantity, known.get(change.quantity)
    if path in template.slots:
        wrong, number = as_number(change, template.slots)
    elif target is not None:
        wrong, number = None, float(change.value) if isinstance(change.value, bool) else 0.0
    else:
        candidates = [*template.slots, *known]
        wrong, number = f'no quantity has the path "{path}"{nearest(path, candidates)}', 0.0
    if wrong:
        return wrong, 0.0
    dated = bool(change.since or change.until)
    if target is None:
        return (_rigid(path, known) if dated else None), number
    told = replace(change, value=number)
    wrong = _check_order(change, target, dated) or _check_mediator(told, target, scenario)
    return wrong or _check_dates(change, scenario), number


def _rigid(path: str, known: Mapping[str, Target]) -> str:
    able = ", ".join(sorted({_general(other, target) for other, target in known.items()}))
    return f"{path} cannot change during a run; remove from and to, or order one of {able}"


def _general(path: str, target: Target) -> str:
    """Return a path with capitals for the names in it."""
    parts = path.split(".")
    for i, word in {"factions": "FACTION", "patrons": "PATRON"}.items():
        if parts[0] == i:
            parts[1] = word
    if target.kind == "commitment":
        parts[3] = "FACTION"
    if target.kind == "waived":
        parts[3] = "CONDITION"
    return ".".join(parts)


def _check_order(change: Change, target: Target, dated: bool) -> str | None:
    path, can = change.quantity, _OPERATIONS[target.kind]
    if target.kind in ("treasury", "moved") and not dated:
        return None
    if change.operation not in can:
        when = " during a run" if target.kind in ("treasury", "moved") else ""
        return f"{path} takes {' or '.join(can)}{when}, not {change.operation}"
    if target.kind == "leader" and not change.value:
        if change.since is None:
            return f"{path} enable: false needs from: the day on which the leader dies"
        if change.until is not None:
            return f"{path}: a death has no end; remove to"
    if target.kind == "waived" and not change.value:
        return f"{path} enable: false says what is so without it; remove it"
    return None


def _check_mediator(change: Change, target: Target, scenario: Scenario) -> str | None:
    if target.kind != "commitment" or change.operation == "at_most":
        return None
    patron = scenario.patrons[target.index[0]]
    if patron.mediator and float(change.value) > RUNGS.index("diplomatic"):
        return f"{patron.id} is a mediator, which stops at diplomatic"
    return None


def _check_dates(change: Change, scenario: Scenario) -> str | None:
    start, end = scenario.start, scenario.end
    for word, day in (("from", change.since), ("to", change.until)):
        if day is not None and not start <= day <= end:
            return f"{word} {day} lies outside the scenario, which runs from {start} to {end}"
    if change.since == end:
        return f"from {end} is the end of the scenario, when nothing is left to change"
    return None


def in_force(calendar: Calendar, since: date | None, until: date | None) -> Steps:
    """Return the steps that have a day between two days, both included, bool [step]."""
    begins, ends = calendar.times[:-1], calendar.times[1:]
    first = np.datetime64(since) if since else begins[0]
    last = np.datetime64(until) if until else ends[-1]
    return np.asarray((ends > first) & (begins <= last))


def _bind(orders: Any, target: Target, change: Change, calendar: Calendar) -> None:
    at = (in_force(calendar, change.since, change.until), *target.index, 0)
    if change.operation in ("set", "at_least"):
        orders.least[at] = np.maximum(orders.least[at], change.value)
    if change.operation in ("set", "at_most"):
        orders.most[at] = np.minimum(orders.most[at], change.value)


def _pay(orders: Any, target: Target, change: Change, calendar: Calendar) -> None:
    """Pay on the first day, or in equal parts on every day up to the last."""
    since = change.since or calendar.times[0].astype(date)
    until = change.until or since
    after = np.datetime64(until + timedelta(1))
    begins, ends = calendar.times[:-1], calendar.times[1:]
    days = (np.minimum(ends, after) - np.maximum(begins, np.datetime64(since))).astype(float)
    days = np.maximum(days, 0.0)
    orders.paid[:, *target.index, 0] += float(change.value) * days / days.sum()


def _shut(orders: Any, target: Target, change: Change, calendar: Calendar) -> None:
    at = (in_force(calendar, change.since, change.until), *target.index, 0)
    orders.blockade[at] = change.value


def _waive(orders: Any, target: Target, change: Change, calendar: Calendar) -> None:
    at = (in_force(calendar, change.since, change.until), *target.index, 0)
    orders.waived[at] = 1.0


def _spare_or_kill(orders: Any, target: Target, change: Change, calendar: Calendar) -> None:
    until = change.until if change.value else change.since
    rate = replace(change, operation="set", value=0.0 if change.value else CERTAIN, until=until)
    _move(orders, replace(target, leaf="factions.leader_hazard"), rate, calendar)


def _move(orders: Any, target: Target, change: Change, calendar: Calendar) -> None:
    at = (in_force(calendar, change.since, change.until), *target.index, 0)
    _then(orders.shifts[target.leaf], at, change, target.bounds)


def _then(shift: Any, at: Any, change: Change, bounds: tuple[float, float]) -> None:
    """Put one more operation behind a shift; shifts are closed under all of them."""
    x, word = float(change.value), change.operation
    scale, add = {"scale": (x, 0.0), "add": (1.0, x), "set": (0.0, x)}.get(word, (1.0, 0.0))
    low = x if word == "at_least" else bounds[0]
    high = x if word == "at_most" else bounds[1]
    shift.scale[at] = shift.scale[at] * scale
    shift.add[at] = shift.add[at] * scale + add
    for bound, forgotten in ((shift.low, -np.inf), (shift.high, np.inf)):
        # an earlier bound goes through what comes after it, unless that forgets it
        moved = bound[at] * scale + add if scale else forgotten
        bound[at] = np.clip(moved, low, high)


_OPERATIONS: dict[str, tuple[str, ...]] = {
    "commitment": BOUNDS,
    "treasury": ("add",),
    "blockade": ("enable",),
    "leader": ("enable",),
    "waived": ("enable",),
    "moved": ("set", "scale", "add", "at_least", "at_most"),
}

_GIVE: dict[str, Callable[[Any, Target, Change, Calendar], None]] = {
    "commitment": _bind,
    "treasury": _pay,
    "blockade": _shut,
    "leader": _spare_or_kill,
    "waived": _waive,
    "moved": _move,
}
