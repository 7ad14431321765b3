"""A page made of what was kept of a run is the page made anew."""

from __future__ import annotations

import json
import shutil

from contingent.questions.result import ANALYSES
from contingent.running import write_report


def test_a_page_is_the_same_from_what_was_kept(duel_run, tmp_path):
    folder = tmp_path / "run"
    shutil.copytree(duel_run.folder, folder)
    kept = {path.stem: json.loads(path.read_text()) for path in (folder / ANALYSES).iterdir()}
    assert {"tables", "drivers", "signposts", "stories", "worst"} <= set(kept)
    pages = [write_report(folder, tmp_path / "kept.html").read_text("utf-8")]
    shutil.rmtree(folder / ANALYSES)
    pages += [write_report(folder, tmp_path / f"anew{i}.html").read_text("utf-8") for i in (1, 2)]
    assert pages[0] == (folder / "report.html").read_text("utf-8")
    assert pages[1:] == pages[:1] * 2
    again = {path.stem: json.loads(path.read_text()) for path in (folder / ANALYSES).iterdir()}
    assert again == {name: data for name, data in kept.items() if name != "tables"}
