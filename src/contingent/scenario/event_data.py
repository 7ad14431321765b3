"""Events as plain data and back, so that a run folder can say what its questions ask."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from contingent.scenario import events as ev

_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        ev.Comparison,
        ev.Holds,
        ev.Share,
        ev.Total,
        ev.Level,
        ev.Commitment,
        ev.Phase,
        ev.Delivered,
        ev.Clause,
        ev.Ended,
        ev.AllOf,
        ev.AnyOf,
        ev.Not,
        ev.Dated,
    )
}


def event_data(event: Any) -> Any:
    """Return an event as mappings, lists, numbers and texts."""
    if is_dataclass(event) and not isinstance(event, type):
        parts = {f.name: event_data(getattr(event, f.name)) for f in fields(event)}
        return {"is": type(event).__name__, **parts}
    if isinstance(event, tuple):
        return [event_data(part) for part in event]
    return {"day": event.isoformat()} if isinstance(event, date) else event


def event_from(data: Any) -> Any:
    """Return the event that `event_data` wrote."""
    if isinstance(data, list):
        return tuple(event_from(part) for part in data)
    if not isinstance(data, dict):
        return data
    if "day" in data:
        return date.fromisoformat(data["day"])
    kind = _KINDS[data["is"]]
    return kind(**{key: event_from(part) for key, part in data.items() if key != "is"})
