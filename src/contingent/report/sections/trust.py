"""How far the figures can be trusted: what is known of it, and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contingent.analysis.drivers.inputs import PARAMETERS
from contingent.report.sections import depends, past_wars
from contingent.report.words import counted, part, points

if TYPE_CHECKING:
    from contingent.report.sections.view import View

ERROR = (
    "± is the sampling error: by how much the same simulation would differ if played anew with as "
    "many worlds. More worlds make it smaller. It says nothing about what the model or the "
    "scenario leaves out."
)


@dataclass(frozen=True)
class Rests:
    """What the numbers of a run rest on.

    Attributes
    ----------
    numbers, uncertain : int
        Numbers whose origin is stated, and how many of them differ between worlds.
    fitted : int
        Those that past wars taught.
    judged : int
        Those that rest on judgement alone, with no source and no claim.
    spread, alone : float or None
        Share of the answer's spread, luck included, that goes with single inputs, of those that
        stand clear of chance: with all of them, and with those that rest on judgement alone. None
        where it is not known.
    """

    numbers: int
    uncertain: int
    fitted: int
    judged: int
    spread: float | None
    alone: float | None


def judged_alone(quantity: dict[str, Any]) -> bool:
    """Tell whether a number rests on judgement and on nothing else."""
    rests_on = (quantity.get(origin) for origin in ("sources", "claims", "fit"))
    return bool(quantity["judgement"]) and not any(rests_on)


def rests(view: View) -> Rests | None:
    """Return what a run's numbers rest on; None for a run that did not keep their origins."""
    quantities = view.result.model.get("quantities", [])
    if not quantities:
        return None
    judged = {q["path"] for q in quantities if judged_alone(q)}
    spread = alone = None
    clear = depends.clear_inputs(view)
    if clear:
        spread = sum(d.share for d in clear)
        alone = sum(d.share for d in clear if d.kind == PARAMETERS and d.path in judged)
    uncertain = sum(q["low"] != q["high"] for q in quantities)
    fitted = sum(bool(q.get("fit")) for q in quantities)
    return Rests(len(quantities), uncertain, fitted, len(judged), spread, alone)


def in_short(view: View) -> str:
    """Return the same in short, for the head of the page."""
    parts, known = [past_wars.in_short()], rests(view)
    answers = view.table("questions")
    if len(answers):
        parts.append(f"± {points(answers['se'].iloc[0])} points is sampling error alone.")
    if known is not None:
        parts.append(f"{known.judged:,} of its {known.numbers:,} numbers rest on judgement alone.")
    return " ".join(parts)


def box(view: View) -> list[str]:
    """Return the points of the box."""
    said, known = [*past_wars.points(), ERROR], rests(view)
    if known is not None:
        judged = (
            f"Of {known.numbers:,} numbers {known.uncertain:,} are uncertain. {known.fitted:,} are "
            f"fitted to past wars, and {known.judged:,} rest on judgement alone; the table below "
            "gives the reason for each."
        )
        if known.spread is not None and known.alone is not None:
            judged += (
                " Another matter than ± is the spread of the answer: why some worlds say yes and "
                "others no. Single inputs that stand clear of chance account for "
                f"{part(known.spread)} of it, those of them that rest on judgement alone for "
                f"{part(known.alone)}; the rest is luck, and what inputs do together or too weakly "
                "to tell."
            )
        said.append(judged)
    contested = view.result.model.get("variants", [])
    if contested:
        rules = counted(len(contested), "contested rule", "contested rules")
        said.append(
            f"Where theory is contested the rule itself is drawn: the doubt about {rules} is part "
            "of the spread."
        )
    return said
