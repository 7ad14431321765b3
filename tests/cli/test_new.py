"""A new scenario: complete, without a warning, ready to run, and never in anybody's way."""

from __future__ import annotations

import json

import pytest

import contingent as ct
from contingent.scenario.citations import citations
from tests.cli.test_cli import run
from tests.scenario.conftest import DUEL


def test_it_is_sound_and_runs(capsys, tmp_path):
    folder, out = tmp_path / "my-land", tmp_path / "run"
    code, written, err = run(capsys, "new", folder)
    assert code == 0
    assert {path.name for path in folder.iterdir()} == {
        "scenario.yaml", "places.csv", "oil.csv", "evidence.yaml",
    }  # fmt: skip
    assert written.splitlines() == sorted(map(str, folder.iterdir()))
    assert f"contingent check {folder} --strict && contingent run {folder}" in err
    code, _, err = run(capsys, "check", folder, "--strict")
    assert code == 0, err
    options = ["--draws", "32", "--keep", "4", "--with", "neighbour_steps_in", "--out", out]
    code, table, err = run(capsys, "run", folder, *options)
    assert code == 0, err
    assert "Will the army hold the capital" in table
    assert json.loads((out / "manifest.json").read_text())["scenario"]["id"] == "my-land"
    assert ct.open_run(out).failed_runs == 0


def test_it_has_one_of_everything_and_a_comment_on_it(tmp_path):
    land = ct.load(ct.new(tmp_path / "land"))
    assert (len(land.factions), len(land.places)) == (2, 3)
    for one in (land.patrons, land.claims, land.questions, land.levers, land.fields):
        assert len(one) == 1
    assert [place.holder for place in land.places] == ["council", None, "army"]
    assert all(origin.said for _, origin in citations(land))
    for file in ("scenario.yaml", "evidence.yaml"):
        text = (tmp_path / "land" / file).read_text()
        assert text.startswith("# ")


def test_a_copy_of_another_is_the_same_but_for_its_id(tmp_path):
    copy, duel = ct.load(ct.new(tmp_path / "mine", DUEL)), ct.load(DUEL)
    assert copy.id == "mine"
    assert (copy.title, copy.factions, copy.claims) == (duel.title, duel.factions, duel.claims)
    assert ct.new(tmp_path / "libya", "libya-2011").joinpath("places.geojson").is_file()
    assert not (tmp_path / "libya" / "resolved.yaml").exists()


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("taken", [], "exists already and is not overwritten"),
        ("taken/note.txt", [], "exists already and is not overwritten"),
        ("My Land", [], "is not an id"),
        ("land", ["--from", "lybia-2019"], 'did you mean "libya-2019"?'),
    ],
)
def test_mistakes(capsys, tmp_path, name, options, said):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "note.txt").write_text("mine")
    code, out, err = run(capsys, "new", tmp_path / name, *options)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert [path.name for path in tmp_path.rglob("*")] == ["taken", "note.txt"]
    assert (tmp_path / "taken" / "note.txt").read_text() == "mine"
