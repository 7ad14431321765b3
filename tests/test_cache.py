"""What is kept in the user's cache is what was made, and no harm is done where nothing can be."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from contingent.cache import cache_folder, keep, kept

MADE = b"what took long"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda _: str(tmp_path))
    return tmp_path


def other() -> bytes:
    return b"something else"


def test_what_was_made_is_kept_for_all_that_it_depends_on(place: Path) -> None:
    assert kept("w", b"a", lambda: MADE) == MADE
    assert kept("w", b"a", other) == MADE
    assert kept("w", b"b", other) == other()


@pytest.mark.parametrize("left", [b"", b"1234567", b"\xff" * 32, b"\xff" * 46])
def test_what_is_spoilt_is_made_again(place: Path, left: bytes) -> None:
    kept("w", b"a", lambda: MADE)
    for path in (place / "w").iterdir():
        path.write_bytes(left)
    assert kept("w", b"a", other) == other()
    assert kept("w", b"a", lambda: MADE) == other()


def test_without_a_place_for_it_all_goes_on(place: Path) -> None:
    (place / "file").write_text("in the way")
    assert cache_folder("file") is None
    assert kept("file", b"a", lambda: MADE) == MADE
    keep(place / "nowhere" / "file", b"content")
    assert [path.name for path in place.iterdir()] == ["file"]
