"""What must be true of every state of every run, whatever the country.

Each check takes a history and raises an `AssertionError` that names the mechanism after which it
was broken first, the step, the position and the lane.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from contingent.world.state import LOSES_BELOW, TAKES_AT
from tests.invariants.playing import NAMES, History

ROUNDING = 1e-9
"""Relative error allowed in 64-bit sums."""
INFINITE = np.inf
BOUNDS: dict[str, tuple[float, float]] = {
    "hold": (0, 1),
    "affinity": (0, 1),
    "fighters": (0, INFINITE),
    "materiel": (0, INFINITE),
    "air": (0, INFINITE),
    "air_defence": (0, INFINITE),
    "treasury": (0, INFINITE),
    "cohesion": (0, 1),
    "foreign": (0, INFINITE),
    "on_order": (0, INFINITE),
    "commitment": (0, 6),
    "phase": (0, 3),
    "clause": (0, 3),
    "momentum": (-1.5, 1.5),
    "alarm": (0, INFINITE),
    "stalemate": (0, 1),
    "engaged": (0, 1),
    "killed": (0, INFINITE),
    "oil_output": (0, INFINITE),
    "oil_price": (0, INFINITE),
    "bank_reserves": (0, INFINITE),
    "away": (0, INFINITE),
    "dead": (0, INFINITE),
}
SWITCHES = ("active", "recognition", "effort", "blockade", "outage")
RISING = (
    "delivered",
    "dead",
    "battle_deaths",
    "civilian_deaths",
    "displaced",
    "recruited",
    "deserted",
    "fallen",
    "earned",
    "spent",
)
"""Running totals from the start."""


def must(what: str, ok: Any, *, mechanism: str | None = None, **values: Any) -> None:
    """Assert something of states in a row, or of those around one mechanism in each step."""
    ok = np.asarray(ok)
    if ok.all():
        return
    at = tuple(int(i) for i in np.argwhere(~ok)[0])
    if mechanism is None:
        step, number = divmod(at[0] - 1, len(NAMES))
        where = "at the start" if at[0] == 0 else f"after {NAMES[number]} in step {step + 1}"
    else:
        where = f"around {mechanism} in step {at[0] + 1}"
    shown = ", ".join(f"{k} {_at(v, at, ok.ndim)}" for k, v in values.items())
    raise AssertionError(f"{what}: broken {where}, at {at[1:-1]} in lane {at[-1]} ({shown})")


def _at(value: Any, at: tuple[int, ...], ndim: int) -> Any:
    return np.broadcast_to(value, np.shape(value))[at] if np.ndim(value) == ndim else value


def numbers_are_finite(h: History) -> None:
    for f in fields(h.states):
        x = getattr(h.states, f.name)
        must(f"{f.name} is finite", np.isfinite(x), value=x)


def stocks_keep_within_bounds(h: History) -> None:
    for name, (low, high) in BOUNDS.items():
        x = getattr(h.states, name)
        must(f"{name} >= {low}", x >= low, value=x)
        must(f"{name} <= {high}", x <= high + ROUNDING, value=x)
    for name in SWITCHES:
        x = getattr(h.states, name)
        must(f"{name} is 0 or 1", (x == 0) | (x == 1), value=x)
    must("outputs exceed no wells", h.states.oil_output <= h.world.oil.output.sum() + ROUNDING)


def shares_sum_to_at_most_one(h: History) -> None:
    for name in ("hold", "affinity"):
        total = getattr(h.states, name).sum(2)
        must(f"sum of {name} <= 1", total <= 1 + ROUNDING, value=total)


def totals_never_fall(h: History) -> None:
    for name in RISING:
        x = getattr(h.states, name)
        fell = np.zeros(x.shape, bool)
        fell[1:] = np.diff(x, axis=0) < 0
        must(f"{name} never falls", ~fell, value=x)


def fighters_are_accounted_for(h: History) -> None:
    s = h.states
    there = s.fighters.sum(1)
    expected = there[0] + s.recruited - s.deserted - s.fallen
    scale = 1.0 + there[0] + s.recruited
    close = np.abs(there - expected) <= ROUNDING * scale
    must("fighters = first + recruited - deserted - fallen", close, there=there, due=expected)


def money_is_accounted_for(h: History) -> None:
    s = h.states
    expected = s.treasury[0] + s.earned - s.spent
    scale = 1.0 + s.treasury[0] + s.earned
    close = np.abs(s.treasury - expected) <= ROUNDING * scale
    must("treasury = first + earned - spent", close, there=s.treasury, due=expected)


def nobody_is_paid_out_of_nothing(h: History) -> None:
    """Income of a step is at most oil sold, reserves drawn, smuggling, taxes, own and patrons'."""
    w, before, after = h.world, h.before("revenue"), h.after("revenue")
    years = (h.days / 365.0)[:, None]
    barrels = 365.0 / 1000.0 * years * after.oil_price
    sold = barrels * after.oil_output * w.bank.payout
    drawn = before.bank_reserves - after.bank_reserves
    blockaders = np.concatenate([before.blockade, np.zeros_like(before.blockade[:, :1])], 1)
    shut = np.take_along_axis(blockaders, before.holder.astype(int), 1)
    closed = np.einsum("op,tpl->tol", w.oil.crosses, shut) > 0
    shut_in = (w.oil.output * (1.0 - after.outage) * closed).sum(1)
    smuggled = h.parameters["revenue"].smuggling * barrels * shut_in * w.bank.payout
    people = np.minimum(1.0, before.hold.sum(2)) * w.places.population
    gifts = (w.patrons.cash[:, None] * (before.commitment >= 2)).sum((1, 2))
    flows = w.factions.income.sum(0) + w.country.tax * people.sum(1) / 1e6 + gifts
    most = sold + drawn + smuggled + years * flows
    income = (after.earned - before.earned).sum(1)
    enough = income <= most * (1 + ROUNDING) + ROUNDING
    must("income comes from somewhere", enough, mechanism="revenue", income=income, most=most)
    must("reserves are not refilled", drawn >= 0, mechanism="revenue", drawn=drawn)


def people_are_accounted_for(h: History) -> None:
    s, population = h.states, h.world.places.population
    gone = s.away + s.dead
    must("away + dead <= population", gone <= population * (1 + ROUNDING), gone=gone)
    dead = s.dead.sum(1)
    close = np.abs(dead - s.civilian_deaths) <= ROUNDING * (1 + dead)
    must("dead of all places = civilian deaths", close, dead=dead, due=s.civilian_deaths)
    fled = s.displaced - s.away.sum(1)
    must("everyone away has fled", fled >= -ROUNDING * (1 + s.displaced), value=fled)


def the_dead_are_counted_once(h: History) -> None:
    s = h.states
    killed = s.battle_deaths - s.civilian_deaths
    must("civilian deaths <= battle deaths", killed >= -ROUNDING * (1 + s.battle_deaths), v=killed)
    fallen = s.fallen.sum(1)
    must("fighters killed <= fallen", killed <= fallen * (1 + ROUNDING) + ROUNDING, killed=killed)


def pairs_see_the_same_talks(h: History) -> None:
    s = h.states
    must("phase is symmetric", s.phase == s.phase.swapaxes(1, 2), phase=s.phase)
    own = np.diagonal(s.phase, axis1=1, axis2=2)
    must("nobody talks to itself", np.moveaxis(own, -1, 1) == 0)
    for name in ("terms", "trend"):
        x = getattr(s, name)
        must(f"{name} has two sides", x == -x.swapaxes(1, 2), value=x)


def patrons_keep_to_the_ladder(h: History) -> None:
    rung = h.states.commitment.astype(int)
    moved = np.zeros_like(rung)
    moved[1:] = np.diff(rung, axis=0)
    must("one rung at a time", np.abs(moved) <= 1, moved=moved)
    mediator, hedges = h.world.patrons.mediator[:, None], h.world.patrons.hedges
    must("a mediator stops at diplomatic", (mediator == 0) | (rung <= 1), rung=rung)
    backed = (rung > 1).sum(2)
    must("one side above diplomatic", (hedges > 0) | (backed <= 1), backed=backed)


def holders_follow_control(h: History) -> None:
    """A faction takes a place at a share of 0.6 and loses it below 0.4."""
    before, after = h.before("holding"), h.after("holding")
    most, who = after.hold.max(2), after.hold.argmax(2)
    kept = np.take_along_axis(after.hold, np.maximum(before.holder, 0)[:, :, None], 2)[:, :, 0]
    keeps = (before.holder >= 0) & (kept >= LOSES_BELOW)
    due = np.where(most >= TAKES_AT, who, np.where(keeps, before.holder, -1))
    must("holder", after.holder == due, mechanism="holding", holder=after.holder, due=due)
    must("two main efforts", h.states.effort.sum(1) <= 2, efforts=h.states.effort.sum(1))


def dissolved_factions_own_nothing(h: History) -> None:
    s = h.states
    gone = s.active == 0
    must("nobody comes back from dissolution", ~gone[:-1] | gone[1:])
    for name in ("air", "air_defence", "blockade", "recognition"):
        x = getattr(s, name)
        must(f"the dissolved have no {name}", ~gone | (x == 0), value=x)
    for name in ("hold", "fighters", "effort"):
        x = getattr(s, name)
        must(f"the dissolved have no {name}", ~gone[:, None] | (x == 0), value=x)
    index = np.arange(gone.shape[1])[:, None]
    must("the dissolved hold no place", ~gone[:, None] | (s.holder[:, :, None] != index))


CHECKS = (
    numbers_are_finite,
    stocks_keep_within_bounds,
    shares_sum_to_at_most_one,
    totals_never_fall,
    fighters_are_accounted_for,
    money_is_accounted_for,
    nobody_is_paid_out_of_nothing,
    people_are_accounted_for,
    the_dead_are_counted_once,
    pairs_see_the_same_talks,
    patrons_keep_to_the_ladder,
    holders_follow_control,
    dissolved_factions_own_nothing,
)


def all_breaches(h: History) -> list[str]:
    """Return what every check has to say."""
    said = []
    for check in CHECKS:
        try:
            check(h)
        except AssertionError as error:
            said.append(f"{check.__name__}: {error}")
    return said
