"""Questions: an event with a date, asked in words, perhaps under a condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contingent.scenario.events import Dated, Event, dates
from contingent.scenario.grammar import read_event
from contingent.scenario.names import nearest
from contingent.scenario.problems import show
from contingent.scenario.spot import INVALID, Invalid, Spot

KEYS = {
    "id": "short name of the question in results",
    "ask": "the question in words; omitted = its id",
    "event": "what must happen for the answer to be yes: an event with a date",
    "given": "condition: only runs in which this event happens count; without a date it takes the "
    "event's",
    "headline": "whether it stands for the scenario where there is no room for all; "
    "without any, the first five do",
    "answer": "yes or no, where it is known by now: read by `contingent score` alone",
}
"""What a question may say."""
FIRST = 5
"""How many questions stand for a scenario that marks none as headline."""


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes
    ----------
    id : str
        Name of the question in results.
    ask : str
        The question in words.
    event : Event
        What must happen for the answer to be yes.
    given : Event or None
        The condition under which it is asked: only runs in which it happens count.
    headline : bool
        Whether it is one of the few that stand for the scenario where there is no room for all.
    """

    id: str
    ask: str
    event: Event
    given: Event | None = None
    headline: bool = False


def headlines(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the questions that stand for a scenario: those marked, or else the first five."""
    return tuple(q for q in questions if q.headline) or tuple(questions[:FIRST])


def read_questions(spot: Spot) -> tuple[Question, ...]:
    """Read the list of questions at a spot; wrong ones are noted and left out."""
    if not isinstance(spot.value, list):
        spot.expect("a list of questions")
        return ()
    questions: list[Question] = []
    lines: dict[str, int | None] = {}
    for i in range(len(spot.value)):
        item = spot.child(i)
        question = _read_question(item)
        if isinstance(question, Invalid):
            continue
        if question.id in lines:
            item.complain(
                f"id {show(question.id)} is taken by the one on line {lines[question.id]}"
            )
        lines.setdefault(question.id, item.document.line(item.loc))
        questions.append(question)
    return tuple(questions)


def _read_question(spot: Spot) -> Question | Invalid:
    data = spot.value
    if not isinstance(data, dict):
        return spot.expect("a question: a mapping with id, ask and event")
    unknown = [key for key in data if key not in KEYS]
    for key in unknown:
        spot.child(key).complain(f"unknown key {show(key)} in a question{nearest(key, KEYS)}")
    name = _read_id(spot)
    ask = data.get("ask", name)
    if not isinstance(ask, str) or not ask.strip():
        return spot.child("ask").expect("the question in words") if "ask" in data else INVALID
    if "event" not in data:
        return spot.complain('key "event" is missing')
    event = read_event(spot.child("event"), "needed", beside=("given",))
    given = _read_given(spot, event)
    headline = data.get("headline", False)
    if not isinstance(headline, bool):
        return spot.child("headline").expect("true or false")
    if unknown or isinstance(name, Invalid) or isinstance(event, Invalid) or given is INVALID:
        return INVALID
    return Question(name, " ".join(ask.split()), event, given, headline)


def _read_id(spot: Spot) -> str | Invalid:
    if "id" not in spot.value:
        return spot.complain('key "id" is missing')
    name = spot.value["id"]
    if isinstance(name, int) and not isinstance(name, bool):
        return str(name)
    if not isinstance(name, str) or not name.isprintable() or not 0 < len(name.split()) < 2:
        return spot.child("id").expect("a word without spaces")
    return name


def _read_given(spot: Spot, event: Event | Invalid) -> Event | Invalid | None:
    """Read the condition, beside the event or inside it; without a date it takes the event's."""
    data = spot.value
    inside = isinstance(data["event"], dict) and "given" in data["event"]
    if "given" not in data and not inside:
        return None
    if "given" in data and inside:
        return spot.child("given").complain("given stands both beside the event and inside it")
    place = spot.child("event").child("given") if inside else spot.child("given")
    if _has_date(place.value):
        return read_event(place, "needed")
    given = read_event(place, "given")
    if isinstance(event, Invalid) or isinstance(given, Invalid):
        return INVALID
    when = {(dated.mode, dated.date) for dated in dates(event)}
    if len(when) != 1:
        return place.complain("no date, and the event has several; write on: DATE or by: DATE")
    mode, day = when.pop()
    return Dated(given, mode, day)


def _has_date(data: object) -> bool:
    if isinstance(data, dict):
        return any(key in ("on", "by") or _has_date(part) for key, part in data.items())
    return isinstance(data, list) and any(_has_date(part) for part in data)
