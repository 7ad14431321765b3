"""Parts of a scenario that do not go together, and large ledgers, whose parts are many."""

from __future__ import annotations

import time

import pytest

from contingent.scenario.consistency import find_circle
from contingent.scenario.load import load_scenario


def test_graph_that_is_not_connected(folder):
    folder.edit("scenario.yaml", "    - [alpha, bravo, 60]\n", "")
    (problem,) = folder.problems()
    assert "not connected: no way from alpha to bravo, charlie, delta; add a route" in str(problem)
    assert problem.line == 85


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("implies", "circle: red-war-chest > red-leader-ill > red-war-chest"),
        ("excludes", "which exclude each other"),
    ],
)
def test_claims_whose_links_contradict_each_other(folder, link, said):
    folder.edit(
        "evidence.yaml", "    single: Nobody", "    implies: [red-war-chest]\n    single: Nobody"
    )
    folder.edit("evidence.yaml", "    effect:", f"    {link}: red-leader-ill\n    effect:")
    (problem,) = folder.problems()
    assert said in problem.message


def test_faction_without_a_place_for_its_fighters(folder):
    text = (folder.path / "places.csv").read_text(encoding="utf-8")
    for old in (",0,4000,", ",1000,2500,", ",2000,500,"):
        text = text.replace(old, "," + old.split(",")[1] + ",0,")
    (folder.path / "places.csv").write_text(text, encoding="utf-8")
    (problem,) = folder.problems()
    assert "fighters_blue: is 0 everywhere" in problem.message


def test_id_of_faction_and_patron(folder):
    for file in ("scenario.yaml", "evidence.yaml"):
        text = (folder.path / file).read_text(encoding="utf-8")
        (folder.path / file).write_text(text.replace("envoy", "blue"), encoding="utf-8")
    assert any("blue is also the id of a faction" in str(p) for p in folder.problems())


def test_number_in_a_table_dated_after_as_of(folder):
    text = (folder.path / "oil.csv").read_text(encoding="utf-8").splitlines()
    dated = f"{text[0]},date\n{text[1]},2020-01-11\n"
    (folder.path / "oil.csv").write_text(dated, encoding="utf-8")
    (problem,) = folder.problems()
    assert problem.line == 2
    assert "date: 2020-01-11 is after as_of 2020-01-10" in problem.message


def test_large_ledger_loads_in_seconds(folder):
    names = ", name: S, kind: press, reliability: C, reason: known, date: 2019"
    sources = "".join(f"  - {{id: s{i}{names}}}\n" for i in range(100))
    claims = "".join(
        f"""  - id: c{i}
    says: Something happened, claim number {i}.
    locator: {{source: s{i % 100}, paragraph: 6}}
    date: 2019-04
    reports:
      - {{source: s{i % 100}, stance: for, credibility: 3, hedge: reported}}
      - {{source: s{(i + 1) % 100}, stance: for, credibility: 4}}
      - {{source: red-radio, stance: against, credibility: 5, kind: denial}}
    effect: [{{quantity: patrons.north.commitment.red, at_least: advisers}}]
    excludes: [c{(i + 7) % 600}]
    implies: [{f"c{i + 1}" if i % 5 else ""}]
"""
        for i in range(598)
    )
    ends = "".join(CLAIM.format(i=i) for i in (598, 599))
    folder.edit("evidence.yaml", "claims:\n", sources + "claims:\n" + claims + ends)
    # time on the processor, so that a busy machine does not matter; 2,000 take 3.3 times as long
    started = time.process_time()
    assert len(load_scenario(folder.path).claims) == 603
    assert time.process_time() - started < 10


CLAIM = """  - id: c{i}
    says: Claim number {i}.
    date: 2019-04
    reports: [{{source: s1, stance: for, credibility: 3}}]
    single: nobody else
    background: true
"""


def test_relations_of_thousands_of_claims_are_quick():
    chain = {str(i): [str(i + 1)] for i in range(20_000)}
    assert find_circle(chain) is None
    chain["20000"] = ["0"]
    assert len(find_circle(chain)) == 20_002
