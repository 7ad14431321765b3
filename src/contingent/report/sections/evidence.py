"""The section on evidence: what is believed, who says so, and what should be checked first."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent.analysis.drivers.ranking import FALSE_DISCOVERIES, discoveries
from contingent.analysis.names import Names, label
from contingent.questions.terms import term
from contingent.report.charts import dumbbells
from contingent.report.words import counted, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contingent.analysis.claims import ClaimValue, Value
    from contingent.report.sections.view import View

SHOWN = 10
"""Claims in the chart."""

SURE = 3.0
"""Errors by which one of some hundred claims must differ to stand clear of chance, about."""


def section(view: View) -> dict[str, Any] | None:
    """Return claims by credence, and those whose truth would tell most about the first question."""
    ledger = view.result.claims
    if not ledger:
        return None
    names = Names.of(view.result.scenario)
    rows = sorted((_row(claim, names) for claim in ledger), key=lambda row: -row["credence"])
    return {"rows": rows, **_ranking(view, len(ledger))}


def _row(claim: dict[str, Any], names: Names) -> dict[str, Any]:
    said = {
        f"voices_{stance}": [
            f"{voice['name']} ({voice['rating']}, {voice['hedge'].replace('-', ' ')})"
            for voice in claim["voices"]
            if voice["stance"] == stance
        ]
        for stance in ("for", "against")
    }
    moves = [_moved(change, names) for change in claim["moves"]]
    moves += [f"cited for {label(path, names)}" for path in claim["rests_on_it"]]
    kept = {name: claim[name] for name in ("says", "credence", "override")}
    return {**kept, **said, "term": term(claim["credence"]), "moves": moves}


def _moved(change: str, names: Names) -> str:
    """Return a change with its path in words."""
    path, _, how = change.partition(" ")
    return f"{label(path, names)}: {how}"


def _ranking(view: View, claims: int) -> dict[str, Any]:
    """Return which claims to check first, of those that stand clear of chance."""
    from contingent.analysis.claims import of_result

    said = counted(claims, "claim", "claims")
    result = view.result
    if not result.questions or "claim_true" not in result.tree["design"]:
        return {"heading": said, "lead": None, "chart": None}
    value = of_result(result, arm=view.arm)
    clear = clear_claims(value.tried)
    if not clear:
        return {"heading": _nothing(value.draws), "lead": _drowned(value), "chart": None}
    bells = [_bell(each) for each in clear[:SHOWN]]
    alt = "Probability of the first question where a claim is true and where it is not: "
    alt += "; ".join(_said(each) for each in clear[:SHOWN])
    return {
        "heading": f"To check first: {clear[0].says.rstrip('.')}",
        "lead": "How the answer to the main question differs between worlds in which a claim is "
        "true and worlds in which it is not, the most telling claim first. Of "
        f"{_counted(value)}, {len(clear):,} stand clear of chance, all looked at together; one in "
        "twenty such finds is false.",
        "caption": "Filled: where the claim is true; open: where it is not. Pale bars span the "
        "central 95 % of the sampling error. Worlds differ in the claim and in what goes with it, "
        "which is right for what to check first; contingent value tells the effect of the claim "
        "itself.",
        "chart": view.both(lambda narrow: dumbbells.chart(bells, view.ink, narrow), alt, "claims"),
    }


def clear_claims(tried: Sequence[ClaimValue]) -> list[ClaimValue]:
    """Return the claims whose truth goes with another answer, beyond chance among so many."""
    chance = [math.erfc(abs(each.worth.difference) / each.worth.se / 2**0.5) for each in tried]
    found = discoveries(np.asarray(chance, np.float64), FALSE_DISCOVERIES)
    return [each for each, stands in zip(tried, found, strict=True) if stands]


def _nothing(draws: int) -> str:
    return f"No single claim stands out in {counted(draws, 'world', 'worlds')}"


def _counted(value: Value) -> str:
    """Return of how many claims something can be said, where that is not of all that could move."""
    moving, tried = len(value.moving), len(value.tried)
    said = f"{counted(moving, 'claim', 'claims')} that could move it"
    return said if tried == moving else f"{said}, {tried:,} of them true and false often enough"


def _drowned(value: Value) -> str:
    """Return how much a claim would have to matter to be seen."""
    if not value.tried:
        return "No claim that could move anything is true in enough worlds, and false in enough."
    typical = SURE * statistics.median(each.worth.se for each in value.tried)
    return (
        f"How the answer to the main question differs with each claim: of {_counted(value)}, none "
        "stands clear of chance, all looked at together. Between worlds in which the typical claim "
        "is true and those in which it is not, a difference of less than about "
        f"{100 * typical:.0f} points would not be seen; more draws would show smaller ones."
    )


def _bell(each: ClaimValue) -> dumbbells.Dumbbell:
    # the error of the difference, shared between its two ends
    se = each.worth.se / 2**0.5
    return dumbbells.Dumbbell(each.says, each.worth.true, each.worth.false, se, se)


def _said(each: ClaimValue) -> str:
    found = each.worth
    return f"{each.says} {percent(found.true)} if true, {percent(found.false)} if not"
