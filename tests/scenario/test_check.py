"""Checking a scenario: what is wanting, what locators point at, and ledgers that are large."""

from __future__ import annotations

import hashlib

import pytest

from contingent.scenario.citations import resting_on
from contingent.scenario.load import load_scenario
from contingent.scenario.problems import UserError
from contingent.scenario.source_text import split_paragraphs
from contingent.studies.check import check

S, E, P = "scenario.yaml", "evidence.yaml", "places.csv"

WANTING = [
    (S, "usd_per_month, source: wire", "usd_per_month", "where it comes from"),
    (P, "judgement: field reports", "", "source: is empty"),
    (E, "    reason: Voice of one side.\n", "", "rated E without a reason@id: red-radio"),
    (E, "    background: true", "    note: x", "moves nothing@id: north-asks-envoy"),
    (
        E,
        "    single: Nobody else has access to him.\n",
        "",
        "only wire says so@id: red-leader-ill",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), WANTING)
def test_what_is_wanting_is_a_warning_and_strictly_an_error(folder, file, old, new, words):
    words, _, marker = words.partition("@")
    line = folder.edit(file, old, new)
    if marker:
        text = (folder.path / file).read_text("utf-8")
        line = text[: text.index(marker)].count("\n") + 1
    found = check(folder.path)
    assert found.sound
    assert not found.errors
    (warning,) = found.warnings
    assert words in warning.message
    assert (warning.path, warning.line) == (str(folder.path / file), line)
    assert "warning" in warning.as_warning()
    strict = found.strictly()
    assert not strict.sound
    assert strict.errors == (warning,)
    assert not strict.facts
    load_scenario(folder.path)  # it can be played all the same


FRIEND = """  - id: friend
    name: A Friend of Words
    cost: {unit: points, judgement: words are cheap, diplomatic: 0, money: 1, arms: 2,
           advisers: 3, air_strikes: 4, troops: 5}
"""


def test_a_patron_with_nothing_to_send_is_pointed_out(folder):
    line = folder.edit(S, "\nroutes:", f"{FRIEND}\nroutes:")
    (warning,) = check(folder.path).warnings
    assert warning.line == line
    assert "patrons.friend: has no means" in warning.message
    assert "cash, arms, men" in warning.message
    # one means is enough, and so is the word that it has none
    for remedy in ("men: {value: 50, unit: fighters, judgement: volunteers}", "mediator: true"):
        folder.edit(S, "    name: A Friend of Words\n", f"    name: A Friend\n    {remedy}\n")
        assert check(folder.path).warnings == ()
        folder.edit(S, f"    name: A Friend\n    {remedy}\n", "    name: A Friend of Words\n")


def test_a_sound_scenario_says_what_it_holds(folder):
    found = check(folder.path)
    assert found.sound
    assert found.warnings == ()
    assert found.facts["claims"].startswith("3: 2 move the scenario, 1 moves nothing")
    assert "4 rest on claims" in found.facts["numbers"]
    assert found.strictly().sound


def test_errors_and_warnings_come_together_and_all_of_them(folder):
    folder.edit(E, "    reason: Voice of one side.\n", "")
    text = (folder.path / E).read_text("utf-8")
    more = "".join(
        f"  - {{id: c{i}, says: x, date: 2019, reports: [{{source: nobody, stance: for,"
        f" credibility: 3}}]}}\n"
        for i in range(60)
    )
    (folder.path / E).write_text(text + more, "utf-8")
    found = check(folder.path)
    assert len(found.errors) == 60
    assert all("unknown source" in problem.message for problem in found.errors)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("factions.red.treasury, scale", "factions.red.tresury, scale", "factions.red.treasury"),
        ("leader_hazard, add: 0.2", "leader_hazard, set: -1", "outside"),
        ("scale: 1.5}", "set: plenty}", "takes a number"),
        ("scale: 1.5}", "scale: 1.5, from: 2020-02-01}", "true or false throughout"),
    ],
)
def test_effects_are_checked_against_the_world(folder, old, new, words):
    line = folder.edit(E, old, new)
    (problem,) = check(folder.path).errors
    assert words in problem.message
    assert (problem.path, problem.line) == (str(folder.path / E), line)


def test_implications_that_contradict_each_other(folder):
    folder.edit(
        E,
        "    background: true",
        "    implies: [red-war-chest, red-leader-ill]",
    )
    folder.edit(E, "    single: Nobody", "    excludes: [red-war-chest]\n    single: Nobody")
    (problem,) = check(folder.path).errors
    assert "which exclude each other" in problem.message


def test_a_number_may_rest_on_several_claims_and_rows_on_one(folder):
    folder.edit(S, "claim: red-war-chest", "claim: [red-war-chest, red-leader-ill]")
    folder.edit(P, "yearbook judgement: shares", "yearbook red-war-chest judgement: shares")
    folder.edit(P, "judgement: field reports", "claim:red-leader-ill")
    scenario = load_scenario(folder.path)
    assert scenario.factions[0].treasury.origin.claims == ("red-war-chest", "red-leader-ill")
    assert scenario.places[0].origin.claims == ("red-war-chest",)
    assert scenario.places[0].origin.sources == ("yearbook",)
    rests = resting_on(scenario)
    assert rests["red-leader-ill"] == (
        "factions.red.treasury",
        "factions.red.leader_hazard",
        "levers.red_leader_dies",
        "places.charlie",
    )
    assert check(folder.path).warnings == ()


TEXT = "A headline\n\nFirst things.\nGo on.\n   \n\nSecond things.\n"


def test_paragraphs_are_what_blank_lines_part():
    assert split_paragraphs(TEXT) == ["A headline", "First things.\nGo on.", "Second things."]
    assert split_paragraphs(TEXT.replace("\n", "\r\n"))[2] == "Second things."
    assert split_paragraphs(" \n\n ") == []


@pytest.fixture
def located(folder, tmp_path):
    """A scenario whose claims point at paragraphs 3, 7 and 9 of a text of nine."""
    texts = tmp_path / "texts"
    texts.mkdir()
    content = "\n\n".join(f"Paragraph {i}." for i in range(1, 10)).encode()
    (texts / "wire.txt").write_bytes(content)
    sha = hashlib.sha256(content).hexdigest()
    folder.edit(
        E,
        "    reason: Named reporters on the spot.\n",
        "    reason: Named reporters on the spot.\n"
        f"    text: {{file: wire.txt, sha256: {sha}, paragraphs: 9}}\n",
    )
    return folder, texts


def test_locators_are_looked_up_in_the_text(located):
    folder, texts = located
    found = check(folder.path, texts)
    assert found.errors == ()
    assert found.facts["locators"] == "3 found in 1 texts, 0 point into no text at hand"


def test_a_locator_beyond_the_end_is_an_error_even_without_the_text(located):
    folder, _ = located
    line = folder.edit(E, "paragraph: 7}", "paragraph: 10}")
    (problem,) = check(folder.path).errors
    assert "10 is not in wire, which has 9 paragraphs" in problem.message
    assert problem.line == line


def test_a_locator_beyond_the_end_of_the_text(located):
    folder, texts = located
    folder.edit(E, ", paragraphs: 9}", "}")
    line = folder.edit(E, "paragraph: 7}", "paragraph: 10}")
    assert check(folder.path).sound
    (problem,) = check(folder.path, texts).errors
    assert "wire ends at paragraph 9, not 10" in problem.message
    assert problem.line == line


def test_a_text_that_is_another_or_missing_or_miscounted(located):
    folder, texts = located
    folder.edit(E, "paragraphs: 9}", "paragraphs: 11}")
    (problem,) = check(folder.path, texts).errors
    assert "wire has 9 paragraphs, not 11" in problem.message
    (texts / "wire.txt").write_text("another text", "utf-8")
    (problem,) = check(folder.path, texts).errors
    assert "is not the text that was cited" in problem.message
    (texts / "wire.txt").unlink()
    (problem,) = check(folder.path, texts).errors
    assert problem.path == str(texts / "wire.txt")
    assert "is missing" in problem.message


def test_no_folder_of_sources(folder, tmp_path):
    with pytest.raises(UserError, match=r"--sources: .* is not a folder"):
        check(folder.path, tmp_path / "nowhere")


def test_a_ledger_of_two_thousand_claims(folder):
    text = (folder.path / E).read_text("utf-8")
    claims = [
        f"""  - id: c{i}
    says: Claim number {i} is true.
    date: 2019
    reports:
      - {{source: wire, stance: for, credibility: 3, hedge: reported}}
      - {{source: yearbook, stance: for, credibility: 2}}
      - {{source: red-radio, stance: against, credibility: 5, kind: denial}}
    implies: [c{i // 2}]
    background: true
"""
        for i in range(1, 2001)
    ]
    claims[0] = claims[0].replace("    implies: [c0]\n", "")
    (folder.path / E).write_text(text + "".join(claims), "utf-8")
    found = check(folder.path)
    assert found.errors == ()
    assert found.facts["claims"].startswith("2003: ")
