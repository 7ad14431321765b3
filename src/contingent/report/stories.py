"""The section that tells three worlds by date: a middle one, a bad and a good one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.report.words import number

if TYPE_CHECKING:
    from contingent.report.sections import View

TITLES = {
    "middle": "A middle world by battle deaths",
    "worst": "One of the deadliest twentieth",
    "best": "One of the least deadly twentieth",
}


def section(view: View) -> dict[str, Any] | None:
    """Return three stories; None where every run failed."""
    from contingent.analysis.drawn import stored_ends
    from contingent.analysis.stored_story import three_stories

    told = view.found("stories", three_stories)
    if not told:
        return None
    deaths = stored_ends(view.result, "battle_deaths", None, 0)
    dead = [number(float(deaths[story.draw, story.replicate])) for story in told.values()]
    return {
        "heading": f"Three worlds, told by date: {', '.join(dead[:-1])} and {dead[-1]} dead",
        "stories": [(TITLES[name], n, s) for (name, s), n in zip(told.items(), dead, strict=True)],
    }
