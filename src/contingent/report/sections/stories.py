"""The section that tells three worlds by date: a usual one, a bad and a good one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.report import findings
from contingent.report.words import ending_word, number

if TYPE_CHECKING:
    from contingent.report.sections.view import View

TITLES = {
    "usual": "The commonest ending",
    "worst": "One of the deadliest twentieth",
    "best": "One of the least deadly twentieth",
}


def section(view: View) -> dict[str, Any] | None:
    """Return three stories; None where every run failed."""
    from contingent.analysis.stories.drawn import stored_ends
    from contingent.analysis.stories.stored import three_stories

    told = view.found("stories", three_stories)
    if not told:
        return None
    deaths = stored_ends(view.result, "battle_deaths", None, 0)
    dead = [number(float(deaths[story.draw, story.replicate])) for story in told.values()]
    return {
        "heading": f"Three worlds, told by date: {', '.join(dead[:-1])} and {dead[-1]} dead",
        "about": _usual(view),
        "stories": [(TITLES[name], n, s) for (name, s), n in zip(told.items(), dead, strict=True)],
    }


def _usual(view: View) -> str:
    """Return what the first world is the middle of."""
    from contingent.analysis.stories.stored import commonest, likelier

    name, share = commonest(view.result)
    ending = ending_word(name, findings.labels(view.result, "factions"))
    answer = likelier(view.result)
    asked = (
        "" if answer is None else f" and answer the main question with {'yes' if answer else 'no'}"
    )
    return (
        f"The first is the middle one, by battle deaths, of the worlds that end in the commonest "
        f"way ({ending}, {view.percent(share)} of all){asked}. The others stand for the deadliest "
        "and the least deadly twentieth, however they end."
    )
