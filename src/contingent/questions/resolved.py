"""Questions whose answer is known by now: the same file, read with its key ``answer``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from contingent.questions.files import read_file
from contingent.scenario.problems import Problem, UserError, show
from contingent.scenario.questions import Question
from contingent.scenario.spot import INVALID, Invalid, Setting, Spot

FILE = "resolved.yaml"
"""What a scenario folder calls its own resolved questions. No run reads it."""

ANSWERS = {"yes": True, "true": True, "no": False, "false": False}
OPEN = ("", "open", "unknown", "unresolved", "null", "none")
"""What stands for an answer that is not known yet."""


@dataclass(frozen=True)
class Resolved:
    """Questions with their answers.

    Attributes
    ----------
    questions : tuple of Question
        Those whose answer is known.
    answers : tuple of bool
        Whether it is yes, in the same order.
    open : tuple of str
        Ids of those whose answer is not known.
    """

    questions: tuple[Question, ...]
    answers: tuple[bool, ...]
    open: tuple[str, ...]


def resolved_beside(scenario: str, folder: Path | None, *, shipped: bool) -> Path:
    """Return the resolved questions that lie in a scenario's folder.

    Parameters
    ----------
    scenario : str
        Its id.
    folder : Path or None
        Where it lies; None if that is not known, as for a run of a scenario of one's own.
    shipped : bool
        Whether it came with the package, so that nobody will put files beside it.

    Raises
    ------
    UserError
        If there is no folder, or no such file in it.
    """
    if folder is not None and (folder / FILE).is_file():
        return folder / FILE
    what = "questions that each say answer: yes or answer: no"
    name = f"name a file of {what} with --questions"
    if folder is None:
        said = Problem(scenario, None, f"the run does not say where its {FILE} lies; {name}")
    elif shipped:
        said = Problem(scenario, None, f"comes without {FILE}, its {what}; {name}")
    else:
        said = Problem(
            str(folder / FILE),
            None,
            f"is missing; put {what} there, or name a file of them with --questions",
        )
    raise UserError([said])


def load_resolved(path: str | Path, setting: Setting) -> Resolved:
    """Read a YAML file of questions, of which some say ``answer: yes`` or ``answer: no``.

    Raises
    ------
    ScenarioError
        With one line ``PATH:LINE: message`` for each mistake, several together.
    """
    questions, listed = read_file(path, setting)
    problems = listed.problems
    # every item was read: whatever was wrong has been said
    answers = [_answer(listed.child(i)) for i in range(len(questions))]
    pairs = list(zip(questions, answers, strict=True))
    known = [(q, a) for q, a in pairs if isinstance(a, bool)]
    if not known and not problems:
        problems.add(str(path), None, 'answers no question; write "answer: yes" or "answer: no"')
    problems.raise_if_any()
    return Resolved(
        tuple(q for q, _ in known),
        tuple(a for _, a in known),
        tuple(q.id for q, a in pairs if a is None),
    )


def _answer(spot: Spot) -> bool | Invalid | None:
    """Read the answer at the spot of a question; None if it is not known."""
    said = spot.value.get("answer")
    if said is None or isinstance(said, bool):
        return said
    word = said.strip().lower() if isinstance(said, str) else None
    if word in OPEN:
        return None
    if word not in ANSWERS:
        spot.child("answer").complain(f"must be yes or no, but is {show(said)}")
        return INVALID
    return ANSWERS[word]
