"""`why` and `story` on the small scenario, played and stored."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import contingent as ct
from contingent.analysis.causes.why import Why
from contingent.analysis.stories.recall import recall
from contingent.cli import main
from contingent.scenario.problems import UserError
from contingent.studies.replay import model_of, replay, same
from contingent.world.accounts import ACCOUNTS

DUEL = Path(__file__).parents[1] / "scenarios" / "duel"
DRAWS = 200
FACTIONS = ("red", "blue")


@pytest.fixture(scope="module")
def rich(tmp_path_factory) -> Path:
    """The duel with sellers who sell all that can be paid for, so that money becomes arms."""
    folder = tmp_path_factory.mktemp("scenarios") / "duel"
    shutil.copytree(DUEL, folder)
    text = (folder / "scenario.yaml").read_text("utf-8")
    assert "market: {value: 200," in text
    text = text.replace("market: {value: 200,", "market: {value: 4000,")
    (folder / "scenario.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def stored(tmp_path_factory) -> Path:
    """A run folder with an arm, the ledgers of all its draws kept."""
    folder = tmp_path_factory.mktemp("runs") / "duel"
    ct.run(DUEL, DRAWS, arms=["red_is_paid", "north_strikes"], keep=DRAWS, out=folder)
    return folder


@pytest.fixture(scope="module")
def compact(tmp_path_factory) -> Path:
    """A run folder of which no full state was kept, two rolls of chance in each world."""
    folder = tmp_path_factory.mktemp("runs") / "compact"
    ct.run(DUEL, 30, 2, seed=3, arms=["north_strikes"], keep=0, out=folder)
    return folder


@cache
def between(lever: str | None, question: str) -> Why:
    return ct.why(DUEL, lever, question, draws=DRAWS)


def adds_up(found: Why) -> None:
    """Assert that contributions are the whole of every difference but for rounding."""
    for account in found.accounts:
        for faction in FACTIONS:
            total = account["total", faction].difference
            parts = sum(e.difference for e in account.entries if e.faction == faction)
            rest = account.remainder[faction]
            assert total == pytest.approx(parts + rest, abs=1e-9 * (1 + abs(total)))
            assert abs(rest) <= 1e-5 * (1 + account.before[faction])


@pytest.mark.parametrize("account", [a for a in ACCOUNTS if a != "fallen"])
def test_contributions_add_up_to_what_the_record_says(stored: Path, account: str) -> None:
    found = ct.why(stored, "north_strikes", "bloody", account=account)
    assert any(e.difference for e in found[account].entries)
    adds_up(found)


def test_an_idle_lever_changes_exactly_nothing() -> None:
    found = between("idle", "bloody")
    assert found.steps == ()
    assert found.chain == ()
    assert all(
        e.difference == 0 and e.se == 0 for a in found.accounts for e in (*a.entries, *a.totals)
    )
    assert any("changes the answer of no run" in note for note in found.notes)
    assert "no difference" in found.sentences[0]
    # where the account differs, and still no chain is clear, that is not said
    (first, *_) = found.accounts
    parted = replace(first.totals[0], difference=3.0, se=1.0)
    account = replace(first, focus=None, totals=(parted, *first.totals[1:]))
    (said,) = replace(found, accounts=(account,)).sentences
    assert "it differs at the end, but no chain of causes stands clear of chance" in said


def test_money_becomes_arms_and_the_chain_says_so(rich: Path) -> None:
    found = ct.why(rich, "red_is_paid", "blue-majority", draws=DRAWS, account="materiel")
    adds_up(found)
    chain = [found.steps[i] for i in found.chain]
    assert [(s.account, s.faction, s.entered) for s in chain] == [
        ("treasury", "red", "orders"),
        ("materiel", "red", "procurement"),
    ]
    assert all(str(s.parted) == "2020-05-04" for s in chain)  # the state after 1 May
    assert found["materiel"]["procurement", "red"].difference > 50
    assert found["materiel"].entries[0].cause == "procurement"
    assert "money buys arms" in found.sentences[1]


def test_a_sum_that_is_ordered_stands_under_orders(stored: Path) -> None:
    treasury = ct.why(stored, "red_is_paid", "blue-majority", account="treasury")
    assert treasury["treasury"]["orders", "red"].difference == pytest.approx(200, abs=1e-3)
    assert treasury["treasury"]["orders", "blue"].difference == 0


def test_worlds_with_and_without_an_event_are_compared() -> None:
    found = between(None, "bloody")
    adds_up(found)
    assert (found.before, found.after) == (0.0, 1.0)
    assert sum(found.runs) == DRAWS
    assert [a.name for a in found.accounts] == ["fallen"]
    (account,) = found.accounts
    assert all(account["total", f].difference > 0 for f in FACTIONS)
    assert {e.cause for e in account.entries} == {"combat"}


def test_a_stored_run_says_what_playing_says(stored: Path) -> None:
    for lever in ("red_is_paid", None):
        played = between(lever, "bloody").as_dict()
        assert ct.why(stored, lever, "bloody").as_dict() == played


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["red_is_payd"], 'LEVER: there is no lever "red_is_payd" (did you mean "red_is_paid"?)'),
        (["--question", "blody"], '--question: no question "blody" (did you mean "bloody"?)'),
        (["--account", "money"], '--account: no account "money"'),
        (["--question", "elections", "--draws", "1"], "--question: elections happened in "),
    ],
)
def test_mistakes_take_one_line(capsys, arguments, said) -> None:
    code, out, err = run(capsys, "why", DUEL, *arguments)
    assert code == 2
    assert not out
    assert err.count("\n") == 1
    assert err.startswith(said)


def test_a_run_without_the_arm_or_without_ledgers_is_refused(capsys, stored, compact) -> None:
    code, _, err = run(capsys, "why", stored, "red_is_payd")
    assert (code, 'no arm "red_is_payd" (did you mean "red_is_paid"?)' in err) == (2, True)
    code, _, err = run(capsys, "why", compact)
    assert (code, "keeps no ledgers; run it again with --keep DRAWS" in err) == (2, True)


def test_why_prints_a_chain_a_table_and_plain_data(capsys, stored) -> None:
    code, out, _ = run(capsys, "why", stored, "red_is_paid", "--account", "treasury")
    assert code == 0
    assert "since 4 May 2020: Red Army, treasury: ordered by the lever; +" in out
    assert "remainder (rounding)" in out
    code, out, _ = run(capsys, "why", stored, "red_is_paid", "--account", "treasury", "--json")
    data = json.loads(out)
    assert data["accounts"][0]["name"] == "treasury"
    assert data["steps"][data["chain"][-1]]["account"] == "treasury"


def test_a_replay_is_the_stored_record_to_the_bit(compact: Path) -> None:
    result = ct.open_run(compact)
    for draw, replicate, arm in ((0, 0, "baseline"), (17, 1, "baseline"), (29, 0, "north_strikes")):
        model = model_of(result, DUEL, arm)
        assert model is not None
        before = recall(result, draw, replicate, result.arms.index(arm))
        assert before.full is None
        again = replay(model, draw, replicate, seed=3, replicates=2)
        assert same(again.observed, before.observed)
        other = recall(result, (draw + 1) % 30, replicate, result.arms.index(arm))
        assert not same(again.observed, other.observed)


def test_a_story_is_the_same_stored_replayed_and_played(stored: Path) -> None:
    read = ct.story(stored, worst=0.05)
    assert read.known == "stored"
    played = ct.story(DUEL, worst=0.05, draws=DRAWS)
    assert played.known == "replayed"
    assert (played.draw, played.lines, played.end) == (read.draw, read.lines, read.end)
    assert (played.true, played.false) == (read.true, read.false)
    assert played.chosen == read.chosen


def test_a_story_of_the_compact_record_asks_for_the_scenario(compact: Path) -> None:
    bare = ct.story(compact, draw=5, replicate=1)
    assert bare.known == "compact"
    assert "--scenario" in bare.notes[0]
    full = ct.story(compact, draw=5, replicate=1, scenario=DUEL)
    assert full.known == "replayed"
    assert not full.notes
    assert full.end == bare.end
    tolls = [
        [e.text.partition(",")[2] for e in s.lines if e.kinds == ("toll",)] for s in (bare, full)
    ]
    assert tolls[0] == tolls[1]


def test_the_worst_and_the_middle_world_stand_where_they_should(stored: Path) -> None:
    result = ct.open_run(stored)
    deaths = result.runs("battle_deaths").isel(time=-1).values
    order = np.sort(deaths)
    assert deaths[ct.story(stored).draw] == order[(DRAWS - 1) // 2]
    assert deaths[ct.story(stored, worst=0.05).draw] == order[-DRAWS // 20]
    poor = ct.story(stored, worst=0.1, by="treasury:blue", arm="red_is_paid")
    treasury = result.runs("treasury", "blue", "red_is_paid").isel(time=-1).values
    assert treasury[poor.draw] == np.sort(treasury)[DRAWS // 10 - 1]
    assert "lowest 10 %" in poor.chosen


def test_a_changed_scenario_is_not_replayed(compact: Path, rich: Path) -> None:
    with pytest.raises(UserError, match="is not what was played"):
        ct.story(compact, draw=1, scenario=rich)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--draw", "200"], "--draw: there is no draw 200; they are numbered 0 to 199"),
        (["--draw", "1", "--worst", "5%"], "--worst: does not go with --draw"),
        (["--median", "--draw", "1"], "--median: does not go with --draw"),
        (["--worst", "few"], '--worst: "few" is no share'),
        (["--worst", "60%"], "--worst: must be a share"),
        (["--replicate", "1"], "--replicate: needs --draw"),
        (["--by", "fihgters"], '--by: nothing is called "fihgters" (did you mean "fighters"?)'),
        (["--by", "fighters:rde"], '--by: nothing is called "rde" (did you mean "red"?)'),
        (["--arm", "red_is_payd"], "--arm: "),
    ],
)
def test_mistakes_in_stories_take_one_line(capsys, stored, arguments, said) -> None:
    code, out, err = run(capsys, "story", stored, *arguments)
    assert code == 2
    assert not out
    assert err.count("\n") == 1
    assert err.startswith(said)


def test_story_prints_few_lines_and_plain_data(capsys, stored) -> None:
    code, out, _ = run(capsys, "story", stored, "--worst", "5%")
    assert code == 0
    assert len(out.splitlines()) <= 62
    assert "among the highest 5 % of 200 worlds by battle deaths" in out
    assert "killed in battle" in out.splitlines()[-1] + out.splitlines()[-2]
    code, out, _ = run(capsys, "story", stored, "--draw", "4", "--json")
    data = json.loads(out)
    assert (data["draw"], data["known"]) == (4, "stored")
    assert data["lines"]


def run(capsys, *arguments):
    """Return (exit code, stdout, stderr) of the command line in this process."""
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    caught = capsys.readouterr()
    return left.value.code, caught.out, caught.err
