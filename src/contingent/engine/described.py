"""What a run says of the model that made it, as plain data that its store carries."""

from __future__ import annotations

from typing import Any

import numpy as np

from contingent.engine.model import Model
from contingent.mechanisms import MECHANISMS, default_priors, parameter_titles
from contingent.mechanisms.references import REFERENCES
from contingent.mechanisms.theory import theory_of
from contingent.scenario.quantity import Quantity

FIRST_DAY = (["recognition"], ["commitment"])
"""What paths name of the first day that the scenario states as a fact, not as a number."""

DIGITS = 4
"""Significant digits of the ends of a range: more than any reader wants."""


def describe_model(model: Model) -> dict[str, Any]:
    """Return mechanisms that ran, contested rules, and the numbers with their origins.

    Returns
    -------
    dict
        ``mechanisms`` (each with ``name``, ``title``, ``does``, ``works``), ``variants`` (rules
        that are drawn: ``title``, ``says``, ``values``) and ``quantities`` (each with ``path``,
        ``unit``, ``low``, ``middle``, ``high``, ``judgement``, ``fit``, ``sources``, ``claims``).
    """
    slots = model.template.slots
    known = {path: slot.quantity for path, slot in slots.items() if _is_number(path, slot.quantity)}
    return {
        "mechanisms": [_mechanism(m) for m in MECHANISMS if m.name not in model.without],
        "variants": _variants(known),
        "quantities": [{"path": p, **_quantity(q)} for p, q in known.items()],
    }


def _is_number(path: str, quantity: Quantity) -> bool:
    """Tell whether somebody wrote a number down: not a default, and no state of the first day."""
    origin = quantity.origin
    return origin.said and not origin.omitted and path.split(".")[2:3] not in FIRST_DAY


def _mechanism(mechanism: Any) -> dict[str, Any]:
    said = theory_of(mechanism.name)
    works = [REFERENCES.get(work, work) for work in said.works]
    return {"name": mechanism.name, "title": mechanism.title, "does": said.does, "works": works}


def _variants(quantities: dict[str, Quantity]) -> list[dict[str, Any]]:
    """Return the parameters of mechanisms that take one of a few values in each draw."""
    own, titles = default_priors(), parameter_titles()
    return [
        {
            "path": path,
            "title": titles[path],
            "says": quantity.origin.judgement or quantity.origin.fit,
            "values": list(quantity.args[: len(quantity.args) // 2]),
        }
        for path, quantity in quantities.items()
        if quantity.dist == "choice" and path in own
    ]


def _quantity(quantity: Quantity) -> dict[str, Any]:
    ends = quantity.ppf(np.array([0.05, 0.95])) if not quantity.fixed else [quantity.central] * 2
    low, high = (_short(float(x)) for x in ends)
    origin = quantity.origin
    return {
        "unit": quantity.unit,
        "low": low,
        "middle": _short(quantity.central),
        "high": high,
        "judgement": origin.judgement,
        "fit": origin.fit,
        "sources": list(origin.sources),
        "claims": list(origin.claims),
    }


def _short(x: float) -> float:
    return float(f"{x:.{DIGITS}g}")
