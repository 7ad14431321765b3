from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contingent.scenario.load import load_scenario
from contingent.scenario.problems import Problem, ScenarioError

DUEL = Path(__file__).parent.parent / "scenarios" / "duel"


class Folder:
    """A copy of a good scenario that can be spoiled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def edit(self, file: str, old: str, new: str) -> int:
        """Replace the first occurrence and return the first line that changed."""
        text = (self.path / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        changed = text.replace(old, new, 1)
        (self.path / file).write_text(changed, encoding="utf-8")
        pairs = zip(text.split("\n"), changed.split("\n"), strict=False)
        return next(i for i, (a, b) in enumerate(pairs, 1) if a != b)

    def problems(self) -> tuple[Problem, ...]:
        """Load it, expect it to fail, and check the form of every message."""
        with pytest.raises(ScenarioError) as caught:
            load_scenario(str(self.path))
        for line in str(caught.value).splitlines():
            assert line.startswith((str(self.path), "…")), line
            assert len(line) < 1000
            assert line.isprintable()
        return caught.value.problems


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    path = tmp_path / "duel"
    shutil.copytree(DUEL, path)
    return Folder(path)


def messages(path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return str(caught.value).splitlines()
