"""The section that tells three worlds by date: a middle one, a bad and a good one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contingent.report.sections import View

TITLES = {
    "middle": "A middle world by battle deaths",
    "worst": "One of the deadliest twentieth",
    "best": "One of the least deadly twentieth",
}


def section(view: View) -> dict[str, Any] | None:
    """Return three stories; None where every run failed."""
    from contingent.analysis.stored_story import three_stories

    told = three_stories(view.result)
    if not told:
        return None
    return {
        "heading": f"A middle world ends so: {told['middle'].end}",
        "stories": [(TITLES[name], story) for name, story in told.items()],
    }
