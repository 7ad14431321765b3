"""The section on what to watch: signs that tell where the answer is heading, by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.report.charts import dumbbells
from contingent.report.words import day, percent
from contingent.scenario.problems import UserError

if TYPE_CHECKING:
    from contingent.analysis.signposts.signposts import Signpost
    from contingent.report.sections.view import View

MOST_RUNS = 4000
"""Runs that are looked at, so that no report waits for it; the command looks at more."""


def section(view: View) -> dict[str, Any] | None:
    """Return the signs of the first question; None where there is nothing to watch."""
    from contingent.analysis.signposts.stored import signposts_of

    try:
        found = view.found("signposts", signposts_of, most_runs=MOST_RUNS)
    except UserError:  # no questions, too few draws, or a run of before they were kept
        return None
    if not found.signs:
        return None
    first, *_ = found.signs
    signs = sorted(found.signs, key=lambda sign: sign.by or sign.on)
    bells = [
        dumbbells.Dumbbell(
            said(sign), sign.after, sign.without, sign.after_se, sign.without_se, sign.before
        )
        for sign in signs
    ]
    alt = "Probability of the first question once a sign is seen, and if it is not: "
    alt += "; ".join(
        f"{said(s)}: {percent(s.after)} if so, {percent(s.without)} if not" for s in signs
    )
    return {
        "heading": f"To watch: {_heading(first)}",
        "chart": view.both(
            lambda narrow: dumbbells.chart(bells, view.ink, narrow), alt, "signposts"
        ),
        "rows": [(said(sign), sign) for sign in signs],
        "draws": found.draws,
        "candidates": found.candidates,
        "dropped": found.dropped,
    }


def said(sign: Signpost) -> str:
    """Return a sign with its date."""
    when = f"By {day(sign.by)}" if sign.by else f"On {day(sign.on)}"
    return f"{when}: {sign.sign}"


def _heading(sign: Signpost) -> str:
    when = f"by {day(sign.by)}" if sign.by else f"on {day(sign.on)}"
    return (
        f"if {when} {sign.sign}, the answer goes to {percent(sign.after)}; "
        f"if not, to {percent(sign.without)}"
    )
