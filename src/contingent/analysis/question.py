"""The question that a study is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from contingent.folder import fault
from contingent.scenario.names import nearest

if TYPE_CHECKING:
    from contingent.scenario.questions import Question


def find_question(questions: Sequence[Question], wanted: str | None) -> Question:
    """Return the question with an id, or the first one."""
    return questions[position([q.id for q in questions], wanted)]


def position(known: Sequence[str], wanted: str | None) -> int:
    """Return the position of the question with an id, or of the first one."""
    if not known:
        raise fault("--question", "the scenario asks no questions")
    if wanted is not None and wanted not in known:
        raise fault("--question", f'no question "{wanted}"{nearest(wanted, known)}')
    return 0 if wanted is None else known.index(wanted)


def stored_questions(stored: Sequence[dict[str, Any]], where: str) -> list[Question]:
    """Return the questions that a run folder says it was asked.

    Raises
    ------
    UserError
        If the folder is too old to say.
    """
    from contingent.scenario.event_data import event_from
    from contingent.scenario.questions import Question

    if any(q.get("event") is None for q in stored):
        raise fault(where, "does not say what its questions ask; play the scenario again")
    return [
        Question(q["id"], q["ask"], event_from(q["event"]), event_from(q["given"])) for q in stored
    ]
