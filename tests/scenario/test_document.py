from __future__ import annotations

import math
import re

import pytest

from contingent.scenario.document import parse_yaml
from contingent.scenario.problems import Problems


def read(text: str):
    problems = Problems()
    document = parse_yaml("x.yaml", text.encode(), problems)
    return document, [str(problem) for problem in problems.sorted()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-1", -1),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("0x1F", 31),
        ("0o17", 15),
        ("010", 10),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("2019-04-04", "2019-04-04"),
        ("2019-04-04T10:00:00Z", "2019-04-04T10:00:00Z"),
        ('"1"', "1"),
        ("'true'", "true"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">\n  a\n  b\n", "a b\n"),
        ("=", "="),
        ("Will it end?", "Will it end?"),
    ],
)
def test_scalars_by_yaml_1_2(text, value):
    document, said = read(f"a: {text}")
    assert not said
    assert document.data["a"] == value
    assert type(document.data["a"]) is type(value)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("id: x\ntitle: Libya: the march", 'x.yaml:2: .* needs quotes: title: "Libya: …"'),
        ("- ask: Tripoli, at last: who?", 'x.yaml:1: .* needs quotes: ask: "Tripoli, at last: …"'),
        ("- {a: 1, judgement: he said: no}", 'x.yaml:1: .* quotes: judgement: "he said: …"'),
    ],
)
def test_a_colon_in_plain_text_is_told_from_other_slips(text, remedy):
    _, [said] = read(text)
    assert re.match(remedy, said)


@pytest.mark.parametrize(
    "text",
    [
        "title: Foo\n  bar: baz",  # wrong indentation
        "a: [1, 2\nb: 3",  # a bracket that stays open
        "title: 'x': y",  # it is quoted already
        '- {id: a, b: "c}',
    ],
)
def test_other_slips_are_not_taken_for_a_colon(text):
    _, [said] = read(text)
    assert "quotes:" not in said
    assert "look here and above" in said


def test_infinities_and_nan_are_floats():
    document, _ = read("[.inf, -.Inf, .NAN]")
    assert document.data[:2] == [math.inf, -math.inf]
    assert math.isnan(document.data[2])


def test_question_mark_in_a_flow_mapping():
    document, said = read("- {ask: Will it end in 2020?, event: x}")
    assert not said
    assert document.data == [{"ask": "Will it end in 2020?", "event": "x"}]


def test_keys_are_text():
    document, _ = read("on: 1\n2019: 2\ntrue: 3\n")
    assert document.data == {"on": 1, "2019": 2, "true": 3}


def test_lines_labels_and_finding():
    document, _ = read("top:\n  - id: a\n    x: 1\n  - id: b\n    x:\n      - y\n")
    loc = document.find(("top", "b", "x", 0))
    assert loc == ("top", 1, "x", 0)
    assert document.line(loc) == 6
    assert document.line(("top", 1)) == 4
    assert document.line(("top", 1, "missing")) == 4
    assert document.line(()) == 1
    assert document.label(loc) == "top.b.x[1]"
    assert document.find(("top", "nobody", "x")) == ("top",)


def test_labels_of_endless_keys_are_cut():
    document, _ = read("x" * 1000 + ": {y: 1}")
    assert len(document.label(("x" * 1000, "y"))) < 70


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: &x 2\n", "x.yaml:2: &x: YAML anchors and aliases are not allowed"),
        ("a: 1\nb: *x\n", "x.yaml:2: *x: YAML anchors and aliases are not allowed"),
        ("a: 1\n<<: *x\n", "x.yaml:2: *x: YAML anchors"),
        ("a: 1\n&k b: 2\n", "x.yaml:2: &k: YAML anchors"),
        ("a: !!str 1\n", "YAML tags are not allowed"),
        ("a: 1\n---\nb: 1\n", "x.yaml:3: holds a second YAML document"),
        ("a: 1\nb: 2\na: 3\n", 'x.yaml:3: key "a" stands twice in one mapping, first on line 1'),
        ("a: [1, 2\n", "x.yaml:2: is not valid YAML"),
        ("a: b: c\n", "x.yaml:1: is not valid YAML"),
        ("", "x.yaml:1: is empty"),
        ("null\n", "x.yaml:1: is empty"),
        ("a:\n" + "  " * 20_000 + "b: 1\n", "x.yaml:2: has 40004 characters in one line"),
        ("a: 1\n" * 100_001, "at most 100000 are allowed"),
    ],
)
def test_refusals(text, said):
    _, found = read(text)
    assert any(said in line for line in found), found


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029"])
def test_line_breaks_of_an_older_yaml_are_refused(mark):
    problems = Problems()
    assert parse_yaml("x.yaml", f"a: 1\nb: x{mark}c: 2\n".encode(), problems) is None
    (problem,) = problems.sorted()
    assert problem.line == 2
    assert f"U+{ord(mark):04X}" in problem.message


def test_words_mean_what_yaml_1_2_says():
    text = (
        b"{ask: Will it end?, no: yes, on: off, at: 12:30:45, n: 0x1f, o: 0o17, z: 017, s: 1_000}"
    )
    document = parse_yaml("x.yaml", text, Problems())
    assert document.data == {
        "ask": "Will it end?",
        "no": "yes",
        "on": "off",
        "at": "12:30:45",
        "n": 31,
        "o": 15,
        "z": 17,
        "s": "1_000",
    }
