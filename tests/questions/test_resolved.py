"""Questions with their answers: yes, no, or not known yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contingent.questions.files import load_questions
from contingent.questions.resolved import load_resolved
from contingent.scenario.problems import ScenarioError
from contingent.scenario.spot import Setting
from tests.questions.made_observations import FACTIONS, PATRONS, PLACES

LAND = Setting(
    factions=FACTIONS,
    patrons=PATRONS,
    places=PLACES,
    start=date(2019, 4, 4),
    end=date(2021, 12, 31),
)


def question(name: str, answer: str | None) -> str:
    said = "" if answer is None else f"  answer: {answer}\n"
    event = "{holds: {faction: lna, place: tripoli}, on: 2020-06-30}"
    return f"- id: {name}\n  event: {event}\n{said}  note: as reported\n"


def write(tmp_path: Path, *answers: str | None) -> Path:
    path = tmp_path / "asked.yaml"
    path.write_text("".join(question(f"q{i}", answer) for i, answer in enumerate(answers)))
    return path


def test_answers_are_read_and_open_questions_set_apart(tmp_path: Path) -> None:
    words = ["yes", "no", "true", "false", "No", '"yes"', None, "open", "null", '""']
    found = load_resolved(write(tmp_path, *words), LAND)
    assert [q.id for q in found.questions] == [f"q{i}" for i in range(6)]
    assert found.answers == (True, False, True, False, False, True)
    assert found.open == ("q6", "q7", "q8", "q9")


def test_a_list_under_a_key(tmp_path: Path) -> None:
    path = write(tmp_path, "yes")
    path.write_text("title: Mine\nquestions:\n" + path.read_text())
    assert load_resolved(path, LAND).answers == (True,)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["maybe"], 'asked.yaml:3: q0.answer: must be yes or no, but is "maybe"'),
        (["yes", "0.7"], "asked.yaml:7: q1.answer: must be yes or no, but is 0.7"),
        (["yes", "[yes]"], "asked.yaml:7: q1.answer: must be yes or no, but is a list of 1"),
        ([None, None], 'asked.yaml: answers no question; write "answer: yes"'),
    ],
)
def test_other_answers_are_refused(tmp_path: Path, answers: list[str | None], said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_resolved(write(tmp_path, *answers), LAND)
    [line] = str(caught.value).splitlines()
    assert line.startswith(f"{tmp_path}/{said}")


def test_mistakes_in_questions_are_found_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "asked.yaml"
    path.write_text(question("q0", "yes").replace("tripoli", "tripolis"))
    with pytest.raises(ScenarioError, match="tripoli"):
        load_resolved(path, LAND)


def test_whoever_asks_does_not_see_the_answer(tmp_path: Path) -> None:
    from types import SimpleNamespace

    land = SimpleNamespace(setting=LAND)
    asked = [load_questions(write(tmp_path, a), land) for a in ("yes", "no", "maybe")]  # type: ignore[arg-type]
    assert asked[0] == asked[1] == asked[2]
