"""`contingent evidence`: what is believed, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from contingent.commands.options import Json, ScenarioArgument, print_json


def evidence(
    scenario: ScenarioArgument,
    claim: Annotated[str | None, typer.Argument(help="Id of one claim, taken apart.")] = None,
    as_json: Json = False,
) -> None:
    """List every claim with its credence, or take one apart."""
    from contingent import api
    from contingent.console.evidence import print_claim, print_ledger
    from contingent.evidence.describe import describe_ledger
    from contingent.folder import fault
    from contingent.scenario.names import nearest
    from contingent.scenario.problems import show

    loaded = api.load(scenario)
    ledger = {each["id"]: each for each in describe_ledger(loaded)}
    if claim is None:
        about = {"scenario": loaded.id, "claims": list(ledger.values())}
        print_json(about) if as_json else print_ledger(loaded.title, list(ledger.values()))
        return
    if claim not in ledger:
        raise fault(scenario, f"unknown claim {show(claim)}{nearest(claim, ledger)}")
    print_json(ledger[claim]) if as_json else print_claim(ledger[claim])
