"""The section on evidence: what is believed, who says so, and what should be checked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.analysis.names import Names, label
from contingent.questions.terms import term
from contingent.report.charts import dumbbells
from contingent.report.words import percent

if TYPE_CHECKING:
    from contingent.analysis.claims import ClaimValue
    from contingent.report.sections import View

SHOWN = 10
"""Claims in the chart."""


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
    from contingent.analysis.claims import of_result

    result = view.result
    if not result.questions or "claim_true" not in result.tree["design"]:
        return {"heading": f"{claims} claims", "chart": None}
    value = of_result(result, arm=view.arm)
    clear = [each for each in value.claims if each.clear]
    shown = [each for each in value.claims if each.worth.enough and not each.idle][:SHOWN]
    if not shown:
        return {"heading": f"{claims} claims", "chart": None}
    bells = [_bell(each) for each in shown]
    heading = "No single claim would tell much"
    if clear:
        heading = f"To check first: {clear[0].says.rstrip('.')}"
    alt = "Probability of the first question where a claim is true and where it is not: "
    alt += "; ".join(_said(each) for each in shown)
    return {
        "heading": heading,
        "lead": f"How the answer to “{value.ask}” differs between worlds in which a claim is true "
        "and worlds in which it is not, the most telling claim first. "
        f"{len(clear)} of {claims} stand out by two errors; about {value.by_chance:.1f} would if "
        "none mattered.",
        "caption": "Filled: where the claim is true; open: where it is not. Pale bars span the "
        "central 95 % of the sampling error. Faint: not distinguishable. Worlds differ in the "
        "claim and in what goes with it, which is right for what to check first; contingent value "
        "tells the effect of the claim itself.",
        "chart": view.both(lambda narrow: dumbbells.chart(bells, view.ink, narrow), alt, "claims"),
    }


def _bell(each: ClaimValue) -> dumbbells.Dumbbell:
    # the error of the difference, shared between its two ends
    se = each.worth.se / 2**0.5
    return dumbbells.Dumbbell(
        each.says, each.worth.true, each.worth.false, se, se, None, each.clear
    )


def _said(each: ClaimValue) -> str:
    found = each.worth
    return f"{each.says} {percent(found.true)} if true, {percent(found.false)} if not"
