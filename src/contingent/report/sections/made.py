"""The section on how the numbers were made: run, mechanisms with their literature, assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.analysis.names import Names, amount, label
from contingent.report.sections import past_wars, trust
from contingent.report.words import sentence

if TYPE_CHECKING:
    from contingent.report.sections.view import View


def section(view: View) -> dict[str, Any]:
    """Return how the run was made, and what it rests on."""
    result, manifest = view.result, view.result.manifest
    model = result.model
    return {
        "seed": manifest.get("seed"),
        "draws": result.draws,
        "planned": manifest.get("draws", result.draws),
        "replicates": result.replicates,
        "failed": result.failed_runs,
        "interrupted": result.interrupted,
        "versions": manifest.get("versions", {}),
        "steps": len(result.times) - 1,
        "command": manifest.get("command"),
        "started": str(manifest.get("started", ""))[:16].replace("T", " "),
        "trust": trust.box(view),
        "past": past_wars.section(view),
        "mechanisms": model.get("mechanisms", []),
        "variants": model.get("variants", []),
        "assumptions": _assumptions(view),
    }


def _assumptions(view: View) -> list[dict[str, Any]]:
    """Return every number that rests on judgement alone, in words."""
    names = Names.of(view.result.scenario)
    return [
        {
            "label": sentence(label(quantity["path"], names)),
            "value": _value(quantity),
            "reason": quantity["judgement"],
        }
        for quantity in view.result.model.get("quantities", [])
        if trust.judged_alone(quantity)
    ]


def _value(quantity: dict[str, Any]) -> str:
    low, high, unit = quantity["low"], quantity["high"], quantity["unit"]
    if low == high:
        return amount(low, unit)
    return f"{amount(low)} to {amount(high, unit)}"
