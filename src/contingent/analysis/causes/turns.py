"""Which accounts a question turns on."""

from __future__ import annotations

from contingent.scenario import events as ev

LEVELS = {
    "share_population": "people",
    "share_oil": "people",
    "share_places": "people",
    "air_defence": "materiel",
    "delivered_aircraft": "air",
    "delivered_air_defence": "materiel",
    "delivered_materiel": "materiel",
    "active": "cohesion",
    "recognition": "people",
    "battle_deaths": "fallen",
    "civilian_deaths": "fallen",
    "oil_output_kbd": "treasury",
    "oil_price": "treasury",
    "bank_reserves": "treasury",
}
"""Account that comes nearest to a level that is none itself."""


def accounts_of(event: ev.Event, accounts: tuple[str, ...]) -> tuple[tuple[str, int | None], ...]:
    """Return the accounts that an event turns on: name and faction, None for all factions.

    What no account follows (a place, oil, talks) is told by the nearest: people held, the
    treasury, the fallen.

    Examples
    --------
    >>> accounts_of(ev.Holds(1, 0), ("people", "fallen"))
    (('people', 1),)
    >>> accounts_of(ev.Total("battle_deaths", ev.Comparison(True, 25.0)), ("people", "fallen"))
    (('fallen', None),)
    """
    found: dict[tuple[str, int | None], None] = {}
    for part in ev.walk(event):
        for name, faction in _of(part):
            if name in accounts:
                found[name, faction] = None
    return tuple(found) or (("people", None),)


def follows(event: ev.Event, accounts: tuple[str, ...]) -> bool:
    """Tell whether every part of an event is about an account itself, not about a near one."""
    leaves = [part for part in ev.walk(event) if _of(part)]
    return all(
        (isinstance(leaf, ev.Level) and leaf.of in accounts)
        or (isinstance(leaf, ev.Share) and leaf.of == "population")
        for leaf in leaves
    )


def _of(part: ev.Event) -> list[tuple[str, int | None]]:
    found: list[tuple[str, int | None]] = []
    match part:
        case ev.Holds(faction, _) | ev.Share(faction, _, _):
            found = [("people", faction)]
        case ev.Total():
            found = [("fallen", None)]
        case ev.Level(of, level_of, _):
            found = [(LEVELS.get(of, of), level_of)]
        case ev.Commitment(_, faction, _):
            found = [("commitment", faction)]
        case ev.Delivered(kind, to, _):
            found = [("air" if kind == "aircraft" else "materiel", to)]
        case ev.Ended() | ev.Phase() | ev.Clause():
            found = [("people", None), ("fallen", None)]
    return found
