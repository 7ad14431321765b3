"""Reading a file of questions that anybody may have written about a scenario.

The grammar is that of the scenario's own questions. Such files often carry more than a question
needs: an answer, a note, a rule of resolution. These keys are passed over unread; any other is a
mistake.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contingent.scenario.document import read_yaml
from contingent.scenario.names import nearest
from contingent.scenario.problems import Problems, show
from contingent.scenario.questions import Question, read_questions
from contingent.scenario.spot import Setting, Spot

if TYPE_CHECKING:
    from contingent.scenario.model import Scenario

PASSED_OVER = ("answer", "note", "source", "title", "description", "tags", "resolution")
"""Keys of a question, or of the mapping around the list, that are not looked at."""

AROUND = ("summary", "scenario", "as_of", *PASSED_OVER)
"""Keys beside ``questions`` that are not looked at: they say what the file is about."""


def load_questions(path: str | Path, scenario: Scenario) -> tuple[Question, ...]:
    """Read a YAML file of questions: a list of them, or a mapping with the key ``questions``.

    Raises
    ------
    ScenarioError
        With one line ``PATH:LINE: message`` for each mistake, several together.
    """
    return read_file(path, scenario.setting)[0]


def read_file(path: str | Path, setting: Setting) -> tuple[tuple[Question, ...], Spot]:
    """Read a file of questions, and return the spot of their list too, extras and all.

    Raises
    ------
    ScenarioError
        With one line ``PATH:LINE: message`` for each mistake, several together.
    """
    problems = Problems()
    if not Path(path).exists():
        problems.add(str(path), None, "there is no such file of questions")
    document = None if problems else read_yaml(str(path), problems)
    problems.raise_if_any()
    assert document is not None
    top = Spot.top(document, problems, setting)
    listed = _list_in(top)
    questions = read_questions(_without_extras(listed))
    if not questions and not problems:
        top.complain("holds no questions")
    problems.raise_if_any()
    return questions, listed


def _list_in(top: Spot) -> Spot:
    """Return the spot of the list, whether or not a mapping stands around it."""
    if not isinstance(top.value, dict) or "questions" not in top.value:
        return top
    known = ("questions", *AROUND)
    for key in top.value:
        if key not in known:
            top.child(key).complain(f"unknown key {show(key)}{nearest(key, known)}")
    return top.child("questions")


def _without_extras(spot: Spot) -> Spot:
    """Return the list with only those keys of each question that are to be read."""
    if not isinstance(spot.value, list):
        return spot
    items: list[Any] = [_needed(item) if isinstance(item, dict) else item for item in spot.value]
    return replace(spot, value=items)


def _needed(question: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in question.items() if key not in PASSED_OVER}
