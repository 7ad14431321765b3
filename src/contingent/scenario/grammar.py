"""Reading events from plain data: the grammar of questions (charter §4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, TypeAlias

from contingent.scenario import events as ev
from contingent.scenario.dates import parse_date
from contingent.scenario.document import Document
from contingent.scenario.levels import ALIASES, FACTION_LEVELS, NATIONAL_LEVELS
from contingent.scenario.names import nearest
from contingent.scenario.problems import Problems, show
from contingent.scenario.spot import INVALID, Invalid, Setting, Spot
from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, DELIVERIES, PHASES, RUNGS

Dating: TypeAlias = Literal["needed", "given", "forbidden"]
"""Whether a date must still come, has come further up, or has no place here at all."""

KINDS = (
    "holds",
    "share",
    "total",
    "level",
    "commitment",
    "phase",
    "delivered",
    "clause",
    "ended",
    "all_of",
    "any_of",
    "not",
)
MODES = ("on", "by")
SHARES = ("population", "oil", "places")
TOTALS = ("battle_deaths", "civilian_deaths", "displaced")
_LARGEST = 1e12


def parse_event(
    data: object,
    roster: ev.Roster,
    problems: Problems,
    *,
    path: str = "event",
    span: tuple[date, date] | None = None,
    dated: bool = True,
) -> ev.Event | None:
    """Read an event from plain data, as from Python; None if problems were noted.

    Parameters
    ----------
    data : object
        The event as in YAML, for example ``{"holds": {...}, "on": "2020-06-30"}``.
    roster : Roster
        The ids that it may name.
    problems : Problems
        Collects what is wrong.
    path : str
        Named in messages in place of a file.
    span : pair of date, optional
        First and last day that a date may have.
    dated : bool
        Whether the event needs a date (a question) or may not have one (a condition).
    """
    start, end = span or (None, None)
    setting = Setting(
        factions=roster.factions,
        patrons=roster.patrons,
        places=roster.places,
        start=start,
        end=end,
    )
    spot = Spot.top(Document(path, data), problems, setting)
    event = read_event(spot, "needed" if dated else "forbidden")
    return None if isinstance(event, Invalid) else event


def read_event(spot: Spot, dating: Dating, beside: tuple[str, ...] = ()) -> ev.Event | Invalid:
    """Read the event at a spot; keys in `beside` belong to somebody else and are passed over."""
    data = spot.value
    if not isinstance(data, dict):
        return spot.expect(f"an event: a mapping with one of {', '.join(KINDS)}")
    if _wrong_keys(spot, beside):
        return INVALID
    kind = next(key for key in data if key in KINDS)
    mode = next((key for key in data if key in MODES), None)
    if mode is None:
        return _read_kind(spot.child(kind), kind, dating)
    day = _read_day(spot.child(mode), dating)
    inside = _read_kind(spot.child(kind), kind, "forbidden" if dating == "forbidden" else "given")
    if isinstance(day, Invalid) or isinstance(inside, Invalid):
        return INVALID
    return ev.Dated(inside, "on" if mode == "on" else "by", day)


def _wrong_keys(spot: Spot, beside: tuple[str, ...]) -> Invalid | None:
    """Note unless there are one kind of event, at most one date, and nothing else."""
    known = (*KINDS, *MODES, *beside)
    for key in spot.value:
        if key not in known:
            hint = nearest(key, known)
            return spot.child(key).complain(f"unknown key {show(key)} in an event{hint}")
    kinds = [key for key in spot.value if key in KINDS]
    if len(kinds) != 1:
        named = " and ".join(kinds) if kinds else "none of them"
        return spot.complain(f"an event needs exactly one of {', '.join(KINDS)}; it has {named}")
    if all(mode in spot.value for mode in MODES):
        return spot.complain("an event has either on: DATE or by: DATE, not both")
    return None


def _read_day(spot: Spot, dating: Dating) -> date | Invalid:
    if dating == "given":
        return spot.complain("a date stands inside a dated event; one date governs all under it")
    if dating == "forbidden":
        return spot.complain("a condition is checked as the patron decides; remove the date")
    try:
        day = parse_date(spot.value)
    except ValueError as error:
        return spot.complain(str(error))
    start, end = spot.setting.start, spot.setting.end
    if start and end and not start <= day <= end:
        return spot.complain(f"{day} lies outside the scenario, which runs from {start} to {end}")
    return day


def _read_kind(spot: Spot, kind: str, dating: Dating) -> ev.Event | Invalid:
    if kind == "not":
        part = read_event(spot, dating)
        return INVALID if isinstance(part, Invalid) else ev.Not(part)
    if kind in ("all_of", "any_of"):
        return _read_parts(spot, kind, dating)
    if dating == "needed":
        return spot.complain("no date; write on: DATE or by: DATE beside it, or around it")
    keys, read = _LEAVES[kind]
    if not isinstance(spot.value, dict):
        return spot.expect(f"a mapping with {', '.join(key.rstrip('?') for key in keys)}")
    fields = _Fields(spot, keys)
    leaf = read(fields)
    return INVALID if fields.invalid else leaf


def _read_parts(spot: Spot, kind: str, dating: Dating) -> ev.Event | Invalid:
    if not isinstance(spot.value, list) or not spot.value:
        return spot.expect("a list of at least one event")
    parts: list[ev.Event] = []
    for i in range(len(spot.value)):
        part = read_event(spot.child(i), dating)
        if not isinstance(part, Invalid):
            parts.append(part)
    if len(parts) < len(spot.value):
        return INVALID
    return ev.AllOf(tuple(parts)) if kind == "all_of" else ev.AnyOf(tuple(parts))


class _Fields:
    """The keys of one leaf; every reader returns something usable and notes what is invalid."""

    def __init__(self, spot: Spot, keys: tuple[str, ...]) -> None:
        self.spot, self.invalid = spot, False
        names = tuple(key.rstrip("?") for key in keys)
        unknown = [key for key in spot.value if key not in names]
        for key in unknown:
            self.note(spot.child(key).complain(f"unknown key {show(key)}{nearest(key, names)}"))
        for key in keys:
            if not (unknown or key.endswith("?") or key in spot.value):
                self.note(spot.complain(f"key {show(key)} is missing"))

    def note(self, result: object) -> bool:
        self.invalid = self.invalid or isinstance(result, Invalid)
        return isinstance(result, Invalid)

    def has(self, key: str) -> bool:
        return key in self.spot.value

    def member(self, key: str, kind: str) -> int:
        if not self.has(key):
            return 0
        spot = self.spot.child(key)
        name, ids = spot.refer(kind), spot.setting.ids(kind)
        return 0 if self.note(name) or ids is None else ids.index(str(name))

    def word(self, key: str, words: tuple[str, ...], noun: str) -> str:
        if not self.has(key):
            return words[0]
        word = self.spot.child(key).pick(words, noun)
        return words[0] if isinstance(word, Invalid) and self.note(word) else str(word)

    def number(self, key: str, high: float = _LARGEST, low: float = 0.0) -> float:
        number = self.spot.child(key).number(low, high) if self.has(key) else 0.0
        if isinstance(number, Invalid):
            self.note(number)
            return 0.0
        return number

    def comparison(self, high: float = _LARGEST, low: float = 0.0) -> ev.Comparison:
        present = [key for key in ("at_least", "below") if self.has(key)]
        if len(present) != 1:
            if not self.invalid:
                self.note(self.spot.complain("needs either at_least: NUMBER or below: NUMBER"))
            return ev.Comparison(True, 0.0)
        return ev.Comparison(present[0] == "at_least", self.number(present[0], high, low))


def _holds(f: _Fields) -> ev.Event:
    return ev.Holds(f.member("faction", "faction"), f.member("place", "place"))


def _share(f: _Fields) -> ev.Event:
    of = f.word("of", SHARES, "kind of share")
    if of == "oil" and not f.spot.setting.oil:
        f.note(f.spot.child("of").complain("the scenario has no oil fields (oil.csv)"))
    return ev.Share(f.member("faction", "faction"), of, f.comparison(high=1.0))


def _total(f: _Fields) -> ev.Event:
    return ev.Total(f.word("of", TOTALS, "total"), f.comparison())


def _level(f: _Fields) -> ev.Event:
    words = (*FACTION_LEVELS, *NATIONAL_LEVELS, *ALIASES)
    of = f.word("of", words, "level")
    of = ALIASES.get(of, of)
    if of in NATIONAL_LEVELS and f.has("faction"):
        f.note(f.spot.child("faction").complain(f"{of} is of the country; remove the faction"))
    faction = f.member("faction", "faction") if f.has("faction") else None
    return ev.Level(of, faction, f.comparison(low=-_LARGEST))


def _commitment(f: _Fields) -> ev.Event:
    rung = RUNGS.index(f.word("at_least", RUNGS, "rung"))
    return ev.Commitment(f.member("patron", "patron"), f.member("faction", "faction"), rung)


def _phase(f: _Fields) -> ev.Event:
    return ev.Phase(PHASES.index(f.word("is", PHASES, "phase")))


def _delivered(f: _Fields) -> ev.Event:
    kind = f.word("kind", DELIVERIES, "kind of delivery")
    return ev.Delivered(kind, f.member("to", "faction"), f.number("at_least"))


def _clause(f: _Fields) -> ev.Event:
    clause = CLAUSES.index(f.word("is", CLAUSES, "clause"))
    state = f.word("state", CLAUSE_STATES[1:], "state of a clause")
    return ev.Clause(clause, CLAUSE_STATES.index(state))


def _ended(f: _Fields) -> ev.Event:
    if not f.has("as"):
        return ev.Ended(())
    spot = f.spot.child("as")
    spots = (
        [spot.child(i) for i in range(len(spot.value))] if isinstance(spot.value, list) else [spot]
    )
    if not spots:
        f.note(spot.complain("needs at least one class of ending"))
    factions = spot.setting.factions
    classes: list[str] = []
    for each in spots:
        if factions is None and str(each.value).startswith("victory:"):
            f.invalid = True
            continue
        found = each.pick(ev.ending_classes(factions or ()), "class of ending")
        if not f.note(found) and str(found) not in classes:
            classes.append(str(found))
    return ev.Ended(tuple(classes))


_LEAVES: dict[str, tuple[tuple[str, ...], Callable[[_Fields], ev.Event]]] = {
    "holds": (("faction", "place"), _holds),
    "share": (("faction", "of", "at_least?", "below?"), _share),
    "total": (("of", "at_least?", "below?"), _total),
    "level": (("of", "faction?", "at_least?", "below?"), _level),
    "commitment": (("patron", "faction", "at_least"), _commitment),
    "phase": (("is",), _phase),
    "delivered": (("kind", "to", "at_least"), _delivered),
    "clause": (("is", "state"), _clause),
    "ended": (("as",), _ended),
}
