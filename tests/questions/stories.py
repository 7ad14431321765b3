"""Endings of made observations, as stories to compare with."""

from __future__ import annotations

from contingent.questions.endings import ending_classes, standing_endings
from contingent.world.observe import Observation
from tests.questions.made_observations import FACTIONS, calendar

CLASSES = ending_classes(FACTIONS)
STEPS = 143


def story(seen: Observation, days: int = 7, run: int = 0) -> list[str]:
    """Name the ending that stands at each time."""
    codes = standing_endings(seen, calendar(seen.national.shape[1] - 1, days))
    return [CLASSES[code] for code in codes[run]]


def chapters(names: list[str]) -> list[tuple[int, str]]:
    """Shorten a story to the steps at which something changes."""
    return [(t, n) for t, n in enumerate(names) if t == 0 or names[t - 1] != n]


def beat(seen: Observation, step: int, faction: int = 1, run: int = 0) -> None:
    """Take the last place of a faction from this state on."""
    holder = seen.holder[run, step:]
    holder[holder == faction] = 1 - faction


def dissolve(seen: Observation, step: int, faction: int = 1, run: int = 0) -> None:
    seen.faction_series("active")[run, step:, faction] = 0
    seen.faction_series("fighters")[run, step:, faction] = 0
    holder = seen.holder[run, step:]
    holder[holder == faction] = -1
