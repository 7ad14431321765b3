"""Signs that only restate the question: they tell most of it, and nothing that is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contingent.analysis.signposts.signs import Series, Sign
from contingent.scenario import events as ev

SHARES, DEATHS = "shares of control", "deaths"
_FAMILY = {
    "share_population": SHARES,
    "share_oil": SHARES,
    "share_places": SHARES,
    "battle_deaths": DEATHS,
    "civilian_deaths": DEATHS,
}
"""Series that rise and fall together by definition."""


def told_anew(
    event: ev.Event, signs: Sequence[Sign], series: Sequence[Series]
) -> tuple[tuple[Sign, ...], tuple[Series, ...]]:
    """Return the signs and series that are not about the very thing that a question asks.

    Left out are the holder of a place for a question about its holder, shares of people, oil and
    places for one about any of them, deaths for one about deaths, and otherwise the same series,
    deliveries or clause. A patron's lower rungs and the earlier phases of talks stay.
    """
    asked = {_subject(part) for part in ev.walk(event)} - {None}
    kept = tuple(s for s in signs if not asked & {_subject(part) for part in ev.walk(s.event)})
    return kept, tuple(s for s in series if _series(s.name, s.faction) not in asked)


def _subject(event: Any) -> Any:
    """Return what an atom is about; None for what has parts."""
    match event:
        case ev.Holds(_, place):
            return ("holder", place)
        case ev.Share(_, of, _):
            return _series(f"share_{of}", None)
        case ev.Total(of, _):
            return _series(of, None)
        case ev.Level(of, faction, _):
            return _series(of, faction)
        case ev.Delivered(kind, to, _):
            return _series(f"delivered_{kind}", to)
    whole = ev.Clause | ev.Commitment | ev.Phase
    return event if isinstance(event, whole) else None


def _series(name: str, faction: int | None) -> Any:
    return _FAMILY.get(name, (name, faction))
