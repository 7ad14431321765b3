"""What the answer of a finished run depends on, from the draws that it holds."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.drivers.drivers import Drivers, glance
from contingent.analysis.drivers.inputs import CLAIMS, PARAMETERS, Input
from contingent.analysis.drivers.sample import Sample
from contingent.analysis.names import Names, label
from contingent.analysis.question import position
from contingent.evidence.describe import idle_claims
from contingent.folder import fault
from contingent.questions.result import Result

FEWEST_DRAWS = 100
"""Draws without which inputs cannot be told apart at all."""


def drivers_of(
    result: Result,
    question: str | None = None,
    arm: str = "baseline",
    first: int = 15,
    draws: int | None = None,
) -> Drivers:
    """Find what an answer depends on, without playing anything.

    Parameters
    ----------
    result : Result
        Opened run.
    question : str, optional
        Id of one of its questions; by default the first.
    arm : str
        Arm that is looked at.
    first : int
        How many inputs are returned, those that matter most.
    draws : int, optional
        Only the first so many draws are looked at.

    Raises
    ------
    UserError
        For an unknown question, or too few draws.
    """
    if result.draws < FEWEST_DRAWS:
        message = f"{result.draws} draws cannot tell inputs apart; {FEWEST_DRAWS} are needed"
        raise fault(str(result.folder), message)
    asked = result.questions[position([q["id"] for q in result.questions], question)]
    name = asked["id"]
    tree: Any = result.tree
    runs = tree["outcomes"].to_dataset(inherit=True).sel(arm=arm, question=name)
    runs = runs.isel(draw=slice(draws))
    hit, given = (runs[each].values.astype(bool) for each in ("hit", "given"))
    values, inputs = stored_inputs(result, arm, draws)
    sample = Sample(values, hit, given, result.sound(arm)[:draws], result.interrupted)
    return glance(sample, inputs, first, question=name, ask=asked["ask"])


def stored_inputs(
    result: Result, arm: str = "baseline", draws: int | None = None
) -> tuple[npt.NDArray[np.float64], list[Input]]:
    """Return what was drawn, float64 ``[draw, input]``, and what the columns are.

    Of the first so many `draws`, or of all. Claims that move nothing are left out, as in
    `contingent.analysis.drivers.inputs.inputs_of`.
    """
    tree: Any = result.tree
    design, names = tree["design"].to_dataset(inherit=True).sel(arm=arm), Names.of(result.scenario)
    design = design.isel(draw=slice(draws))
    columns, inputs = [np.zeros((len(result.sound(arm)[:draws]), 0))], []
    if "value" in design:
        units = design["unit"].values if "unit" in design else [""] * design.sizes["quantity"]
        columns.append(design["value"].values.astype(np.float64))
        for path, unit in zip(map(str, design["quantity"].values), units, strict=True):
            inputs.append(Input(path, label(path, names), PARAMETERS, str(unit), path, PARAMETERS))
    if "claim_true" in design:
        idle, says = idle_claims(result.claims), {c["id"]: c["says"] for c in result.claims}
        ids = [str(name) for name in design["claim"].values]
        moving = [i for i, name in enumerate(ids) if name not in idle]
        columns.append(design["claim_true"].values[:, moving].astype(np.float64))
        for name in (ids[i] for i in moving):
            said = f"“{says.get(name, name).rstrip('.')}”"
            inputs.append(Input(f"claim {name}", said, CLAIMS, "truth", name, CLAIMS))
    return np.concatenate(columns, axis=1), inputs
