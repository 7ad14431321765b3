"""How often wars that ended were fought again: counts, by how they had ended.

A dyad fought again within `WINDOW_YEARS` of an ending if its next episode began then. Years at risk
run from the end of an episode to the next one, the end of the window or the last year of the table.
"""

from __future__ import annotations

from collections import defaultdict

from contingent.history.columns import CLASSES
from contingent.history.episodes import Episodes

WINDOW_YEARS = 5
LEAST_YEARS = 0.5
"""At risk at least: an episode that began in the year in which the last one ended."""

Span = tuple[float, float, int]
"""First year, last year and class of an episode."""


def recurrence(episodes: Episodes) -> dict[str, tuple[int, float]]:
    """Return wars fought again, and years at risk, by class of the ending before."""
    spans = _by_dyad(episodes)
    record_ends = max((last for of in spans.values() for _, last, _ in of), default=0.0)
    again, at_risk = [0] * len(CLASSES), [0.0] * len(CLASSES)
    for of in spans.values():
        for (_, last, outcome), following in zip(of, [*of[1:], None], strict=True):
            wait = record_ends - last if following is None else following[0] - last
            if following is not None and wait <= WINDOW_YEARS:
                again[outcome] += 1
                at_risk[outcome] += max(LEAST_YEARS, wait)
            else:
                at_risk[outcome] += max(0.0, min(WINDOW_YEARS, wait))
    return {name: (again[i], at_risk[i]) for i, name in enumerate(CLASSES)}


def _by_dyad(episodes: Episodes) -> dict[str, list[Span]]:
    """Return the episodes of each dyad in order, where both years and the class are known."""
    began, ended = episodes.covariates["start_year"], episodes.outcomes.end_year
    found: dict[str, list[Span]] = defaultdict(list)
    for row, dyad in enumerate(episodes.covariates.names["dyad_id"]):
        outcome = int(episodes.outcomes.outcome4[row])
        if dyad and began.known[row] and ended.known[row] and outcome >= 0:
            found[dyad].append((float(began.values[row]), float(ended.values[row]), outcome))
    return {dyad: sorted(spans) for dyad, spans in found.items()}
