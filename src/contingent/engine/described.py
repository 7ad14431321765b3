"""What a run says of the model that made it, as plain data that its store carries."""

from __future__ import annotations

from typing import Any

import numpy as np

from contingent.engine.model import Model
from contingent.mechanisms import MECHANISMS, default_priors, parameter_titles
from contingent.mechanisms.references import REFERENCES
from contingent.mechanisms.theory import theory_of
from contingent.scenario.quantity import Quantity

DIGITS = 4
"""Significant digits of the ends of a range: more than any reader wants."""


def describe_model(model: Model) -> dict[str, Any]:
    """Return mechanisms that ran, contested rules, and the numbers with their origins.

    Returns
    -------
    dict
        ``mechanisms`` (each with ``name``, ``title``, ``does``, ``works``), ``variants`` (rules
        that are drawn: ``title``, ``says``, ``values``) and ``quantities`` (each with ``path``,
        ``unit``, ``low``, ``middle``, ``high``, ``judgement``, ``sources``, ``claims``).
    """
    slots = model.template.slots
    known = {p: s.quantity for p, s in slots.items() if not s.quantity.origin.omitted}
    return {
        "mechanisms": [_mechanism(m) for m in MECHANISMS if m.name not in model.without],
        "variants": _variants(known),
        "quantities": [{"path": p, **_quantity(q)} for p, q in known.items() if q.origin.said],
    }


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
            "says": quantity.origin.judgement,
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
        "sources": list(origin.sources),
        "claims": list(origin.claims),
    }


def _short(x: float) -> float:
    return float(f"{x:.{DIGITS}g}")
