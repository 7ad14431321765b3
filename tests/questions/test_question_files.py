"""Files of questions by strangers: extras are passed over, mistakes named line by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from contingent.questions.files import PASSED_OVER, load_questions
from contingent.scenario.events import Dated, Ended, Holds
from contingent.scenario.problems import ScenarioError
from contingent.scenario.questions import headlines
from contingent.scenario.spot import Setting
from tests.questions.made_observations import FACTIONS, PATRONS, PLACES

LAND: Any = SimpleNamespace(
    setting=Setting(
        factions=FACTIONS,
        patrons=PATRONS,
        places=PLACES,
        start=date(2019, 4, 4),
        end=date(2021, 12, 31),
    )
)

GOOD = """\
- id: lna-holds-tripoli
  ask: Will the LNA hold Tripoli on 30 June 2020?
  event: {holds: {faction: lna, place: tripoli}, on: 2020-06-30}
  answer: no
- id: still-there
  ask: If it won, does it still hold it?
  event: {holds: {faction: lna, place: tripoli}, on: 2020-12-31}
  given: {ended: {as: ["victory:lna"]}, by: 2019-12-31}
"""


def read(tmp_path: Path, text: str | bytes) -> Any:
    path = tmp_path / "asked.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_questions(path, LAND)


def complaints(tmp_path: Path, text: str | bytes) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, text)
    return [line.replace(f"{tmp_path}/", "") for line in str(caught.value).splitlines()]


def test_a_list_of_questions(tmp_path: Path) -> None:
    first, second = read(tmp_path, GOOD)
    assert (first.id, first.ask) == (
        "lna-holds-tripoli",
        "Will the LNA hold Tripoli on 30 June 2020?",
    )
    assert first.event == Dated(Holds(0, 0), "on", date(2020, 6, 30))
    assert first.given is None
    assert second.given == Dated(Ended(("victory:lna",)), "by", date(2019, 12, 31))


def test_a_mapping_with_the_key_questions(tmp_path: Path) -> None:
    inside = "".join(f"  {line}\n" for line in GOOD.splitlines())
    text = f"title: asked elsewhere\nsource: somebody\nquestions:\n{inside}"
    assert read(tmp_path, text) == read(tmp_path, GOOD)


def test_an_answer_is_not_looked_at(tmp_path: Path) -> None:
    for answer in ("yes", "no", "null", "{any: thing}", "2020-13-45"):
        assert read(tmp_path, GOOD.replace("answer: no", f"answer: {answer}")) == read(
            tmp_path, GOOD
        )


@pytest.mark.parametrize("key", PASSED_OVER)
def test_words_about_a_question_are_passed_over(tmp_path: Path, key: str) -> None:
    text = GOOD.replace("  answer: no\n", f"  {key}: [some, thing]\n")
    assert read(tmp_path, text) == read(tmp_path, GOOD)


def test_any_other_key_is_a_mistake(tmp_path: Path) -> None:
    [line] = complaints(tmp_path, GOOD.replace("answer: no", "givn: {}"))
    assert line.startswith("asked.yaml:4: ")
    assert '"givn"' in line
    assert '(did you mean "given"?)' in line


def test_an_unknown_key_beside_the_list_is_a_mistake(tmp_path: Path) -> None:
    [line] = complaints(tmp_path, "questions: []\nquestion: 3\n")
    assert line.startswith("asked.yaml:2: ")
    assert '(did you mean "questions"?)' in line


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("faction: lna, place: tripoli}, on: 2020-06", "faction: ina, place: tripoli}, on: 2020-06",
         3, 'unknown faction "ina" (did you mean "lna"?)'),
        ("place: tripoli}, on: 2020-12", "place: tripolis}, on: 2020-12", 7, '"tripoli"?'),
        ("2020-06-30}", "2020-13-45}", 3, "no month 13"),
        ("2020-06-30}", "2022-01-01}", 3, "outside the scenario"),
        ("2020-06-30}", "2019-04-03}", 3, "outside the scenario"),
        (", on: 2020-06-30}", "}", 3, "no date"),
        ('"victory:lna"', '"victory:russia"', 8, 'unknown class of ending "victory:russia"'),
        ("id: still-there", "id: lna-holds-tripoli", 5, "is taken"),
        ("- id: lna-holds-tripoli\n  ask", "- ask", 1, '"id" is missing'),
        ("holds: {faction: lna, place: tripoli}, on: 2020-06", "captures: 3, on: 2020-06",
         3, 'unknown key "captures"'),
    ],
)  # fmt: skip
def test_mistakes_are_one_line_each_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in GOOD
    [said] = complaints(tmp_path, GOOD.replace(old, new, 1))
    assert said.startswith(f"asked.yaml:{line}: ")
    assert words in said


def test_several_mistakes_are_reported_together(tmp_path: Path) -> None:
    text = GOOD.replace("2020-06-30}", "2020-02-30}").replace("by: 2019-12-31", "by: 2018-12-31")
    said = complaints(tmp_path, text.replace("id: still-there", "id: still there"))
    assert [line.split(":")[1] for line in said] == ["3", "5", "8"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"\x00\x01\x02",
        b"\xff\xfe\xfa",
        b"[]",
        b"{}",
        b"questions: []",
        b"questions: 3",
        b"just words",
        b"3",
        b"- 3",
        b"- [a, b]",
        b"- {id: x}",
        b"- {id: x, event: 3}",
        b"- {id: x, event: {}}",
        b"a: &a [x]\nb: *a\n",
        b"- id: [\n",
        b"[" * 5000,
    ],
)
def test_what_is_no_file_of_questions_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    said = complaints(tmp_path, content)
    assert said
    assert all(line.startswith("asked.yaml") for line in said)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no such file"):
        load_questions(tmp_path / "none.yaml", LAND)
    with pytest.raises(ScenarioError, match="is a folder"):
        load_questions(tmp_path, LAND)


def test_a_scenario_may_say_which_questions_stand_for_it(tmp_path: Path) -> None:
    one = (
        "- {{id: q{i}, event: {{holds: {{faction: lna, place: tripoli}}, on: 2020-06-30}}{more}}}\n"
    )
    plain = "".join(one.format(i=i, more="") for i in range(7))
    assert [q.id for q in headlines(read(tmp_path, plain))] == ["q0", "q1", "q2", "q3", "q4"]
    marked = plain + one.format(i="last", more=", headline: true")
    assert [q.id for q in headlines(read(tmp_path, marked))] == ["qlast"]
    (line,) = complaints(tmp_path, one.format(i=1, more=", headline: maybe"))
    assert line.startswith("asked.yaml:1: ")
    assert line.endswith('headline: must be true or false, but is "maybe"')
