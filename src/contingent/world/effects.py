"""Effects of claims, and a scenario's own priors, checked against the world they change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from contingent.scenario.changes import Change
from contingent.scenario.distributions import share_between
from contingent.scenario.model import Scenario
from contingent.scenario.names import nearest
from contingent.scenario.problems import Problems
from contingent.scenario.quantity import Quantity
from contingent.scenario.vocabulary import RUNGS
from contingent.world.template import Slot, bounds_of

SCALES = ("days", "km", "musd", "aircraft", "systems")
"""Units of parameters that something is divided by: half-lives, distances, halving amounts."""
LEAST_WITHIN = 0.8
"""Part of a normal or lognormal prior that must lie within the bounds of its unit."""

Effects = tuple[tuple[int, Change], ...]
"""Changes with the position of the claim that makes them, values as numbers."""


def merged_priors(
    scenario: Scenario, defaults: Mapping[str, Quantity], problems: Problems
) -> dict[str, Quantity]:
    """Return the prior of every parameter, the scenario's own where it has one."""
    priors = dict(defaults)
    for path, quantity in scenario.priors.items():
        file, line = scenario.where("priors", path)
        if path not in defaults:
            problems.add(file, line, f'unknown parameter "{path}"{nearest(path, defaults)}')
        elif quantity.unit != defaults[path].unit:
            problems.add(file, line, f"{path}: unit {quantity.unit} must be {defaults[path].unit}")
        elif wrong := _fault_of_prior(quantity):
            problems.add(file, line, f"{path}: {wrong}")
        else:
            priors[path] = _cut(quantity)
    return priors


def _fault_of_prior(quantity: Quantity) -> str | None:
    """Return what is impossible about the range of a prior, or None."""
    low, high = bounds_of(quantity.unit)
    if quantity.dist in ("normal", "lognormal"):
        within = share_between(quantity.dist, quantity.args, low, high)
        if within < LEAST_WITHIN:
            return f"only {within:.0%} of it lies between {low:g} and {high:g} {quantity.unit}"
    elif quantity.low < low or quantity.high > high:
        outside = quantity.low if quantity.low < low else quantity.high
        return f"{outside:.6g} lies outside {low:g} to {high:g} {quantity.unit}"
    if quantity.unit in SCALES and quantity.low == 0 and quantity.dist in ("value", "choice"):
        return f"0 {quantity.unit} is too little; something is divided by it"
    return None


def _cut(quantity: Quantity) -> Quantity:
    """Cut the tails of a normal or lognormal off at the bounds of its unit."""
    if quantity.dist not in ("normal", "lognormal"):
        return quantity
    floor, ceiling = bounds_of(quantity.unit)
    return replace(
        quantity, floor=max(quantity.floor, floor), ceiling=min(quantity.ceiling, ceiling)
    )


def claim_effects(scenario: Scenario, slots: Mapping[str, Slot], problems: Problems) -> Effects:
    """Return the effects of all claims, in the order of the ledger."""
    effects = []
    for i, claim in enumerate(scenario.claims):
        for j, change in enumerate(claim.effect):
            wrong, number = as_number(change, slots)
            if not wrong and (change.since or change.until):
                wrong = f"the effect on {change.quantity} has dates; a claim is true or false "
                wrong += "throughout"
            if wrong:
                file, line = scenario.where("claims", claim.id, "effect", j)
                problems.add(file, line, f"claim {claim.id}: {wrong}")
            else:
                effects.append((i, replace(change, value=number)))
    return tuple(effects)


def as_number(change: Change, slots: Mapping[str, Slot]) -> tuple[str | None, float]:
    """Return what is wrong with a change of a quantity, or its value as a number."""
    path = change.quantity
    if path not in slots:
        return f'no quantity has the path "{path}"{nearest(path, slots)}', 0.0
    slot = slots[path]
    if not isinstance(change.value, str):
        number = float(change.value)
    elif slot.quantity.unit == "rung" and change.value in RUNGS:
        number = float(RUNGS.index(change.value))
    else:
        valid = RUNGS if slot.quantity.unit == "rung" else ()
        hint = nearest(change.value, valid) if valid else f"; {path} takes a number"
        return f'"{change.value}" is not a value of {path}{hint}', 0.0
    low, high = slot.bounds
    if change.operation in ("set", "at_least", "at_most") and not low <= number <= high:
        return f"{path}: {number:.6g} lies outside {low:g} to {high:g} {slot.quantity.unit}", 0.0
    return None, number
